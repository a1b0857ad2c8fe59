import type { FetchedSourceConfig, SourceState } from '@guanlan/contracts'
import { toInstant, type AppError, type Instant } from '@guanlan/kernel'
import type { Records, SourceRow } from '@guanlan/record-store'
import { announceSource, isNews } from './announce-source.js'
import { healthAfterFailure, healthAfterVisit } from './judge-health.js'
import { dueAfterFailure, dueAfterVisit } from './plan-next.js'
import { rememberItems, type MaskedItem, type Remembered } from './remember-items.js'
import { newRow } from './source-rows.js'
import { memoryOf } from './memory.js'
import type { VisitOutcome } from './visit.js'

/** How the source stands after its visit. */
interface Kept {
  readonly due: Instant
  readonly state: SourceState
}

interface Moment {
  readonly source: FetchedSourceConfig
  /** Domain clock, epoch ms. */
  readonly startedMs: number
  readonly nowMs: number
}

/**
 * Saves a visit inside one transaction: validators, seen items, state of the source, outgoing events, next due time.
 * Whether an item is new is decided here, on what is remembered now.
 */
export async function saveVisit(
  records: Records,
  { source, startedMs, nowMs }: Moment,
  outcome: Omit<VisitOutcome, 'items'> & { readonly items: readonly MaskedItem[] },
  backfillBefore?: Instant,
): Promise<Remembered & Kept> {
  const row = (await records.sources.get(source.id)) ?? newRow(source)
  const now = toInstant(nowMs)
  const known = await records.seen.get(outcome.items.map(({ draft }) => draft.article))
  const remembered = rememberItems(outcome.items, known, now, backfillBefore)
  await records.seen.put(remembered.seen)
  await records.outbox.add(remembered.events)

  const due = dueAfterVisit(startedMs, source.every, outcome.exhausted, nowMs)
  const { problem: _, ...state } = row.state
  const before = row.state.counts
  const { items, changed, duplicates } = remembered.counts
  const saved = await saveRow(records, row, now, {
    ...row,
    due,
    etag: outcome.etag,
    lastModified: outcome.lastModified,
    failuresInARow: 0,
    memory: memoryOf(outcome),
    state: {
      ...state,
      ...healthAfterVisit(outcome.slowestMs, row.state, now),
      lastFetchAt: now,
      ...(remembered.events.length > 0 ? { lastItemAt: now } : {}),
      nextDueAt: due,
      counts: {
        fetches: before.fetches + outcome.requests,
        failures: before.failures,
        unchanged: before.unchanged + (outcome.unchanged ? 1 : 0),
        items: before.items + items,
        changed: before.changed + changed,
        duplicates: before.duplicates + duplicates + outcome.known,
        refused: before.refused + outcome.refused,
      },
    },
  })
  return { ...remembered, due, state: saved }
}

/** Saves a visit that failed: nothing is taken over but the failure, and the source rests longer. */
export async function saveFailure(
  records: Records,
  { source, nowMs }: Moment,
  error: AppError,
  requests: number,
): Promise<Kept> {
  const row = (await records.sources.get(source.id)) ?? newRow(source)
  const failuresInARow = row.failuresInARow + 1
  const now = toInstant(nowMs)
  const due = dueAfterFailure(nowMs, source.every, failuresInARow, error)
  const { counts } = row.state
  const state = await saveRow(records, row, now, {
    ...row,
    due,
    failuresInARow,
    state: {
      ...row.state,
      ...healthAfterFailure(error, failuresInARow, row.state, now),
      lastFetchAt: now,
      nextDueAt: due,
      counts: { ...counts, fetches: counts.fetches + requests, failures: counts.failures + 1 },
    },
  })
  return { due, state }
}

async function saveRow(records: Records, before: SourceRow, now: Instant, after: SourceRow): Promise<SourceState> {
  const state = { ...after.state, version: before.state.version + 1 }
  await records.sources.put({ ...after, state })
  if (isNews(before.state, state)) await announceSource(records, state, now)
  return state
}
