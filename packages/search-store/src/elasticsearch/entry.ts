import type { SearchDocument } from '../document.js'
import { indexColumns, type CutWords } from '../text/words.js'
import { monthOf, type Month } from '../months.js'

/** What is written of one document: the fields of articles-mapping.ts. */
export type Fields = Readonly<Record<string, unknown>>

/** A document ready to be sent. */
export interface Entry {
  readonly id: string
  /** External version: the engine takes only a higher one. */
  readonly version: number
  /** Month of its index, unless it stands in another one already. */
  readonly month: Month
  readonly fields: Fields
}

/** Cuts the words of a document and lays out its fields. Throws on a document without a readable time of sight. */
export function entryOf(document: SearchDocument, cut: CutWords): Entry {
  const { id, revision, time, civic, domains, matters, departments, places, source, tier, article } = document
  return {
    id,
    version: revision,
    month: monthOf(article.seen),
    fields: {
      id,
      time,
      seen: article.seen,
      civic,
      domain: domains,
      matter: matters,
      department: departments,
      place: places,
      source,
      tier,
      words: indexColumns(article, cut),
      article,
    },
  }
}

/** The fields that an older mapping knows, the others left out. */
export const fieldsIn = (fields: Fields, known: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => known.has(name)))
