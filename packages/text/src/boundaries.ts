import { bestSplit, type SplitRoom, splitRoom, type WordTrie } from './best-split.js'
import { isMarkUnit, KIND_HAN, KIND_OTHER, kindAt, kindTable, splitsPair } from './character-kinds.js'
import { type Dictionary, readDictionary } from './dictionary.js'
import { UnitTrie } from './unit-trie.js'

/** The fine boundaries of one folded text. */
export interface BoundarySet {
  /** Whether a word may begin or end at this offset of the folded text; 0 and the length always are boundaries. */
  has(offset: number): boolean
}

/** Finds fine boundaries by one pinned base dictionary. Holds no state of any text; share it freely. */
export interface BoundaryFinder {
  /**
   * Fine boundaries of a text that has been folded: the ends of the best segmentation, and inside each longer word,
   * recursively, the ends of its own best split into shorter dictionary words. Words of two characters are not split.
   * Where Han, letters, digits and everything else meet is always a boundary; inside letters, or digits, never.
   * Lazy: only the stretch between punctuation around an offset that is asked for gets segmented.
   */
  fineBoundaries(foldedText: string): BoundarySet
  /** Occurrences of a folded word in the dictionary's corpus; 0 when it is no word. For guessing what is rare. */
  wordFrequency(foldedWord: string): number
  /** Dictionary words that contain the folded text and are longer, most frequent first, at most `limit`. Slow (some 10 ms). */
  wordsContaining(foldedText: string, limit: number): string[]
}

const UNKNOWN = 0
const NO = 1
const YES = 2

/** Stretches up to this length are segmented in room that is kept; longer ones get their own. */
const ROOM = 1_024

/** Reads the dictionary (UTF-8 lines `word frequency [tag]`, some 0.5 s for the base dictionary) and returns its finder. */
export const createBoundaryFinder = (dictionaryBytes: Uint8Array): BoundaryFinder =>
  boundaryFinderOf(readDictionary(dictionaryBytes))

/** The finder of a dictionary that was read before, perhaps in another thread. */
export function boundaryFinderOf(dictionary: Dictionary): BoundaryFinder {
  const words: WordTrie = { dictionary, trie: UnitTrie.of(dictionary.trie) }
  const inner = createInnerSplits(words)
  const room = splitRoom(ROOM)
  const frequency = (word: string): number => dictionary.counts[words.trie.find(word)] ?? 0
  let all: string[] | undefined
  return {
    fineBoundaries(text) {
      const marks = new Uint8Array(text.length + 1)
      return {
        has(offset) {
          if (offset <= 0 || offset >= text.length) return offset === 0 || offset === text.length
          if (marks[offset] === UNKNOWN) markAround(text, offset, marks, words, inner, room)
          return marks[offset] === YES
        },
      }
    },
    wordFrequency: frequency,
    wordsContaining(text, limit) {
      all ??= allWords(words)
      return all
        .filter((word) => word.length > text.length && word.includes(text))
        .sort((a, b) => frequency(b) - frequency(a))
        .slice(0, limit)
    },
  }
}

/** Finds every boundary of the stretch of letters, digits and Han around `offset`. */
function markAround(
  text: string,
  offset: number,
  marks: Uint8Array,
  words: WordTrie,
  inner: InnerSplits,
  kept: SplitRoom,
): void {
  if (kindAt(text, offset) === KIND_OTHER || kindAt(text, offset - 1) === KIND_OTHER) {
    marks[offset] = splitsPair(text, offset) || isMarkUnit(text.charCodeAt(offset)) ? NO : YES
    return
  }
  const start = stretchEnd(text, offset - 1, -1) + 1
  const end = stretchEnd(text, offset, 1)
  marks.fill(NO, start + 1, end)
  const length = end - start
  const split = bestSplit(words, text, start, end, false, length > ROOM ? splitRoom(length) : kept)
  for (let at = start; at < end;) {
    const pieceEnd = split.next[at - start] ?? end
    if (pieceEnd < end) marks[pieceEnd] = YES
    if (pieceEnd - at > 2) {
      const mask = inner(split.node[at - start] ?? 0, text, at, pieceEnd)
      for (let bit = 1; bit < pieceEnd - at; bit++) if ((mask & (1 << bit)) !== 0) marks[at + bit] = YES
    }
    at = pieceEnd
  }
  bindKinds(text, start, end, marks)
}

/** The first offset from `from` on, going by `step`, that lies in no letter, digit or Han; outside the text at the latest. */
function stretchEnd(text: string, from: number, step: 1 | -1): number {
  const kinds = kindTable()
  let at = from
  for (; at >= 0 && at < text.length; at += step) {
    const unit = text.charCodeAt(at)
    const surrogate = unit >= 0xd800 && unit <= 0xdfff
    if ((surrogate ? kindAt(text, at) : (kinds[unit] ?? 0) & 3) === KIND_OTHER) break
  }
  return at
}

/** Letters and digits are bounded by their own kind, whatever the dictionary says of them. */
function bindKinds(text: string, start: number, end: number, marks: Uint8Array): void {
  const kinds = kindTable()
  let before: number = kindAt(text, start)
  for (let at = start + 1; at < end; at++) {
    const unit = text.charCodeAt(at)
    const plain = unit < 0xd800 || unit > 0xdfff
    const kind = plain ? (kinds[unit] ?? 0) & 3 : kindAt(text, at)
    if (plain && kind === KIND_HAN && before === KIND_HAN) continue
    if (kind !== before) marks[at] = isMarkUnit(text.charCodeAt(at)) ? NO : YES
    else if (kind !== KIND_HAN || splitsPair(text, at)) marks[at] = NO
    before = kind
  }
}

/** Bit i of the answer: whether the word `text[start, end)` has a fine boundary i units after its start. */
type InnerSplits = (node: number, text: string, start: number, end: number) => number

/** Inner boundaries of dictionary words, worked out when first met and then remembered: they depend on the word alone. */
function createInnerSplits(words: WordTrie): InnerSplits {
  const known = new Int32Array(words.trie.size)
  const inner: InnerSplits = (node, text, start, end) => {
    if (end - start < 3 || node === 0) return 0
    const remembered = known[node] ?? 0
    if (remembered !== 0) return remembered & ~1
    let mask = 0
    const split = bestSplit(words, text, start, end, true)
    if (split.found) {
      for (let at = start; at < end;) {
        const pieceEnd = split.next[at - start] ?? end
        if (pieceEnd < end) mask |= 1 << (pieceEnd - start)
        mask |= inner(split.node[at - start] ?? 0, text, at, pieceEnd) << (at - start)
        at = pieceEnd
      }
    }
    known[node] = mask | 1
    return mask
  }
  return inner
}

function allWords({ dictionary, trie }: WordTrie): string[] {
  const spelling: string[] = ['']
  const words: string[] = []
  trie.forEachEdge((parent, unit, child) => {
    const word = (spelling[parent] ?? '') + String.fromCharCode(unit)
    spelling[child] = word
    if (dictionary.counts[child] !== 0) words.push(word)
  })
  return words
}
