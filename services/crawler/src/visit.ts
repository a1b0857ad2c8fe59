import type { FetchedSourceConfig } from '@guanlan/contracts'
import { AppError, err, steadyClock, type ArticleId, type Clock, type Result } from '@guanlan/kernel'
import type { FeedPace } from '@guanlan/extract'
import type { Fetcher, FetchOptions, FetchResult } from '@guanlan/fetcher'
import { articleIdOf, type RawItem } from '@guanlan/privacy'
import type { SeenItem } from '@guanlan/record-store'
import type { Troubles } from './troubles.js'

/** An item that was read. In memory only: nothing in it is masked yet. */
export interface FoundItem {
  readonly raw: RawItem
  /** Hash or time by which the listing shows that the item changed; null = look again next time. */
  readonly mark: string | null
}

/** A page of a list, counted from 1. */
export interface ListPlace {
  readonly url: string
  readonly page: number
}

/** What one visit brought home. */
export interface VisitOutcome {
  readonly items: readonly FoundItem[]
  /** Listed, known, and shown as unchanged: not fetched again. */
  readonly known: number
  /** Items given up after repeated failures: set aside, counted. */
  readonly refused: number
  /** Whether all that was listed is held and settled: only then may the next visit be spared by a 304. */
  readonly complete: boolean
  /** First page of the list on which something is not held yet (budget used up, pages that failed): the next visit goes there too. */
  readonly resume: ListPlace | null
  /** The budget was used up: the next visit is due at once. */
  readonly exhausted: boolean
  /** 304, or the same bytes of the listing. */
  readonly unchanged: boolean
  readonly requests: number
  /** Validators of the listing's first page. */
  readonly etag: string | null
  readonly lastModified: string | null
  /** The slowest answer of this visit, wall ms. */
  readonly slowestMs: number
  readonly troubles: Troubles
  readonly warnings: readonly string[]
  /** What a feed that was read says of its own pace; null: nothing was heard of it. */
  readonly pace: FeedPace | null
}

/** Most requests, and longest wall time until the last one starts, of one visit; what is left over is for the next one, due at once. */
const requestsPerVisit = 200
const startsWithinMs = 75_000
/** Where robots.txt asks for long pauses a visit may take so many of them: else it would read the list again and again, and no page of it. */
const pausesPerVisit = 3
/** How long a visit may take, from its start to the last answer, before it is broken off (wall ms). */
const answersWithinMs = 150_000

/** Longest wall time (ms) of a whole visit of a host that wants `hostDelay` ms between two requests. */
export const visitTime = (hostDelay: number): number => answersWithinMs + pausesPerVisit * hostDelay

/** What a visit took so far: slowest answer in wall ms, and the longest pause that its host wants between two requests. */
export interface VisitCount {
  requests: number
  slowestMs: number
  bytes: number
  hostDelay: number
}

/** `hostDelay`: what is known of it from an earlier visit, ms. */
export const newCount = (hostDelay = 0): VisitCount => ({ requests: 0, slowestMs: 0, bytes: 0, hostDelay })

/** A visit under way: what its readers need, and nothing that writes. */
export interface Visit<Source extends FetchedSourceConfig = FetchedSourceConfig> {
  readonly source: Source
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly fetcher: Fetcher
  /** Validators of the last complete visit. */
  readonly validators: { readonly etag: string | null; readonly lastModified: string | null }
  readonly troubles: Troubles
  /** Page of the list on which the last visit left something over. */
  readonly resume: ListPlace | null
  /** When the visit began, by the steady clock. */
  readonly beganMs: number
  /** What is remembered of these articles. */
  readonly seen: (articles: readonly ArticleId[]) => Promise<Map<string, SeenItem>>
  readonly count: VisitCount
  /** Default: requestsPerVisit. */
  readonly mostRequests?: number
}

/** Fetches within the visit's budget. Error `rate_limited` when the budget is used up: not the source's fault. */
export async function fetchFor(
  visit: Visit,
  url: string,
  validators: Partial<Visit['validators']> = {},
  options: Pick<FetchOptions, 'gunzip'> = {},
): Promise<Result<FetchResult>> {
  const patience = Math.max(startsWithinMs, pausesPerVisit * visit.count.hostDelay)
  const late = steadyClock.now() - visit.beganMs + visit.count.hostDelay > patience
  if (late || visit.count.requests >= (visit.mostRequests ?? requestsPerVisit))
    return err(new AppError('rate_limited', 'budget of this visit is used up'))
  visit.count.requests += 1
  const result = await visit.fetcher.fetch(url, {
    hostDelay: visit.source.hostDelay,
    signal: visit.signal,
    language: visit.source.language,
    ...options,
    ...(validators.etag ? { etag: validators.etag } : {}),
    ...(validators.lastModified ? { lastModified: validators.lastModified } : {}),
  })
  if (result.ok) {
    visit.count.slowestMs = Math.max(visit.count.slowestMs, result.value.ms)
    visit.count.bytes += result.value.bytes.length
    visit.count.hostDelay = Math.max(visit.count.hostDelay, result.value.hostDelay)
  }
  return result
}

/** Whether an error says something about this visit rather than about one page: then the visit ends here. */
export const endsVisit = (error: AppError): boolean => error.code === 'rate_limited' || error.code === 'shutting_down'

export const idIn = (visit: Visit, guid: string): ArticleId => articleIdOf(visit.source, guid)

/** Hints that every reader of bytes takes. */
export const hintsOf = ({ source, clock }: Visit, answer: FetchResult) => ({
  url: answer.url,
  contentType: answer.contentType,
  charset: source.charset,
  zone: source.zone,
  fetchedAt: clock.now(),
})
