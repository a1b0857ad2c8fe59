import { describe, expect, it } from 'vitest'
import { storesOf, words, type SearchStoreUnderTest } from './contract-tools.js'

export function contractOfTrends(make: () => Promise<SearchStoreUnderTest>): void {
  describe('trends', () => {
    const storeWith = storesOf(make)

    it('cuts days at midnight in Shanghai and leaves no empty day out', async () => {
      const { store } = await storeWith(
        { id: 'a', at: '2026-11-20T15:59:59.999Z' },
        { id: 'b', at: '2026-11-20T16:00:00Z' },
        { id: 'c', at: '2026-11-23T15:00:00Z' },
      )
      expect(await store.trends({}, 'day', 'none')).toEqual({
        buckets: [
          '2026-11-19T16:00:00.000Z',
          '2026-11-20T16:00:00.000Z',
          '2026-11-21T16:00:00.000Z',
          '2026-11-22T16:00:00.000Z',
        ],
        series: [{ key: '', counts: [1, 1, 0, 1] }],
      })
    })

    it('begins weeks on Monday and counts hours', async () => {
      const { store } = await storeWith(
        { id: 'sunday', at: '2026-11-22T15:59:00Z' },
        { id: 'monday', at: '2026-11-22T16:00:00Z' },
      )
      expect(await store.trends({}, 'week', 'none')).toMatchObject({
        buckets: ['2026-11-15T16:00:00.000Z', '2026-11-22T16:00:00.000Z'],
        series: [{ counts: [1, 1] }],
      })
      expect((await store.trends({}, 'hour', 'none')).buckets).toEqual([
        '2026-11-22T15:00:00.000Z',
        '2026-11-22T16:00:00.000Z',
      ])
    })

    it('fills the asked-for range, also where nothing was found', async () => {
      const { store } = await storeWith({ id: 'a', at: '2026-11-20T02:30:00Z' })
      const range = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-20T05:00:00.000Z' }
      expect((await store.trends(range, 'hour', 'none')).series).toEqual([{ key: '', counts: [0, 0, 1, 0, 0] }])
      expect((await store.trends({ ...range, ...words('没有这词') }, 'hour', 'none')).series[0]?.counts).toEqual([
        0, 0, 0, 0, 0,
      ])
      expect((await store.trends({ ...range, ...words('没有这词') }, 'hour', 'tier')).series).toEqual([])
      expect(await store.trends(words('没有这词'), 'hour', 'none')).toEqual({
        buckets: [],
        series: [{ key: '', counts: [] }],
      })
    })

    it('gives one series for each code, largest first, under the same filters as search', async () => {
      const { store } = await storeWith(
        { id: 'a', at: '2026-11-20T00:00:00Z', domains: ['wages'], body: '工资', places: ['330681104'] },
        { id: 'b', at: '2026-11-20T01:00:00Z', domains: ['safety', 'wages'], body: '工资', tier: 'forum' },
        { id: 'c', at: '2026-11-20T01:30:00Z', domains: ['ecology'], body: '噪音' },
      )
      expect((await store.trends(words('工资'), 'hour', 'domain')).series).toEqual([
        { key: 'wages', counts: [1, 1] },
        { key: 'safety', counts: [0, 1] },
      ])
      expect((await store.trends({ tiers: ['media'] }, 'hour', 'tier')).series).toEqual([
        { key: 'media', counts: [1, 1] },
      ])
      expect((await store.trends({}, 'day', 'place')).series).toEqual([{ key: '330681104', counts: [1] }])
    })

    it('refuses a range of too many buckets, and keeps the newest of an open one', async () => {
      const { store } = await storeWith(
        { id: 'old', at: '1965-03-01T00:00:00Z' },
        { id: 'new', at: '2026-11-20T00:00:00Z' },
      )
      const call = store.trends({ from: '2020-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' }, 'hour', 'none')
      await expect(call).rejects.toMatchObject({ code: 'bad_request' })
      const open = await store.trends({}, 'hour', 'none')
      expect(open.buckets.at(-1)).toBe('2026-11-20T00:00:00.000Z')
      expect(open.series[0]?.counts.at(-1)).toBe(1)
    })
  })
}
