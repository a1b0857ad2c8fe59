import type { ClassifiedArticle } from '@guanlan/contracts'
import { foldsAway } from '@guanlan/text'

/** Columns of the index: the fields of the rule language. */
export type Column = 'title' | 'body' | 'source' | 'place'

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
function indexText(text: string, cut: CutWords): string {
  let column = ''
  for (const word of indexWords(text, cut)) column += column === '' ? word.text : ` ${word.text}`
  return column
}

/** Longest text of one column that is indexed; the rest of a longer one is stored and shown, but not found by its words. */
const MOST_INDEXED = 500_000

/** What each column of the index holds for an article: words of title, body, name of the source, names and codes of places. */
export function indexColumns(article: ClassifiedArticle, cut: CutWords): Record<Column, string> {
  const column = (text: string): string => indexText(text.slice(0, MOST_INDEXED), cut)
  const places = article.labels.places.map((found) => `${found.name} ${found.code}`).join('、')
  return {
    title: column(article.title),
    body: column(article.body),
    source: column(article.source.name),
    place: column(places),
  }
}
