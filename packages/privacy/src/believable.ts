import { DAY, toMs, type Instant } from '@guanlan/kernel'

/** A time of publication further ahead than this is a misreading or a jest. */
const AHEAD = DAY

/**
 * The time of publication, or undefined when it lies more than a day ahead of `nowMs` (domain clock, epoch ms): nothing
 * can have been published then, and clocks and freshness would start from it.
 */
export function believable(published: Instant | undefined, nowMs: number): Instant | undefined {
  return published !== undefined && toMs(published) <= nowMs + AHEAD ? published : undefined
}
