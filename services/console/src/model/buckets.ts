import type { TrendsResponse } from '@guanlan/contracts'
import { formatFull, msOf } from './time.js'

const HOUR = 3_600_000
const widths = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR } as const

/** Words on the time axis, Beijing: `11-22 16:00` for hours, `11-22` for days and weeks. */
export const bucketLabel = (start: string, interval: TrendsResponse['interval']): string =>
  interval === 'hour' ? formatFull(start).slice(5, 16) : formatFull(start).slice(5, 10)

/** The stretch of time that the buckets `first` … `last` (both in, any order) cover; undefined when there is none. */
export function bucketRange(
  buckets: readonly string[],
  interval: TrendsResponse['interval'],
  first: number,
  last: number,
): { from: string; to: string } | undefined {
  const clamp = (n: number): number => Math.min(buckets.length - 1, Math.max(0, n))
  const from = buckets[clamp(Math.min(first, last))]
  const end = buckets[clamp(Math.max(first, last))]
  if (from === undefined || end === undefined) return undefined
  return { from, to: new Date(msOf(end) + widths[interval]).toISOString() }
}

/** Counts of the period before, put under the buckets of this one by moving them `shift` milliseconds; null = unknown. */
export function alignBefore(
  buckets: readonly string[],
  before: TrendsResponse | undefined,
  shift: number,
): (number | null)[] {
  const counts = new Map(
    before?.buckets.map((start, index) => [msOf(start) + shift, before.series[0]?.counts[index] ?? 0]),
  )
  return buckets.map((start) => counts.get(msOf(start)) ?? null)
}

/** Sum over all series of one answer. */
export const totalOf = (trends: TrendsResponse | undefined): number =>
  (trends?.series ?? []).reduce((sum, series) => sum + series.counts.reduce((a, b) => a + b, 0), 0)
