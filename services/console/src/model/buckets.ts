import type { Outlook, TrendsResponse } from '@guanlan/contracts'
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

/** Counts with what is likely to come: a common axis, and on it each row; null = nothing to draw there. */
export interface Ahead {
  readonly buckets: readonly string[]
  readonly low: readonly (number | null)[]
  readonly middle: readonly (number | null)[]
  /** From `low` up. */
  readonly width: readonly (number | null)[]
}

/** Puts an outlook behind the buckets of the same width that are known, over the present one; undefined when there is none. */
export function aheadOf(trends: TrendsResponse, outlook: Outlook | undefined): Ahead | undefined {
  const { bands } = outlook ?? {}
  if (!outlook || !bands || outlook.interval !== trends.interval) return undefined
  const known = new Set(trends.buckets)
  const buckets = [...trends.buckets, ...outlook.buckets.filter((start) => !known.has(start))]
  const byStart = new Map(outlook.buckets.map((start, index) => [start, bands[index]]))
  const row = (value: (band: { low: number; middle: number; high: number }) => number): (number | null)[] =>
    buckets.map((start) => {
      const band = byStart.get(start)
      return band ? value(band) : null
    })
  return {
    buckets,
    low: row(({ low }) => low),
    middle: row(({ middle }) => middle),
    width: row(({ low, high }) => high - low),
  }
}
