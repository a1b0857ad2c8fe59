import { levelRank, type AlertLabel, type AlertsConfig, type Level } from '@guanlan/contracts'
import { hashId, toInstant, toMs, type Instant } from '@guanlan/kernel'
import type { Labels } from './labels.js'

/** How calls of a level are timed, ms on the domain clock. */
export type Timing = AlertsConfig['levels']['red']

/** Calls of a level that speaks, or null: nobody is called at blue. */
export const timingOf = ({ levels }: Pick<AlertsConfig, 'levels'>, level: Level): Timing | null =>
  level === 'blue' ? null : levels[level]

/** The group to which a call belongs: calls of one channel and level that agree in the labels of `by`. */
export const groupOf = (channel: string, level: Level, labels: Labels, by: readonly AlertLabel[]): string =>
  hashId<'group'>('group', channel, level, ...[...new Set(by)].sort().map((label) => `${label}=${labels[label] ?? ''}`))

/** Whether calls of this level are gathered; else each goes out at once by itself. */
export const isGathered = (level: Level, timing: Timing | null): timing is Timing =>
  level !== 'red' && timing !== null && timing.wait > 0

/**
 * When a call that happened at `at` goes out with its group: with what the group waits for already, or after the wait and the interval since its last
 * message. `last`: when the group's newest message is (or was) due, null for a group that never spoke.
 */
export function dueOf(at: Instant, last: Instant | null, { wait, interval }: Timing): Instant {
  if (last !== null && at <= last) return last
  return toInstant(Math.max(toMs(at) + wait, last === null ? 0 : toMs(last) + interval))
}

/**
 * Whether a call that waited for its group still says something: what its alert said since, at a higher level, went before it, and a closed one needs nobody.
 */
export const isStale = (
  call: { readonly level: Level },
  now: { readonly state: string; readonly level: Level } | null,
): boolean => now === null || now.state === 'closed' || levelRank(now.level) > levelRank(call.level)
