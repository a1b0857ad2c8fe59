import type { Outlook, SearchResponse, TrendsResponse } from '@guanlan/contracts'
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, type ComputedRef } from 'vue'
import { intervalOf, multiFilters, windowBefore, windowOf, type AnalysisState } from '../model/url-state.js'
import { useClock } from '../stores/clock.js'
import { useSession } from '../stores/session.js'
import { request, type QueryValue } from './client.js'

const MINUTE = 60_000
/** Hours are drawn up to this length of the window; the chart with many colours takes fewer bars. */
const VOLUME_HOURS = 8 * 24
const DOMAIN_HOURS = 48

/** All that the analysis page asks for, as of one moment of domain time that `refresh` moves on. */
export function useAnalysis(state: ComputedRef<AnalysisState>) {
  const session = useSession()
  const clock = useClock()
  const queries = useQueryClient()
  const asOf = ref(Math.floor(clock.now / MINUTE) * MINUTE)

  const window = computed(() => windowOf(state.value, asOf.value))
  const filters = computed<Record<string, QueryValue>>(() => {
    const { q, civic } = state.value
    const lists = Object.fromEntries(multiFilters.map((name) => [name, state.value[name]]))
    return { ...lists, q: q.trim() || undefined, civic: civic || undefined }
  })
  const search = useInfiniteQuery({
    queryKey: computed(() => ['search', filters.value, window.value, state.value.order, asOf.value]),
    queryFn: ({ pageParam, signal }) =>
      request<SearchResponse>('search', session.person, {
        query: {
          ...filters.value,
          ...window.value,
          order: state.value.order,
          limit: 50,
          cursor: pageParam || undefined,
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page: SearchResponse) => page.next,
    // Results stay while the next ones come: never a blank page over old data.
    placeholderData: keepPreviousData,
  })
  const trends = (name: string, query: () => Record<string, QueryValue> | undefined) =>
    useQuery({
      queryKey: computed(() => ['trends', name, filters.value, query()]),
      queryFn: ({ signal }) =>
        request<TrendsResponse>('trends', session.person, { query: { ...filters.value, ...query() }, signal }),
      enabled: computed(() => query() !== undefined),
      placeholderData: keepPreviousData,
    })
  const interval = computed(() => intervalOf(window.value, asOf.value, VOLUME_HOURS))
  const before = computed(() => windowBefore(window.value, asOf.value))
  const volume = trends('volume', () => ({ ...window.value, interval: interval.value, by: 'none' }))
  const volumeBefore = trends(
    'before',
    () => before.value && { from: before.value.from, to: before.value.to, interval: interval.value, by: 'none' },
  )
  const domains = trends('domain', () => ({
    ...window.value,
    interval: intervalOf(window.value, asOf.value, DOMAIN_HOURS),
    by: 'domain',
  }))
  /** What is likely to come, under the same filters, where the window is open towards it. */
  const foretold = computed(() => state.value.range !== 'custom' && interval.value !== 'week')
  const outlook = useQuery({
    queryKey: computed(() => ['outlook', filters.value, interval.value, asOf.value]),
    queryFn: ({ signal }) =>
      request<Outlook>('outlook', session.person, { query: { ...filters.value, interval: interval.value }, signal }),
    enabled: foretold,
    placeholderData: keepPreviousData,
  })
  const ahead = computed(() =>
    foretold.value && outlook.data.value?.interval === interval.value ? outlook.data.value : undefined,
  )
  const refresh = (): void => {
    asOf.value = Math.floor(clock.now / MINUTE) * MINUTE
    void queries.invalidateQueries({ queryKey: ['search'] })
    void queries.invalidateQueries({ queryKey: ['trends'] })
  }
  return { search, volume, volumeBefore, before, domains, ahead, refresh }
}
