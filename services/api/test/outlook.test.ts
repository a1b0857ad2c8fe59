import { outlookSchema } from '@guanlan/contracts'
import { DAY, toInstant, toMs } from '@guanlan/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openApi, seedSearch, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi()
})
afterEach(() => api.close())

const read = async (query = '') => outlookSchema.parse((await api.get(`/api/v1/outlook${query}`)).json())
/** `each` items at noon in Shanghai of each of the `days` days before the present one, Friday 20 November. */
const noons = (days: number, each: number, word: string) =>
  Array.from({ length: days }, (_, back) => {
    const at = toInstant(toMs('2026-11-19T04:00:00.000Z') - back * DAY)
    return Array.from({ length: each }, (_, n) => ({
      id: `${word}-${back}-${n}`,
      at,
      title: word,
      domains: ['housing'],
    }))
  }).flat()

describe('what is likely to come', () => {
  it('is told of the seven days from today on, and of the 24 hours from this one on', async () => {
    await seedSearch(api, ...noons(28, 12, '停工'))
    const days = await read()
    expect(days.buckets).toHaveLength(7)
    expect(days.buckets[0]).toBe('2026-11-19T16:00:00.000Z')
    for (const { low, middle, high } of days.bands ?? []) {
      expect(low).toBeLessThan(middle)
      expect(middle).toBeGreaterThan(8)
      expect(middle).toBeLessThan(16)
      expect(high).toBeGreaterThan(middle)
    }
    const hours = await read('?interval=hour&domain=housing')
    expect(hours.buckets[0]).toBe('2026-11-20T08:00:00.000Z')
    expect(hours.buckets).toHaveLength(24)
    // Noon of Saturday is the only hour that is likely to bring anything.
    const likely = (hours.bands ?? []).map(({ middle }) => middle)
    expect(likely.indexOf(Math.max(...likely))).toBe(20)
  })

  it('is of what the filters find', async () => {
    await seedSearch(api, ...noons(28, 12, '停工'), ...noons(28, 2, '漏水'))
    const middleOf = async (query: string) => (await read(query)).bands?.[0]?.middle ?? 0
    expect(await middleOf(`?q=${encodeURIComponent('漏水')}`)).toBeLessThan(5)
    expect(await middleOf('?domain=housing')).toBeGreaterThan(10)
    expect((await read('?domain=wages')).bands).toBeNull()
    expect((await api.get(`/api/v1/outlook?q=${encodeURIComponent('(')}`)).json().code).toBe('query_invalid')
  })

  it('is not told before a week is known', async () => {
    await seedSearch(api, ...noons(6, 30, '停工'))
    expect((await read()).bands).toBeNull()
  })
})
