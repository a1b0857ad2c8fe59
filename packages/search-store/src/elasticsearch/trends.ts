import type { Client, estypes } from '@elastic/elasticsearch'
import { bucketOf, bucketRange, bucketStart, intervals } from '../buckets.js'
import type { SearchFilter, TrendInterval, Trends, TrendSeries } from '../port.js'
import { ask } from './ask.js'
import { codesOf } from './facets.js'
import type { Names } from './names.js'

const MOST_SERIES = 20

interface TrendRequest {
  readonly filter: SearchFilter
  /** All conditions of the filter. */
  readonly query: readonly estypes.QueryDslQueryContainer[]
  readonly interval: TrendInterval
  readonly by: TrendSeries
}

/** Counts over time. The range is settled first, so that the engine never makes more buckets than are shown. */
export async function readTrends(client: Client, names: Names, request: TrendRequest): Promise<Trends> {
  const { filter, query, interval, by } = request
  const given = filter.from !== undefined && filter.to !== undefined
  const range = bucketRange(filter, interval, given ? null : await extentOf(client, names, query, interval))
  if (!range) return { buckets: [], series: by === 'none' ? [{ key: '', counts: [] }] : [] }
  const { first, last } = range
  const inside = { range: { time: { gte: bucketStart(first, interval), lt: bucketStart(last + 1, interval) } } }
  const times = { date_histogram: histogramOf(interval) }
  const { aggregations } = await ask(client, {
    index: names.readAlias,
    size: 0,
    query: { bool: { filter: [...query, inside] } },
    aggs: by === 'none' ? { times } : { codes: { terms: codesOf(by, MOST_SERIES), aggs: { times } } },
  })
  const found = aggregations as { times?: Times; codes?: { buckets: readonly Series[] } } | undefined
  const counts = (series: Times | undefined): number[] => {
    const row = Array.from({ length: last - first + 1 }, () => 0)
    for (const { key, doc_count: count } of series?.buckets ?? []) row[bucketOf(key, interval) - first] = count
    return row
  }
  return {
    buckets: Array.from({ length: last - first + 1 }, (_, number) => bucketStart(first + number, interval)),
    series:
      by === 'none'
        ? [{ key: '', counts: counts(found?.times) }]
        : (found?.codes?.buckets ?? []).map((series) => ({ key: series.key, counts: counts(series.times) })),
  }
}

interface Times {
  readonly buckets: readonly { readonly key: number; readonly doc_count: number }[]
}
interface Series {
  readonly key: string
  readonly times: Times
}

/** Buckets of a fixed length that begin at midnight, or Monday's midnight, in Asia/Shanghai (see buckets.ts). */
function histogramOf(interval: TrendInterval): estypes.AggregationsDateHistogramAggregation {
  const { length, shift } = intervals[interval]
  return {
    field: 'time',
    fixed_interval: `${length}ms`,
    offset: `${(length - (shift % length)) % length}ms`,
    min_doc_count: 1,
    // The key, a number of milliseconds, is what is read; its text would not be needed.
    format: 'epoch_millis',
  }
}

/** First and last bucket of what matches; null when nothing does. */
async function extentOf(
  client: Client,
  names: Names,
  query: TrendRequest['query'],
  interval: TrendInterval,
): Promise<{ first: number; last: number } | null> {
  const { aggregations } = await ask(client, {
    index: names.readAlias,
    size: 0,
    query: { bool: { filter: [...query] } },
    aggs: { first: { min: { field: 'time' } }, last: { max: { field: 'time' } } },
  })
  const { first, last } = aggregations as Record<'first' | 'last', { value: number | null }>
  if (first.value === null || last.value === null) return null
  return { first: bucketOf(first.value, interval), last: bucketOf(last.value, interval) }
}
