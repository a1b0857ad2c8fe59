import type { StationName } from '@guanlan/contracts'
import { HOUR, SECOND, steadyClock, toAppError, toInstant } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { isOutage } from './attempts.js'
import type { ServiceContext } from './context.js'
import { repeat } from './repeat.js'

/** How often timers are looked at, wall time. What is due stays due: a late look loses nothing. */
const TICK_MS = 200
/** Fired in one transaction. */
const BATCH = 100
/** Looked at in one go: those that rest after a throw do not stand in the way of the others. */
export const MOST_DUE = 1_000
/** A timer that threw is tried again after this long (wall), twice as long each time, at most an hour. */
const FIRST_REST_MS = 2 * SECOND
const LONGEST_REST_MS = HOUR

interface Rest {
  readonly failures: number
  /** By the steady clock. */
  readonly until: number
  readonly message: string
}

/** The timers of one station. */
export interface Timers {
  /** Why a timer of this station cannot be fired; null when all can. */
  trouble(): string | null
  stop(): Promise<void>
}

/**
 * Fires what is due on the domain clock, many in one transaction. A timer that throws is found by firing each alone; its row
 * stays, it is tried again later, and the others go on. `fire` handles, in one transaction, those of the due rows that
 * `chosen` picks.
 */
export function startTimers(parts: {
  readonly station: StationName
  readonly context: Pick<ServiceContext, 'recordStore' | 'clock' | 'logger' | 'metrics'>
  readonly exclusive: (work: () => Promise<void>) => Promise<void>
  readonly fire: (chosen: (due: readonly TimerRow[]) => TimerRow[]) => Promise<void>
}): Timers {
  const { station, exclusive, fire } = parts
  const { recordStore, clock, logger, metrics } = parts.context
  const resting = new Map<string, Rest>()
  const awake = (due: readonly TimerRow[]): TimerRow[] =>
    due.filter((timer) => (resting.get(timer.id)?.until ?? 0) <= steadyClock.now()).slice(0, BATCH)

  async function fireAlone(id: string): Promise<void> {
    try {
      await fire((due) => due.filter((timer) => timer.id === id))
      resting.delete(id)
    } catch (thrown) {
      const error = toAppError(thrown)
      if (isOutage(error)) throw error
      metrics.failures.inc({ station, code: error.code })
      const failures = (resting.get(id)?.failures ?? 0) + 1
      const rest = Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS)
      resting.set(id, { failures, until: steadyClock.now() + rest, message: error.message })
      logger.error({ station, timer: id, failures, err: error }, 'timer failed, again later')
    }
  }

  async function look(): Promise<void> {
    const now = toInstant(clock.now())
    const first = await recordStore.records.timers.next(station)
    const due = first !== null && first <= now ? await recordStore.records.timers.due(station, now, MOST_DUE) : []
    for (const id of resting.keys()) if (!due.some((timer) => timer.id === id)) resting.delete(id)
    const ready = awake(due)
    if (ready.length === 0) return
    await exclusive(async () => {
      try {
        await fire(awake)
        for (const timer of ready) resting.delete(timer.id)
      } catch (thrown) {
        if (isOutage(toAppError(thrown))) throw thrown
        for (const timer of ready) await fireAlone(timer.id)
      }
    })
  }

  const looking = repeat(TICK_MS, look, (error) => logger.error({ station, err: error }, 'timers failed'))
  return {
    trouble() {
      const [worst] = [...resting].sort(([, a], [, b]) => b.failures - a.failures)
      return worst ? `timer ${worst[0]} failed ${worst[1].failures} times: ${worst[1].message}` : null
    },
    stop: () => looking.stop(),
  }
}
