import { describe, expect, it } from 'vitest'
import { idsOf, put, storesOf, walk, words, type SearchStoreUnderTest } from './contract-tools.js'

const minute = (number: number): string => new Date(Date.UTC(2026, 10, 20) + number * 60_000).toISOString()
const many = (count: number, body = '停水') =>
  Array.from({ length: count }, (_, i) => ({ id: `d${String(i).padStart(3, '0')}`, at: minute(i), body }))

export function contractOfPages(make: () => Promise<SearchStoreUnderTest>): void {
  describe('order and pages', () => {
    const storeWith = storesOf(make)

    it('lists by time, whichever came in first', async () => {
      const { store } = await storeWith(
        { id: 'late', at: minute(5) },
        { id: 'early', at: minute(1) },
        { id: 'mid', at: minute(3) },
      )
      expect(await idsOf(store)).toEqual(['late', 'mid', 'early'])
      expect(await idsOf(store, { order: 'oldest' })).toEqual(['early', 'mid', 'late'])
      expect(await idsOf(store, { order: 'relevance' })).toEqual(['late', 'mid', 'early'])
    })

    it('goes through all articles once, by id, in whatever order they came', async () => {
      const { store } = await storeWith(...many(23).reverse())
      const seen: string[] = []
      for (let after: string | null = null; ;) {
        const page = await store.scan(after, 5)
        seen.push(...page.map(({ article }) => article))
        after = seen.at(-1) ?? null
        if (page.length < 5) break
      }
      expect(seen).toEqual(many(23).map(({ id }) => id))
      expect(await store.scan('d022', 5)).toEqual([])
    })

    it('puts what speaks of the words most, and in its headline, first by relevance', async () => {
      const filler = '另外一段没有关系的文字'.repeat(20)
      const { store } = await storeWith(
        { id: 'once', body: `停水${filler}`, at: minute(9) },
        { id: 'headline', title: '又停水', body: filler, at: minute(1) },
        { id: 'none', body: filler },
      )
      expect(await idsOf(store, { order: 'relevance', ...words('停水') })).toEqual(['headline', 'once'])
    })

    it.each(['newest', 'oldest', 'relevance'] as const)(
      'shows everything once by %s while other documents arrive before and after',
      async (order) => {
        const samples = many(25)
        const under = await storeWith(...samples)
        let round = 0
        const seen = await walk(under.store, { order, limit: 7, ...words('停水') }, async () => {
          round += 1
          await put(
            under,
            { id: `new${round}`, at: minute(100 + round), body: '停水' },
            { id: `old${round}`, at: minute(-round), body: '停水' },
          )
        })
        expect(new Set(seen).size).toBe(seen.length)
        expect(samples.map(({ id }) => id).filter((id) => !seen.includes(id))).toEqual([])
      },
    )

    it('keeps documents of one and the same moment apart', async () => {
      const { store } = await storeWith(...many(30).map((sample) => ({ ...sample, at: minute(0) })))
      const seen = await walk(store, { limit: 4 })
      expect(seen).toHaveLength(30)
      expect(new Set(seen).size).toBe(30)
    })

    it('pages through what a filter leaves', async () => {
      const { store } = await storeWith(...many(20).map((sample, i) => ({ ...sample, source: i % 4 ? 'a' : 'b' })))
      expect(await walk(store, { limit: 2, sources: ['b'], order: 'oldest' })).toEqual([
        'd000',
        'd004',
        'd008',
        'd012',
        'd016',
      ])
    })

    it('has no next page after the last, also when it is full', async () => {
      const { store } = await storeWith(...many(4))
      for (const order of ['newest', 'relevance'] as const) {
        const first = await store.search({ order, limit: 2, ...words('停水') })
        expect(first.total).toBe(4)
        const second = await store.search({ order, limit: 2, ...words('停水'), cursor: first.next ?? '' })
        expect(second.next).toBeNull()
      }
    })

    it('refuses cursors that never were ours', async () => {
      const { store } = await storeWith(...many(3))
      for (const cursor of ['', 'garbage', '㐂', btoa('["00000000",1]'), btoa('{}'), 'A'.repeat(500)])
        for (const order of ['newest', 'relevance'] as const) {
          const refusal = await store
            .search({ order, limit: 1, cursor, ...words('停水') })
            .catch((thrown: unknown) => thrown)
          expect({ cursor, refusal }).toMatchObject({ cursor, refusal: { code: 'cursor_invalid' } })
        }
    })

    it('refuses a cursor of another query', async () => {
      const { store } = await storeWith(...many(3))
      const { next } = await store.search({ order: 'newest', limit: 1 })
      const other = store.search({ order: 'newest', limit: 1, tiers: ['media'], cursor: next ?? '' })
      await expect(other).rejects.toMatchObject({ code: 'cursor_invalid' })
    })
  })
}
