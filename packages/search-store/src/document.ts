import type { ClassifiedArticle, SourceTier } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'

/** A classified article as the search store keeps it: the article whole, and beside it what can be filtered and counted. */
export interface SearchDocument {
  readonly id: string
  /** Version of the upsert: only a higher one replaces what is stored. */
  readonly revision: number
  /** What lists, ranges and histograms go by: `published`, or `seen` where the page named no readable time. */
  readonly time: Instant
  /** Whether it is about a matter at all. */
  readonly civic: boolean
  /** Domain codes, primary first. */
  readonly domains: readonly string[]
  readonly matters: readonly string[]
  /** The proposed lead department of what is about a matter: [] when there is none. A list, because merged matters may have several. */
  readonly departments: readonly string[]
  /** Division codes of the places that the text is about. */
  readonly places: readonly string[]
  readonly source: string
  readonly tier: SourceTier
  readonly article: ClassifiedArticle
}

/** The document of an article. Pure: the same article always gives the same document. */
export function toSearchDocument(article: ClassifiedArticle): SearchDocument {
  const { labels, source } = article
  const lead = labels.matters.length > 0 ? labels.candidates[0] : undefined
  return {
    id: article.article,
    revision: article.revision,
    time: article.published ?? article.seen,
    civic: labels.matters.length > 0,
    domains: unique(labels.domains),
    matters: unique(labels.matters.map((matter) => matter.code)),
    departments: lead ? [lead.department] : [],
    places: unique(labels.places.map((place) => place.code)),
    source: source.id,
    tier: source.tier,
    article,
  }
}

const unique = (codes: readonly string[]): string[] => [...new Set(codes)]
