import type { FetchedSourceConfig } from '@guanlan/contracts'
import type { Fetcher } from '@guanlan/fetcher'
import { err, ok, steadyClock, type Clock, type Instant, type Result } from '@guanlan/kernel'
import { maskItems } from './remember-items.js'
import { newCount } from './visit.js'
import { visitSource } from './visit-source.js'

/** What a source says when it is asked once. Masked. */
export interface TriedVisit {
  /** Newest first; what names no time comes last. */
  readonly items: readonly { readonly title: string; readonly published: Instant | null; readonly chars: number }[]
  /** Whether something listed was left unread. */
  readonly more: boolean
  readonly requests: number
  /** Wall ms of the slowest answer. */
  readonly slowestMs: number
  /** What was odd about its listing, in English. */
  readonly warnings: readonly string[]
}

/** Enough to see whether listing and pages can be read, little enough to be polite. */
const mostRequests = 4

/**
 * Reads a source once as the crawler would, with at most four requests; remembers and writes nothing. Errors: those of
 * the fetcher, `feed_unreadable`, `page_unreadable`, `internal`.
 */
export async function tryVisit(
  source: FetchedSourceConfig,
  { fetcher, jurisdiction, clock }: { readonly fetcher: Fetcher; readonly jurisdiction: string; readonly clock: Clock },
): Promise<Result<TriedVisit>> {
  const visited = await visitSource({
    source,
    clock,
    fetcher,
    signal: new AbortController().signal,
    validators: { etag: null, lastModified: null },
    troubles: new Map(),
    resume: null,
    beganMs: steadyClock.now(),
    mostRequests,
    seen: () => Promise.resolve(new Map()),
    count: newCount(),
  })
  if (!visited.ok) return err(visited.error)
  const { items, complete, requests, slowestMs, warnings } = visited.value
  const masked = maskItems(items, { source, jurisdiction, salt: '' }, clock.now(), null)
  const shown = masked
    .map(({ draft }) => ({ title: draft.title, published: draft.published ?? null, chars: draft.body.length }))
    .sort((a, b) => (b.published ?? '').localeCompare(a.published ?? ''))
  return ok({ items: shown, more: !complete, requests, slowestMs, warnings })
}
