/**
 * The port of word segmentation. Adapters: `createDictionarySegmenter`, which everything uses, and `createJiebaSegmenter`
 * (`@guanlan/text/jieba`), native, which it is held against. For boundaries of rules and queries use `createBoundaryFinder`,
 * which never depends on the adapter.
 */
export interface Segmenter {
  /** The words in order, spaces and punctuation included: joined, they are the text, unit for unit. */
  cut(text: string): string[]
}
