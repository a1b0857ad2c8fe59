import type { Band } from '@guanlan/contracts'
import { DAY, HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'
import type { SearchStore, Trends } from '@guanlan/search-store'
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

/**
 * What the next stretches of `hours` hours are likely to bring, by domain (burst/trend.ts), after the last whole hour that is known. A
 * domain's band is null while fewer than seven days have brought anything at all: nothing is usual yet.
 */
export function outlookOf(
  { from, series }: HourlyCounts,
  domains: readonly string[],
  calendar: WorkingDays,
  until: Instant,
  stretches: { readonly stretches: number; readonly hours: number },
): Map<string, (Band & { readonly from: Instant })[]> | null {
  const first = localHourOf(from)
  const last = localHourOf(until)
  const known = new Set<number>()
  for (const counts of series.values())
    counts.forEach((count, hour) => {
      if (count > 0 && first + hour < last) known.add(Math.floor((first + hour) / 24))
    })
  if (known.size < LEAST_DAYS) return null
  const ground = {
    // The days before anything was collected are not days on which nothing happened.
    from: Math.max(first, Math.min(...known) * 24),
    until: last,
    slotOf: slotsBy(calendar),
    seasons: chineseSeasons(calendar),
  }
  const all = domains.map((key) => ({
    key,
    parent: null,
    domain: key,
    counts: new Map(
      (series.get(key) ?? []).flatMap((count, hour) =>
        count > 0 && first + hour < last ? [[first + hour, count] as const] : [],
      ),
    ),
  }))
  const startsAt = Math.floor(toMs(until) / HOUR) * HOUR
  return new Map(
    [...trendsOf(all, ground, stretches)].map(([key, bands]) => [
      key,
      bands.map(({ low, middle, high }, index) => ({
        from: toInstant(startsAt + index * stretches.hours * HOUR),
        low,
        middle,
        high,
      })),
    ]),
  )
}
