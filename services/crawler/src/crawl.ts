import type { FetchedSourceConfig, SourceState } from '@guanlan/contracts'
import type { Fetcher } from '@guanlan/fetcher'
import { steadyClock, toInstant, type Clock, type Instant, type Logger, type Result } from '@guanlan/kernel'
import type { Vault } from '@guanlan/privacy'
import type { RecordStore, SourceRow } from '@guanlan/record-store'
import { countArticle, type Metrics } from '@guanlan/runtime'
import type { SlotOf } from './habit.js'
import { maskItems } from './remember-items.js'
import { saveFailure, saveVisit } from './save-visit.js'
import { recall } from './memory.js'
import { visitSource } from './visit-source.js'
import { newCount, type VisitOutcome } from './visit.js'

export interface CrawlParts {
  readonly recordStore: RecordStore
  readonly fetcher: Fetcher
  /** Domain clock. */
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly jurisdiction: string
  readonly salt: string
  /** Null: the office keeps no originals. */
  readonly vault: Vault | null
  /** What was published before is told as back-fill. */
  readonly backfillBefore?: Instant | undefined
  /** Hours of the week by the office's calendar. */
  readonly slotOf: SlotOf
}

/**
 * One visit of one source, from the request to the saved transaction. Returns when it is due again, or null when it was
 * broken off before anything was read. `count` is added to as the visit goes on. Throws what the record store throws.
 */
export async function crawl(
  source: FetchedSourceConfig,
  parts: CrawlParts,
  signal: AbortSignal,
  count = newCount(),
): Promise<Instant | null> {
  const { recordStore, clock, logger, metrics } = parts
  const startedMs = clock.now()
  const row = await recordStore.records.sources.get(source.id)
  const visited = await visitSource({
    source,
    clock,
    signal,
    fetcher: parts.fetcher,
    validators: { etag: row?.etag ?? null, lastModified: row?.lastModified ?? null },
    ...recall(row?.memory),
    beganMs: steadyClock.now(),
    seen: (articles) => recordStore.records.seen.get(articles),
    count,
  })
  metrics.fetches.inc({ kind: source.kind, outcome: nameOf(visited) }, Math.max(1, count.requests))
  metrics.fetchedBytes.inc({ kind: source.kind }, count.bytes)
  // Told to stop before the listing was read: not the source's failure. What a broken-off visit has read is kept.
  if (!visited.ok && visited.error.code === 'shutting_down') return null
  const moment = { source, startedMs, nowMs: clock.now(), slotOf: parts.slotOf, count }
  if (!visited.ok) {
    const { error } = visited
    logger.warn({ source: source.id, code: error.code, status: error.details['status'] }, 'source could not be read')
    const kept = await recordStore.transaction((records) => saveFailure(records, moment, error))
    tellChange(logger, row, kept.state)
    return kept.due
  }
  const { items, ...outcome } = visited.value
  const { jurisdiction, salt, vault } = parts
  const masked = maskItems(items, { source, jurisdiction, salt }, moment.nowMs, vault)
  const saved = await recordStore.transaction((records) =>
    saveVisit(records, moment, { ...outcome, items: masked }, parts.backfillBefore),
  )
  tellChange(logger, row, saved.state)
  for (const taken of saved.told) countArticle(parts, taken)
  const { requests, complete, known, warnings } = outcome
  const level = saved.events.length > 0 || !complete ? 'info' : 'debug'
  logger[level](
    { source: source.id, ...saved.counts, known, requests, complete, warnings, at: toInstant(moment.nowMs) },
    'source visited',
  )
  return saved.due
}

/** The line that a duty officer's question “since when do we not hear it?” is answered by. */
function tellChange(logger: Logger, before: SourceRow | null, { source, health, problem }: SourceState): void {
  if (before && before.state.health === health && before.state.problem?.code === problem?.code) return
  logger.info({ source, health, was: before?.state.health ?? 'unknown', code: problem?.code }, 'source state changed')
}

function nameOf(visited: Result<VisitOutcome>): string {
  if (!visited.ok) return visited.error.code
  return visited.value.unchanged ? 'unchanged' : 'ok'
}
