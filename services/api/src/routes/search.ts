import {
  outlookQuerySchema,
  outlookSchema,
  searchQuerySchema,
  searchResponseSchema,
  sourceTiers,
  trendsQuerySchema,
  trendsResponseSchema,
  type Outlook,
  type SourceTier,
} from '@guanlan/contracts'
import { buildCalendar, localDate, startOfDay } from '@guanlan/desk'
import { AppError, DAY, HOUR, toAppError, toInstant, toMs, unwrap } from '@guanlan/kernel'
import { parseQuery } from '@guanlan/rules'
import { type FacetName, type SearchFilter, type TrendSeries } from '@guanlan/search-store'
import type { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { answers, given, type Api } from '../http/api.js'
import { hourlyCountsOf, outlookOf } from '../outlook.js'

const tags = ['search']
const tierNames: Readonly<Record<SourceTier, string>> = {
  government: '政府',
  media: '媒体',
  forum: '论坛',
  hotlist: '热榜',
  hotline: '热线',
  social: '社交',
}

/** What a search tells beside its hits. */
const facetNames = ['domain', 'department', 'place', 'source', 'tier'] as const

/** GET /api/v1/search, /api/v1/trends, /api/v1/outlook. */
export function searchRoutes(app: Api, deps: ApiDeps): void {
  const { searchStore, office, clock } = deps
  const names: Readonly<Record<Exclude<FacetName, 'matter'>, ReadonlyMap<string, string>>> = {
    domain: new Map(office.domains.map(({ code, name }) => [code, name])),
    department: new Map(office.departments.map(({ code, name }) => [code, name])),
    place: new Map(office.places.map(({ code, name }) => [code, name])),
    source: new Map(office.sources.map(({ id, name }) => [id, name])),
    tier: new Map(Object.entries(tierNames)),
  }
  const nameOf = (facet: keyof typeof names, key: string): string => names[facet].get(key) ?? key
  const seriesName = (by: TrendSeries, key: string): string => (by === 'none' ? '全部' : nameOf(by, key))

  app.get(
    '/api/v1/search',
    { schema: { tags, querystring: searchQuerySchema, response: answers(searchResponseSchema) } },
    async ({ query }) => {
      const { limit, cursor, order } = query
      const asked = { ...filterOf(query), limit, order, ...given({ cursor }) }
      const found = await timed(deps, 'search', () => searchStore.search(asked))
      const facets = Object.fromEntries(
        facetNames.map((facet) => [
          facet,
          found.facets[facet].map(({ key, count }) => ({ key, name: nameOf(facet, key), count })),
        ]),
      ) as z.infer<typeof searchResponseSchema>['facets']
      return { items: [...found.hits], next: found.next, total: found.total, facets }
    },
  )

  app.get(
    '/api/v1/trends',
    { schema: { tags, querystring: trendsQuerySchema, response: answers(trendsResponseSchema) } },
    async ({ query }) => {
      const { interval, by } = query
      const filter = filterOf(query)
      const { buckets, series } = await timed(deps, 'trends', () => searchStore.trends(filter, interval, by))
      return {
        interval,
        buckets: [...buckets],
        series: series.map(({ key, counts }) => ({ key, name: seriesName(by, key), counts: [...counts] })),
      }
    },
  )

  const calendar = buildCalendar(office.holidays)
  app.get(
    '/api/v1/outlook',
    { schema: { tags, querystring: outlookQuerySchema, response: answers(outlookSchema) } },
    async ({ query }): Promise<Outlook> => {
      const { interval } = query
      const now = toInstant(clock.now())
      const step = interval === 'hour' ? HOUR : DAY
      const until = interval === 'hour' ? now : startOfDay(localDate(now))
      const stretches = interval === 'hour' ? { stretches: 24, hours: 1 } : { stretches: 7, hours: 24 }
      const filter = filterOf(query)
      const counts = await timed(deps, 'trends', () => hourlyCountsOf(searchStore, filter, until))
      const domain = filter.domains?.length === 1 ? (filter.domains[0] ?? null) : null
      const bands = outlookOf(counts, new Map([['', domain]]), calendar, until, stretches)?.get('')
      const first = Math.floor(toMs(until) / HOUR) * HOUR
      return {
        interval,
        buckets: Array.from({ length: stretches.stretches }, (_, index) => toInstant(first + index * step)),
        bands: bands?.map(({ low, middle, high }) => ({ low, middle, high })) ?? null,
      }
    },
  )
}

/** Measures how long the search store took, and whether it could answer. */
async function timed<T>({ metrics }: ApiDeps, operation: 'search' | 'trends', work: () => Promise<T>): Promise<T> {
  const stop = metrics.searchSeconds.startTimer({ operation })
  try {
    const answer = await work()
    stop({ outcome: 'ok' })
    return answer
  } catch (thrown) {
    stop({ outcome: toAppError(thrown, 'search_unavailable').code })
    throw thrown
  }
}

/** The query string's filters in the search store's terms. Errors: `query_invalid`, `bad_request`. */
function filterOf(
  query: z.output<typeof trendsQuerySchema> | z.output<typeof searchQuerySchema> | z.output<typeof outlookQuerySchema>,
): SearchFilter {
  const { q, from, to, domain, matter, department, place, source, civic } = query
  const instant = (time: string | undefined) => (time === undefined ? undefined : toInstant(Date.parse(time)))
  return given({
    text: q?.trim() ? unwrap(parseQuery(q)) : undefined,
    from: instant(from),
    to: instant(to),
    domains: domain,
    matters: matter,
    departments: department,
    places: place,
    sources: source,
    tiers: tiersOf(query.tier),
    civic,
  })
}

function tiersOf(tiers: readonly string[] | undefined): SourceTier[] | undefined {
  return tiers?.map((tier) => {
    const known = sourceTiers.find((one) => one === tier)
    if (!known) throw new AppError('bad_request', `不认识的来源类别 ${tier.slice(0, 20)}`, { field: 'tier' })
    return known
  })
}
