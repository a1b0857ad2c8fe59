import { inflateRawSync } from 'node:zlib'
import { unwrap } from '@guanlan/kernel'
import { parseQuery } from '@guanlan/rules'
import { sampleDocument } from '@guanlan/search-store/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { openEmbeddedSearchStore, type SearchQuery } from '../src/index.js'
import { expectedBy, query as anyQuery, text as anyText } from './agreement-kit.js'
import { openOffice, type Office } from './cluster.js'
import { openLine } from './line.js'

const text = unwrap(parseQuery('停水'))
const byRank: SearchQuery = { order: 'relevance', limit: 2, text }
const waters = (count: number) =>
  Array.from({ length: count }, (_, i) => sampleDocument({ id: `d${i}`, body: '停水'.repeat(i + 1) }))

/** What only a real engine can show; both run it. */
export function engineSuite(name: string, urlOf: () => string): void {
  describe(`search store on a real ${name}`, () => {
    const offices: Office[] = []
    afterEach(async () => {
      for (const office of offices.splice(0)) await office.cleanUp()
    })
    const openFresh = async (): Promise<Office> => {
      const office = await openOffice(urlOf())
      offices.push(office)
      return office
    }
    const entityOf = (office: Office) => `guanlan-${office.namespace}-articles`

    it('finds what the rule language matches, and shows, ranks and counts as the embedded index does', async () => {
      const office = await openFresh()
      const embedded = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
      const texts = fc.sample(fc.tuple(anyText, anyText), { numRuns: 120, seed: 20_261_122 })
      const documents = texts.map(([title, body], i) =>
        sampleDocument({
          id: `d${i}`,
          title,
          body,
          at: new Date(Date.UTC(2026, 9, 1 + (i % 60), i)).toISOString(),
          places: [`33068110${i % 7}`],
          tier: i % 3 ? 'forum' : 'media',
        }),
      )
      await office.store.put(documents)
      await embedded.put(documents)
      await office.settle()
      for (const query of fc.sample(anyQuery, { numRuns: 60, seed: 20_261_122 })) {
        const rule = unwrap(parseQuery(query))
        const request: SearchQuery = { order: 'newest', limit: 200, text: rule, places: ['330681101', '330681102'] }
        const all = await office.store.search({ order: 'newest', limit: 200, text: rule })
        const found = all.hits.map((hit) => hit.article.article).sort()
        expect({ query, found }).toEqual({ query, found: expectedBy(rule, documents) })
        expect(await office.store.search(request)).toEqual(await embedded.search(request))
        expect(await office.store.trends({ text: rule }, 'week', 'place')).toEqual(
          await embedded.trends({ text: rule }, 'week', 'place'),
        )
      }
      await embedded.close()
    })

    it('goes on with a ranking in another instance, and says so when the ranking is no longer kept', async () => {
      const office = await openFresh()
      await office.store.put(waters(7))
      await office.settle()
      const other = await office.open()
      const first = await office.store.search(byRank)
      const second = await other.search({ ...byRank, cursor: first.next ?? '' })
      const ids = [...first.hits, ...second.hits].map((hit) => hit.article.article)
      expect(new Set(ids).size).toBe(4)
      const [path, body] =
        name === 'OpenSearch' ? ['/_search/point_in_time/_all', undefined] : ['/_pit', { id: viewOf(second.next) }]
      await office.request('DELETE', path, body)
      const gone = other.search({ ...byRank, cursor: second.next ?? '' })
      await expect(gone).rejects.toMatchObject({ code: 'cursor_invalid' })
    })

    it('finds within two seconds what put resolved for, without anybody’s help', async () => {
      const { store } = await openFresh()
      await store.put(waters(1))
      await expect.poll(async () => (await store.get(['d0'])).length, { timeout: 2_000, interval: 100 }).toBe(1)
    })

    it('writes every document once when two instances write the same at the same time', async () => {
      const office = await openFresh()
      const other = await office.open()
      const documents = Array.from({ length: 400 }, (_, i) =>
        sampleDocument({
          id: `d${i % 200}`,
          revision: i < 200 ? 1 : 2,
          seen: `2026-${i % 2 ? '10' : '11'}-05T00:00:00Z`,
        }),
      )
      const outcomes = await Promise.all([office.store.put(documents), other.put(documents.toReversed())])
      const written = outcomes.flat().filter((one) => one.outcome === 'written')
      expect(written.length).toBeGreaterThanOrEqual(200)
      expect(outcomes.flat().some((one) => one.outcome === 'rejected')).toBe(false)
      await office.settle()
      expect((await office.store.search({ order: 'newest', limit: 1 })).total).toBe(200)
      const articles = await office.store.get(documents.slice(0, 200).map(({ id }) => id))
      expect(articles.every((article) => article.revision === 2)).toBe(true)
    })

    it('sets its indices by the month of first sight, each behind the one alias', async () => {
      const office = await openFresh()
      await office.store.put([
        sampleDocument({ id: 'a', seen: '2026-10-31T15:59:59Z', at: '2026-01-01T00:00:00Z' }),
        sampleDocument({ id: 'b', seen: '2026-10-31T16:00:00Z', at: '2026-01-01T00:00:00Z' }),
      ])
      const entity = entityOf(office)
      expect(Object.keys(await office.request('GET', `/_alias/${entity}`)).sort()).toEqual([
        `${entity}-v1-2026.10`,
        `${entity}-v1-2026.11`,
        `${entity}-v1-base`,
      ])
    })

    it('makes an index again, as ours, that went while it was in use', async () => {
      const office = await openFresh()
      await office.store.put(waters(1))
      await office.request('DELETE', `/${entityOf(office)}-v1-2026.11`)
      expect(await office.store.put(waters(2))).toMatchObject([{ outcome: 'written' }, { outcome: 'written' }])
      await office.settle()
      expect((await office.store.search({ order: 'newest', limit: 5 })).total).toBe(2)
    })

    it('begins anew, with its own mapping, when everything of it was taken away', async () => {
      const office = await openFresh()
      await office.store.put(waters(1))
      const entity = entityOf(office)
      await office.request('DELETE', `/${entity}-v1-2026.11,${entity}-v1-base`)
      await office.request('DELETE', `/_index_template/${entity}-v1`)
      await expect(office.store.search({ order: 'newest', limit: 5 })).rejects.toMatchObject({
        code: 'search_unavailable',
      })
      expect(await office.store.put(waters(1))).toMatchObject([{ outcome: 'written' }])
      await office.settle()
      expect((await office.store.search({ order: 'relevance', limit: 5, text })).total).toBe(1)
    })

    it('says store_full when the disk is, stays readable, and goes on when there is room', async () => {
      const office = await openFresh()
      await office.store.put(waters(1))
      await office.settle()
      const settings = `/${entityOf(office)}-v1-2026.11/_settings`
      await office.request('PUT', settings, { 'index.blocks.read_only_allow_delete': true })
      await expect(office.store.put(waters(2))).rejects.toMatchObject({ code: 'store_full' })
      expect(await office.store.health()).toMatchObject({ code: 'store_full' })
      expect((await office.store.search({ order: 'newest', limit: 5 })).total).toBe(1)
      await office.request('PUT', settings, { 'index.blocks.read_only_allow_delete': null })
      expect(await office.store.put(waters(2))).toMatchObject([{ outcome: 'stale' }, { outcome: 'written' }])
      expect(await office.store.health()).toBeNull()
    })

    it('says that search is away while it is, without hanging, and goes on by itself when it is back', async () => {
      const office = await openFresh()
      const line = await openLine(urlOf())
      const store = await office.open({ patience: 500 }, line.url)
      await store.put(waters(1))
      await office.settle()
      await line.cut()
      const away = { code: 'search_unavailable' }
      await expect(store.search({ order: 'newest', limit: 5 })).rejects.toMatchObject(away)
      await expect(store.trends({}, 'day', 'none')).rejects.toMatchObject(away)
      await expect(store.put(waters(2))).rejects.toMatchObject(away)
      expect(await store.health()).toMatchObject(away)
      await line.mend()
      expect(await store.put(waters(2))).toMatchObject([{ outcome: 'stale' }, { outcome: 'written' }])
      expect(await store.health()).toBeNull()
      line.hold(true)
      const start = performance.now()
      await expect(store.search({ order: 'newest', limit: 5 })).rejects.toMatchObject(away)
      expect(performance.now() - start).toBeLessThan(15_000)
      line.hold(false)
      await office.settle()
      expect((await store.search({ order: 'newest', limit: 5 })).total).toBe(2)
      await line.cut()
    })

    it('gives the engine’s reason for a document that it refuses', async () => {
      const { store } = await openFresh()
      const broken = { ...sampleDocument({ id: 'broken' }), time: 'yesterday' }
      const [first, second] = await store.put([broken, sampleDocument({ id: 'a' })])
      expect(first).toMatchObject({
        id: 'broken',
        outcome: 'rejected',
        reason: expect.stringContaining('time') as string,
      })
      expect(second).toEqual({ id: 'a', outcome: 'written' })
    })

    it('refuses to open where a newer build has been', async () => {
      const office = await openFresh()
      const entity = entityOf(office)
      await office.request('PUT', `/${entity}-v3-base`, {})
      await expect(office.open()).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringMatching(/ELASTICSEARCH_URL.*更新版本/) as string,
      })
    })
  })
}

/** The name of the view that a cursor of Elasticsearch goes by. */
function viewOf(cursor: string | null): string {
  const [, packed] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()) as [string, string]
  return inflateRawSync(Buffer.from(packed, 'base64url')).toString()
}
