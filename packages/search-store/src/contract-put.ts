import { toInstant } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { sampleDocument } from './contract-samples.js'
import { idsOf, put, storesOf, words, type SearchStoreUnderTest } from './contract-tools.js'

export function contractOfPut(make: () => Promise<SearchStoreUnderTest>): void {
  describe('put and get', () => {
    const storeWith = storesOf(make)

    it('says written the first time and stale when the same revision comes again', async () => {
      const under = await storeWith()
      expect(await put(under, { id: 'a' }, { id: 'b' })).toEqual(['written', 'written'])
      expect(await put(under, { id: 'a' }, { id: 'b' })).toEqual(['stale', 'stale'])
      expect(await idsOf(under.store)).toHaveLength(2)
    })

    it('ignores a revision that is older than the stored one, in whichever batch it comes', async () => {
      const under = await storeWith({ id: 'a', revision: 3, body: '消防通道' })
      expect(await put(under, { id: 'a', revision: 2, body: '学校食堂' })).toEqual(['stale'])
      expect(await put(under, { id: 'b', revision: 2, body: '新' }, { id: 'b', revision: 1, body: '旧' })).toEqual([
        'written',
        'stale',
      ])
      expect(await idsOf(under.store, words('食堂'))).toEqual([])
      expect((await under.store.get(['b']))[0]?.body).toBe('新')
    })

    it('replaces words, codes and time when a later revision comes', async () => {
      const under = await storeWith({ id: 'a', body: '消防通道', domains: ['safety'], at: '2026-11-20T00:00:00Z' })
      await put(under, { id: 'a', revision: 2, body: '学校食堂', domains: ['food-drug'], at: '2026-11-21T00:00:00Z' })
      expect(await idsOf(under.store, words('消防'))).toEqual([])
      expect(await idsOf(under.store, words('食堂'))).toEqual(['a'])
      expect(await idsOf(under.store, { domains: ['safety'] })).toEqual([])
      expect(await idsOf(under.store, { domains: ['food-drug'], from: '2026-11-21T00:00:00.000Z' })).toEqual(['a'])
      expect((await under.store.search({ order: 'newest', limit: 1 })).total).toBe(1)
    })

    it('rejects alone what can never be stored', async () => {
      const under = await storeWith()
      const broken = { ...sampleDocument({ id: 'broken' }), time: 'yesterday' }
      const outcomes = await under.store.put([sampleDocument({ id: 'a' }), broken, sampleDocument({ id: 'b' })])
      await under.settle()
      expect(outcomes.map((one) => one.outcome)).toEqual(['written', 'rejected', 'written'])
      expect((await idsOf(under.store)).sort()).toEqual(['a', 'b'])
    })

    it('still has everything after its process died', async () => {
      const under = await storeWith({ id: 'a', body: '拖欠工资' })
      const again = await under.reopen()
      expect(await idsOf(again, words('工资'))).toEqual(['a'])
      expect((await again.get(['a']))[0]?.body).toBe('拖欠工资')
    })

    it('gets articles whole, in the order asked for, and leaves out what it does not have', async () => {
      const under = await storeWith({ id: 'a', matters: ['wage-arrears'] }, { id: 'b', body: '𠮷野家\n第二行' })
      const articles = await under.store.get(['b', 'none', 'a'])
      expect(articles.map((article) => article.article)).toEqual(['b', 'a'])
      expect(articles[0]?.body).toBe('𠮷野家\n第二行')
      expect(articles[1]?.labels.matters[0]?.code).toBe('wage-arrears')
    })

    it('forgets whole months of first sight, and takes what comes of them later as new', async () => {
      const under = await storeWith(
        { id: 'september', seen: '2026-09-30T15:59:59Z', at: '2026-09-30T15:00:00Z', body: '工资' },
        { id: 'october', seen: '2026-09-30T16:00:00Z', at: '2026-08-01T00:00:00Z' },
        { id: 'november', seen: '2026-11-20T00:00:00Z', at: '2026-01-01T00:00:00Z' },
      )
      expect(await under.store.expire(toInstant(Date.parse('2026-09-30T15:59:59.999Z')))).toBe(0)
      expect(await under.store.expire(toInstant(Date.parse('2026-10-20T00:00:00Z')))).toBe(1)
      expect((await idsOf(under.store)).sort()).toEqual(['november', 'october'])
      expect(await under.store.get(['september'])).toEqual([])
      expect(await put(under, { id: 'september', seen: '2026-09-30T15:59:59Z', body: '工资' })).toEqual(['written'])
      expect(await idsOf(under.store, words('工资'))).toEqual(['september'])
    })

    it('keeps an article once that comes again with another first sight', async () => {
      const under = await storeWith({ id: 'a', seen: '2025-09-01T00:00:00Z', body: '旧' })
      expect(await put(under, { id: 'a', revision: 2, seen: '2026-11-01T00:00:00Z', body: '新' })).toEqual(['written'])
      expect((await under.store.search({ order: 'newest', limit: 5 })).total).toBe(1)
      expect((await under.store.get(['a']))[0]?.body).toBe('新')
    })

    it('is healthy, and takes an empty batch', async () => {
      const under = await storeWith()
      expect(await under.store.put([])).toEqual([])
      expect(await under.store.health()).toBeNull()
    })
  })
}
