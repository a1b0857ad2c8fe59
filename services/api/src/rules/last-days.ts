import { CHINA_OFFSET, DAY, toInstant, type Instant } from '@guanlan/kernel'

/** Number of the day of Beijing time that a time (epoch ms) falls in. */
export const dayOf = (ms: number): number => Math.floor((ms + CHINA_OFFSET) / DAY)

/** Its date, `2026-11-20`. */
export const dateOf = (day: number): string => toInstant(day * DAY).slice(0, 10)

/** So many days of Beijing time up to now, the one of `now` the last of them: `from` inclusive, `to` exclusive and just behind now. */
export function lastDays(now: number, count: number): { from: Instant; to: Instant; days: number[] } {
  const first = dayOf(now) - count + 1
  const days = Array.from({ length: count }, (_, at) => first + at)
  return { from: toInstant(first * DAY - CHINA_OFFSET), to: toInstant(now + 1), days }
}
