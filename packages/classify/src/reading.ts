import type { Article, Evidence } from '@guanlan/contracts'
import type { RuleDocument, RuleSpan } from '@guanlan/rules'
import { readText, type BoundaryFinder, type ReadText } from '@guanlan/text'
import type { MatterIndex, RuleMeaning } from './matter-index.js'

/** What the classifier looks at: the part of an article that it needs. */
export type ReadableArticle = Pick<Article, 'title' | 'body'> & {
  /** Without a tier it is read like news. */
  readonly source: Pick<Article['source'], 'name' | 'place' | 'scope'> & Partial<Pick<Article['source'], 'tier'>>
}

/** A rule that holds for the article, and the words it rests on. */
export interface MeaningfulHit {
  readonly id: string
  readonly meaning: RuleMeaning
  readonly spans: readonly RuleSpan[]
}

/** Title and body folded once, for the rules and the gazetteer. */
export type ReadArticle = Readonly<Record<'title' | 'body', ReadText>>

/** Folds an article. */
export const readArticle = ({ title, body }: ReadableArticle, boundaries: BoundaryFinder): ReadArticle => ({
  title: readText(title, boundaries),
  body: readText(body, boundaries),
})

/** The fields of an article that rules look at. */
export const ruleDocumentOf = ({ title, body, source }: ReadableArticle): RuleDocument => ({
  title,
  body,
  source: source.name,
  place: source.place,
})

/**
 * Runs all rules of the office over an article, once; every later step reads from these hits. `bare`: rules whose spans
 * nobody will read (`MatterIndex.unshown` when labels alone are wanted); theirs are [].
 */
export function matchRules(
  index: MatterIndex,
  article: ReadableArticle,
  read?: ReadArticle,
  bare?: ReadonlySet<string>,
): MeaningfulHit[] {
  const hits: MeaningfulHit[] = []
  for (const { rule, spans } of index.rules.match(ruleDocumentOf(article), read, bare)) {
    const meaning = index.meanings.get(rule)
    if (meaning) hits.push({ id: rule, meaning, spans })
  }
  return hits
}

/** A span with its words, for the person who checks. */
export const evidenceAt = (article: ReadableArticle, span: RuleSpan, by: string): Evidence => ({
  field: span.field,
  start: span.start,
  end: span.end,
  text: textAt(article, span),
  by,
})

/** The words under a span. */
export const textAt = (article: ReadableArticle, { field, start, end }: RuleSpan): string =>
  fieldOf(article, field).slice(start, end)

function fieldOf({ title, body, source }: ReadableArticle, field: RuleSpan['field']): string {
  if (field === 'body') return body
  if (field === 'title') return title
  return field === 'source' ? source.name : (source.place ?? '')
}
