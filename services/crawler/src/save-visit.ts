import type { FetchedSourceConfig, SourceState } from '@guanlan/contracts'
import { toInstant, toMs, type AppError, type Instant } from '@guanlan/kernel'
import type { Records, SourceRow } from '@guanlan/record-store'
import { sourceDesk } from '@guanlan/runtime'
import { announceSource, isNews } from './announce-source.js'
import { chanceOf, isSilent, learn, newHabit, type Habit, type SlotOf } from './habit.js'
import { healthAfterFailure, healthAfterVisit, healthInSilence } from './judge-health.js'
import { dueAfterFailure, dueAfterVisit, intervalOf, whenWelcome } from './plan-next.js'
import { rememberItems, type MaskedItem, type Remembered } from './remember-items.js'
import { newRow } from './source-rows.js'
import { memoryOf, recall } from './memory.js'
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
  readonly slotOf: SlotOf
  /** Requests of the visit, its slowest answer (wall ms), bytes read. */
  readonly count: { readonly requests: number; readonly slowestMs: number; readonly bytes: number }
}

/**
 * Saves a visit inside one transaction: validators, seen items, state of the source, outgoing events, next due time.
 * Whether an item is new is decided here, on what is remembered now.
 */
export async function saveVisit(
  records: Records,
  { source, startedMs, nowMs, slotOf, count }: Moment,
  outcome: Omit<VisitOutcome, 'items'> & { readonly items: readonly MaskedItem[] },
  backfillBefore?: Instant,
): Promise<Remembered & Kept> {
  const row = (await records.sources.get(source.id)) ?? newRow(source)
  const now = toInstant(nowMs)
  const known = await records.seen.get(outcome.items.map(({ draft }) => draft.article))
  const remembered = rememberItems(outcome.items, known, now, backfillBefore)
  await records.seen.put(remembered.seen)
  await records.vault.put(remembered.toVault)
  await records.outbox.add(remembered.events)

  const hadNews = remembered.events.length > 0
  const memory = recall(row.memory)
  const watched = memory.habit ?? newHabit(nowMs)
  const pace = outcome.pace ?? memory.pace
  const habit = learn(watched, remembered.told.map(timeOf), nowMs, slotOf)
  const interval = intervalOf(source, chanceOf(habit, nowMs, slotOf), hadNews, pace?.ttl)
  // Switched off while it was visited: what was read is kept, and it stays off.
  const isOff = row.state.health === 'off'
  const next = dueAfterVisit(source.id, startedMs, interval, outcome.exhausted, nowMs)
  const due = isOff ? row.due : whenWelcome(next, pace)
  const { problem: _, ...state } = row.state
  const before = row.state.counts
  const { items, changed, duplicates } = remembered.counts
  const lastItemAt = hadNews ? now : row.state.lastItemAt
  const heard =
    silenceOf(habit, lastItemAt, row.state, now, slotOf) ?? healthAfterVisit(outcome.slowestMs, row.state, now)
  const saved = await saveRow(records, row, now, {
    ...row,
    due,
    etag: outcome.etag,
    lastModified: outcome.lastModified,
    failuresInARow: 0,
    memory: memoryOf({ troubles: outcome.troubles, resume: outcome.resume, habit, pace }),
    state: {
      ...state,
      ...(isOff ? {} : heard),
      lastFetchAt: now,
      ...(lastItemAt === undefined ? {} : { lastItemAt }),
      ...(isOff ? {} : { nextDueAt: due, interval }),
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
  await sourceDesk.keepVisit(records, source.id, {
    at: now,
    outcome: outcome.unchanged ? 'unchanged' : 'ok',
    ...taken(count),
    items,
    changed,
    duplicates: duplicates + outcome.known,
    refused: outcome.refused,
    warnings: outcome.warnings.slice(0, 3).map((warning) => warning.slice(0, 200)),
  })
  return { ...remembered, due, state: saved }
}

/** Saves a visit that failed: nothing is taken over but the failure, and the source rests longer. */
export async function saveFailure(records: Records, { source, nowMs, count }: Moment, error: AppError): Promise<Kept> {
  const row = (await records.sources.get(source.id)) ?? newRow(source)
  const failuresInARow = row.failuresInARow + 1
  const now = toInstant(nowMs)
  const isOff = row.state.health === 'off'
  const next = dueAfterFailure(nowMs, source.every, failuresInARow, error)
  const due = isOff ? row.due : whenWelcome(next, recall(row.memory).pace)
  const { counts } = row.state
  const health = healthAfterFailure(error, failuresInARow, row.state, now)
  const state = await saveRow(records, row, now, {
    ...row,
    due,
    failuresInARow,
    state: {
      ...row.state,
      ...(isOff ? {} : { ...health, nextDueAt: due }),
      lastFetchAt: now,
      counts: { ...counts, fetches: counts.fetches + count.requests, failures: counts.failures + 1 },
    },
  })
  await sourceDesk.keepVisit(records, source.id, {
    at: now,
    outcome: error.code,
    ...(health.problem ? { message: health.problem.message } : {}),
    ...taken(count),
    items: 0,
    changed: 0,
    duplicates: 0,
    refused: 0,
    warnings: [],
  })
  return { due, state }
}

/** What a visit took, as its line in the list of visits says. */
const taken = ({ requests, slowestMs, bytes }: Moment['count']) => ({ requests, slowestMs, bytes })

/** Silent, or null where it is not. Before the first item the watching is what counts. */
function silenceOf(
  habit: Habit,
  lastItemAt: Instant | undefined,
  before: SourceState,
  now: Instant,
  slotOf: SlotOf,
): Pick<SourceState, 'health' | 'problem'> | null {
  const lastMs = Math.max(habit.since, lastItemAt === undefined ? 0 : toMs(lastItemAt))
  return isSilent(habit, lastMs, toMs(now), slotOf) ? healthInSilence(lastMs, before, now) : null
}

/** When an article was said, as far as it says; else when it was first seen. */
const timeOf = ({ article }: Remembered['told'][number]): number => toMs(article.published ?? article.seen)

async function saveRow(records: Records, before: SourceRow, now: Instant, after: SourceRow): Promise<SourceState> {
  const state = { ...after.state, version: before.state.version + 1 }
  await records.sources.put({ ...after, state })
  if (isNews(before.state, state)) await announceSource(records, state, now)
  return state
}
