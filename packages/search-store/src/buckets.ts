import { AppError, CHINA_OFFSET, DAY, HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { MAX_BUCKETS, type SearchFilter, type TrendInterval } from './port.js'

/** Length, and what to add to a UTC time so that buckets begin at multiples of the length. 1970-01-01 was a Thursday. */
export const intervals: Readonly<Record<TrendInterval, { length: number; shift: number }>> = {
  hour: { length: HOUR, shift: CHINA_OFFSET },
  day: { length: DAY, shift: CHINA_OFFSET },
  week: { length: 7 * DAY, shift: CHINA_OFFSET + 3 * DAY },
}

/** Number of the bucket that a time (epoch ms) falls in. */
export function bucketOf(ms: number, interval: TrendInterval): number {
  const { length, shift } = intervals[interval]
  return Math.floor((ms + shift) / length)
}

/** When a bucket begins. */
export function bucketStart(bucket: number, interval: TrendInterval): Instant {
  const { length, shift } = intervals[interval]
  return toInstant(bucket * length - shift)
}

/**
 * First and last bucket of an answer: the asked-for range where one is given, else what was found; null = none at all.
 * Errors: `bad_request` when a wholly given range has more than MAX_BUCKETS buckets; an open one keeps its newest.
 */
export function bucketRange(
  filter: Pick<SearchFilter, 'from' | 'to'>,
  interval: TrendInterval,
  found: { readonly first: number; readonly last: number } | null,
): { first: number; last: number } | null {
  const from = filter.from === undefined ? undefined : bucketOf(toMs(filter.from), interval)
  // The range ends before `to`: a range up to midnight has no bucket of the next day.
  const to = filter.to === undefined ? undefined : bucketOf(toMs(filter.to) - 1, interval)
  const first = from ?? found?.first ?? to
  const last = to ?? found?.last ?? from
  if (first === undefined || last === undefined || last < first) return null
  if (last - first < MAX_BUCKETS) return { first, last }
  if (from === undefined || to === undefined) return { first: last - MAX_BUCKETS + 1, last }
  const count = last - first + 1
  throw new AppError('bad_request', `时间范围内有 ${count} 个时段，至多 ${MAX_BUCKETS} 个：请缩短范围或加大间隔`, {
    count,
  })
}
