import { foldsAway } from '@guanlan/text'

/** One fine token of a text: folded, with its place in the text as written, UTF-16 units [start, end). */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Cuts a text at its fine boundaries; spaces and punctuation belong to no word. */
export type CutWords = (text: string) => readonly Word[]

/**
 * Stands in the index where spaces or punctuation stood in the text, so that the term 拖欠工资 does not hit in
 * 「拖欠，工资」, while the phrase "拖欠 工资" can allow it. Not ASCII, or the index's tokenizer would drop it.
 */
export const BREAK = '¦'

/** The words of a text as they go into the index: in order, breaks put in. */
export function indexWords(text: string, cut: CutWords): Word[] {
  const out: Word[] = []
  let end = 0
  for (const word of cut(text)) {
    // Zero-width characters between two words are no break: folding drops them.
    if (out.length > 0 && word.start > end && !foldsAway(text, end, word.start)) {
      out.push({ text: BREAK, start: end, end: word.start })
    }
    out.push(word)
    end = word.end
  }
  return out
}

/** Text for one column of the index. */
export function indexText(text: string, cut: CutWords): string {
  let column = ''
  for (const word of indexWords(text, cut)) column += column === '' ? word.text : ` ${word.text}`
  return column
}
