import type { Band } from '@guanlan/contracts'
import { DAY, HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'
import type { SearchFilter, SearchStore, Trends } from '@guanlan/search-store'
import { chineseSeasons, localHourOf, slotsBy, trendsOf, type WorkingDays } from '@guanlan/topics'

/** Days whose hours are asked for: what is usual is learnt from them. */
export const HISTORY_DAYS = 56
/** With fewer days that brought anything nothing is foretold: a week has to be known. */
const LEAST_DAYS = 7

/** Hourly counts, oldest first, by series; `from` is the first hour. */
export interface HourlyCounts {
  readonly from: Instant
  /** Series key → one count for each hour up to the end that was asked for. */
  readonly series: ReadonlyMap<string, readonly number[]>
}

/** Hours of all that was collected (''), and of what is about a matter, by domain, in the eight weeks before `from` and up to `to`. */
export async function hourlyCounts(
  searchStore: SearchStore,
  from: Instant,
  to: Instant,
): Promise<{ readonly collected: HourlyCounts; readonly civic: HourlyCounts; readonly domains: HourlyCounts }> {
  const range = { from: toInstant(toMs(from) - HISTORY_DAYS * DAY), to }
  const [collected, civic, domains] = await Promise.all([
    searchStore.trends(range, 'hour', 'none'),
    searchStore.trends({ ...range, civic: true }, 'hour', 'none'),
    searchStore.trends({ ...range, civic: true }, 'hour', 'domain'),
  ])
  return {
    collected: asHours(collected, range.from),
    civic: asHours(civic, range.from),
    domains: asHours(domains, range.from),
  }
}

const asHours = ({ buckets, series }: Trends, from: Instant): HourlyCounts => ({
  from: buckets[0] ?? from,
  series: new Map(series.map(({ key, counts }) => [key, counts])),
})

/** Hours of what these filters find in the eight weeks before `until`, one series ''. */
export async function hourlyCountsOf(
  searchStore: SearchStore,
  filter: SearchFilter,
  until: Instant,
): Promise<HourlyCounts> {
  const range = { from: toInstant(toMs(until) - HISTORY_DAYS * DAY), to: until }
  return asHours(await searchStore.trends({ ...filter, ...range }, 'hour', 'none'), range.from)
}

/**
 * What the next stretches of `hours` hours are likely to bring (burst/trend.ts), after the last whole hour before `until`, by series;
 * `domains`: whose season each one follows, null = none. null while fewer than seven days have brought anything at all: nothing is usual yet.
 */
export function outlookOf(
  { from, series }: HourlyCounts,
  domains: ReadonlyMap<string, string | null>,
  calendar: WorkingDays,
  until: Instant,
  stretches: { readonly stretches: number; readonly hours: number },
): Map<string, (Band & { readonly from: Instant })[]> | null {
  const first = localHourOf(from)
  const last = localHourOf(until)
  const all = [...domains].map(([key, domain]) => ({
    key,
    parent: null,
    domain,
    counts: new Map(
      (series.get(key) ?? []).flatMap((count, hour) =>
        count > 0 && first + hour < last ? [[first + hour, count] as const] : [],
      ),
    ),
  }))
  const days = new Set(all.flatMap(({ counts }) => [...counts.keys()].map((hour) => Math.floor(hour / 24))))
  if (days.size < LEAST_DAYS) return null
  const ground = {
    // The days before anything was collected are not days on which nothing happened.
    from: Math.max(first, Math.min(...days) * 24),
    until: last,
    slotOf: slotsBy(calendar),
    seasons: chineseSeasons(calendar),
  }
  const start = Math.floor(toMs(until) / HOUR) * HOUR
  return new Map(
    [...trendsOf(all, ground, stretches)].map(([key, bands]) => [
      key,
      bands.map(({ low, middle, high }, index) => ({
        from: toInstant(start + index * stretches.hours * HOUR),
        low,
        middle,
        high,
      })),
    ]),
  )
}
