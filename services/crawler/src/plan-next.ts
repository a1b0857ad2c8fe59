import { toInstant, type AppError, type Instant } from '@guanlan/kernel'

/** Failures stretch the interval up to so many times. */
const stretchedTo = 12

/** When a source is due again after a visit that began at `startedMs`: its interval later; at once when something was left over. */
export const dueAfterVisit = (startedMs: number, every: number, exhausted: boolean, nowMs: number): Instant =>
  toInstant(exhausted ? Math.min(nowMs, startedMs + every) : startedMs + every)

/** After the `failures`-th failure in a row: twice as long each time, at most twelve intervals, and not before Retry-After. */
export function dueAfterFailure(nowMs: number, every: number, failures: number, error: AppError): Instant {
  const asked = error.details['retryAfterMs']
  const wait = every * Math.min(2 ** Math.max(0, failures), stretchedTo)
  // A server may ask for a day of rest, not for ever.
  return toInstant(nowMs + Math.max(wait, typeof asked === 'number' ? Math.min(asked, 86_400_000) : 0))
}
