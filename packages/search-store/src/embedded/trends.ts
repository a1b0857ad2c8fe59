import type { Database } from '@guanlan/sqlite'
import { bucketRange, bucketStart, intervals } from '../buckets.js'
import type { SearchFilter, TrendInterval, Trends, TrendSeries } from '../port.js'
import { matcherOf, type Profile } from './profiles.js'
import { select } from './selection.js'
import { largest } from './tally.js'

const MOST_SERIES = 20

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0)

/** Whole intervals added before dividing and taken off after: SQLite divides toward zero, and times may lie before 1970. */
const AHEAD = 100_000_000

type Cell = readonly [profile: number, bucket: number, count: number]

/** Counts over time of what words, time and filter select. */
export function readTrends(
  db: Database,
  profiles: ReadonlyMap<number, Profile>,
  request: { filter: SearchFilter; match: string | null; interval: TrendInterval; by: TrendSeries },
): Trends {
  const { filter, interval, by } = request
  const { length, shift } = intervals[interval]
  const { sql, values } = select(filter, request.match)
  const bucket = `(d.time + ${shift + AHEAD * length}) / ${length} - ${AHEAD}`
  const cells = db
    .prepare(`SELECT d.profile, ${bucket} AS bucket, count(*) ${sql} GROUP BY d.profile, bucket`)
    .raw()
    .all(...values) as Cell[]
  const passes = matcherOf(filter)
  const wanted = cells.filter(([number]) => {
    const profile = profiles.get(number)
    return profile !== undefined && passes(profile)
  })
  const range = bucketRange(filter, interval, extent(wanted))
  if (!range) return { buckets: [], series: by === 'none' ? [{ key: '', counts: [] }] : [] }
  const size = range.last - range.first + 1
  const rows = new Map<string, number[]>(by === 'none' ? [['', zeros(size)]] : [])
  for (const [number, at, count] of wanted) {
    const place = at - range.first
    if (place < 0 || place >= size) continue
    for (const key of by === 'none' ? [''] : (profiles.get(number)?.[by] ?? [])) {
      const row = rows.get(key) ?? zeros(size)
      row[place] = (row[place] ?? 0) + count
      rows.set(key, row)
    }
  }
  const sums = new Map([...rows].map(([key, row]) => [key, row.reduce((sum, count) => sum + count, 0)]))
  return {
    buckets: Array.from({ length: size }, (_, number) => bucketStart(range.first + number, interval)),
    series: largest(sums, MOST_SERIES).map(({ key }) => ({ key, counts: rows.get(key) ?? [] })),
  }
}

function extent(cells: readonly Cell[]): { first: number; last: number } | null {
  const [head, ...rest] = cells
  if (!head) return null
  const range = { first: head[1], last: head[1] }
  for (const [, bucket] of rest) {
    range.first = Math.min(range.first, bucket)
    range.last = Math.max(range.last, bucket)
  }
  return range
}
