import type { ClassifiedArticle, SearchHit, SourceTier } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { Rule } from '@guanlan/rules'
import type { SearchDocument } from './document.js'

/** What became of one document of a `put`. A rejected one will never be taken; trouble of the store is thrown instead. */
export type PutOutcome =
  | { readonly id: string; readonly outcome: 'written' }
  /** This revision, or a later one, is stored already. */
  | { readonly id: string; readonly outcome: 'stale' }
  | { readonly id: string; readonly outcome: 'rejected'; readonly reason: string }

/** Conditions that search and trends share; all that are given must hold. A list means: one of these. [] = none can match. */
export interface SearchFilter {
  /** Parsed search language; absent = every document. */
  readonly text?: Rule
  /** Range of `time`: from inclusive, to exclusive. */
  readonly from?: Instant
  readonly to?: Instant
  readonly domains?: readonly string[]
  readonly matters?: readonly string[]
  readonly departments?: readonly string[]
  /** Division codes; a county's code includes its towns and villages. */
  readonly places?: readonly string[]
  readonly sources?: readonly string[]
  readonly tiers?: readonly SourceTier[]
  /** true = only what is about a matter, false = only what is none of our business. */
  readonly civic?: boolean
}

export type SearchOrder = 'newest' | 'oldest' | 'relevance'

export interface SearchQuery extends SearchFilter {
  /** Without text, relevance means newest. */
  readonly order: SearchOrder
  /** 1 … 200. */
  readonly limit: number
  /** `next` of an earlier page of the same query. */
  readonly cursor?: string
}

export const facetNames = ['domain', 'matter', 'department', 'place', 'source', 'tier'] as const
export type FacetName = (typeof facetNames)[number]

/** How many documents carry this code. Names belong to the configuration, so codes only. */
export interface FacetBucket {
  readonly key: string
  readonly count: number
}

export interface SearchResult {
  readonly hits: readonly SearchHit[]
  /** null = the last page. */
  readonly next: string | null
  readonly total: number
  /** Largest first, at most MOST_CODES each. A facet leaves its own filter out: it tells what another choice would give. */
  readonly facets: Readonly<Record<FacetName, readonly FacetBucket[]>>
}

export type TrendInterval = 'hour' | 'day' | 'week'
export type TrendSeries = 'none' | 'domain' | 'place' | 'tier'

/** Counts over time. One row of counts for each series, one count for each bucket. */
export interface Trends {
  /** Start of each bucket, oldest first; none is left out, also when empty. */
  readonly buckets: readonly Instant[]
  /** `by: none`: one series with key ''. Otherwise largest first, at most 20; a document of two domains counts in both. */
  readonly series: readonly { readonly key: string; readonly counts: readonly number[] }[]
}

/** Most codes that a facet tells of. Of matters all: an office has some hundreds of them, and what each caught is asked in one go. */
export const MOST_CODES: Readonly<Record<FacetName, number>> = {
  domain: 50,
  matter: 1_000,
  department: 50,
  place: 50,
  source: 50,
  tier: 50,
}

/** Most buckets of one `trends`: 90 days of hours. */
export const MAX_BUCKETS = 2_160

/**
 * Where classified articles can be found again. Our own query model: nothing of an engine's language shows above the
 * adapter. Promises, each proven by contract.ts for every adapter:
 * - put is a versioned upsert by id and revision: a revision that is not higher than the stored one changes nothing and
 *   says `stale`, so that redelivery in any order ends in the same store; what put resolved for survives a crash and is
 *   found within two seconds; a document of the batch that can never be stored is `rejected` alone;
 * - put throws (store_full, store_unavailable, search_unavailable) only when nothing of its batch may be relied upon:
 *   putting the same batch again is right;
 * - search agrees with the rule language's matcher (docs/query.md lists the differences); words that hit nothing give an
 *   empty result, never an error;
 * - pages: following `next` shows every document that was there at the first page once, in order, while others arrive;
 *   by relevance up to the best 10,000. A cursor that is garbage, of another query or (relevance only) too old gives
 *   `cursor_invalid`;
 * - trends: buckets in Asia/Shanghai, weeks from Monday; inside `from … to` where given, else around what was found;
 *   a given range of more than MAX_BUCKETS gives `bad_request`, an open one keeps its newest MAX_BUCKETS;
 * - get returns the articles that exist, in the order asked for;
 * - expire forgets what was first seen in months (Asia/Shanghai) before that of the given time, and nothing else;
 * - what is shown is the stored masked text; offsets count UTF-16 units.
 */
export interface SearchStore {
  put(documents: readonly SearchDocument[]): Promise<PutOutcome[]>
  search(query: SearchQuery): Promise<SearchResult>
  trends(filter: SearchFilter, interval: TrendInterval, by: TrendSeries): Promise<Trends>
  get(ids: readonly string[]): Promise<ClassifiedArticle[]>
  /** Whole articles in the order of their ids, from after `after`; shorter than `limit` (1 … 1,000): the last page. For carrying all of them elsewhere. */
  scan(after: string | null, limit: number): Promise<ClassifiedArticle[]>
  /** Forgets whole months of first sight, all that ended by this time (domain clock); returns how many documents went. */
  expire(before: Instant): Promise<number>
  /** Error when the store cannot be read and written right now, else null. */
  health(): Promise<Error | null>
  close(): Promise<void>
}
