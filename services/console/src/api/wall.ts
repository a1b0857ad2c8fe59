import type { TrendsResponse } from '@guanlan/contracts'
import { useQuery } from '@tanstack/vue-query'
import { useClock } from '../stores/clock.js'
import { useSession } from '../stores/session.js'
import { request } from './client.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Wall milliseconds. */
const REFRESH = 2 * 60_000

/** What came about a matter in the last 24 hours, and in the 24 before; asked anew every two minutes under the same key, so that nothing piles up. */
export function useDayTrend() {
  const session = useSession()
  const clock = useClock()
  return useQuery({
    queryKey: ['wall-trend'],
    queryFn: async ({ signal }) => {
      const end = Math.ceil(clock.now / HOUR) * HOUR
      const ask = (to: number): Promise<TrendsResponse> =>
        request<TrendsResponse>('trends', session.person, {
          query: {
            from: new Date(to - DAY).toISOString(),
            to: new Date(to).toISOString(),
            interval: 'hour',
            by: 'none',
            civic: true,
          },
          signal,
        })
      const [now, before] = await Promise.all([ask(end), ask(end - DAY)])
      return { now, before }
    },
    refetchInterval: REFRESH,
  })
}
