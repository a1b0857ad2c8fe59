/** A point in time as ISO 8601 in UTC with milliseconds (`2026-11-22T08:00:00.000Z`): sorts as text, reads in any log. */
export type Instant = string

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** What to add to UTC for the time in Asia/Shanghai, ms: no summer time since 1991, so it is a constant (tz database). */
export const CHINA_OFFSET = 8 * HOUR

/** Says what time it is, in epoch milliseconds. The domain never asks the machine: it is handed one of these. */
export interface Clock {
  now(): number
  /** How many of its seconds a wall second has; absent = 1. */
  readonly speed?: number
}

/** Wall time. Only wiring, fetcher, notifier, sessions and metrics may use it. */
export const systemClock: Clock = { now: () => Date.now() }

/**
 * Milliseconds since some moment of this process: for how long something takes or lasts. It goes on evenly while somebody sets the
 * machine's clock. Never to be written down: another process counts from another moment.
 */
export const steadyClock: Clock = { now: () => Math.floor(performance.now()) }

/** Epoch milliseconds → Instant. Throws RangeError outside the years that Date knows. */
export const toInstant = (ms: number): Instant => new Date(ms).toISOString()

/** Instant → epoch milliseconds. Throws RangeError on what is no date. */
export function toMs(instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant.slice(0, 40)}`)
  return ms
}
