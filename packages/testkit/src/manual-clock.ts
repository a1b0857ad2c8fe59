import type { Clock } from '@guanlan/kernel'

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  set(ms: number): void
  advance(ms: number): void
}

/** Starts at the given epoch milliseconds. */
export function createManualClock(start: number): ManualClock {
  let now = start
  return {
    now: () => now,
    set(ms) {
      now = ms
    },
    advance(ms) {
      now += ms
    },
  }
}
