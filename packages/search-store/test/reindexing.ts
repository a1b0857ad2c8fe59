import { silentLogger, unwrap } from '@guanlan/kernel'
import { parseQuery } from '@guanlan/rules'
import { sampleDocument } from '@guanlan/search-store/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { articlesMapping, type EntityMapping } from '../src/elasticsearch/articles-mapping.js'
import { reindexElasticsearch, type ReindexOptions } from '../src/elasticsearch/reindex.js'
import { openOffice, type Office } from './cluster.js'

/** A later mapping: one field more, and one code under another name. */
const newer: EntityMapping = {
  version: 2,
  mappings: {
    ...articlesMapping.mappings,
    properties: { ...articlesMapping.mappings.properties, comment: { type: 'keyword' } },
  },
}
const text = unwrap(parseQuery('停水'))
const months = ['2026-09', '2026-10', '2026-11']
const sample = (i: number, body = '停水') =>
  sampleDocument({ id: `d${i}`, seen: `${months[i % 3]}-10T00:00:00Z`, body, domains: [`domain-${i % 2}`] })

/** Moving to a newer mapping while everything is in use. */
export function reindexSuite(name: string, urlOf: () => string): void {
  describe(`a newer mapping on ${name}`, () => {
    let office: Office
    afterEach(() => office.cleanUp())
    const reindex = (options: ReindexOptions = {}) =>
      reindexElasticsearch({ url: urlOf(), namespace: office.namespace, logger: silentLogger }, options, newer)
    const open = async (): Promise<Office> => {
      office = await openOffice(urlOf())
      await office.store.put(Array.from({ length: 900 }, (_, i) => sample(i)))
      await office.settle()
      return office
    }

    it('keeps everything findable at every moment, takes what is put meanwhile, and drops the old when told', async () => {
      await open()
      const upgraded = await office.open({ mapping: newer })
      const totals: number[] = []
      let put = 900
      let busy = true
      const searching = (async () => {
        while (busy) totals.push((await upgraded.search({ order: 'newest', limit: 1, text })).total)
      })()
      const writing = (async () => {
        for (; busy; put += 1) {
          await upgraded.put([sample(put), { ...sample(put % 300, '停水又停水'), revision: 2 + Math.floor(put / 300) }])
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      })()
      const report = await reindex({ dropOld: true })
      await new Promise((resolve) => setTimeout(resolve, 300))
      busy = false
      await Promise.all([searching, writing])
      expect(report).toMatchObject({ from: 1, to: 2, dropped: [1] })
      expect(report.months.map(({ month }) => month)).toEqual(['2026.09', '2026.10', '2026.11'])
      expect(Math.min(...totals)).toBeGreaterThanOrEqual(900)
      await office.settle()
      const { total, facets } = await upgraded.search({ order: 'newest', limit: 1, text })
      expect(total).toBe(put)
      expect(facets.domain.reduce((sum, { count }) => sum + count, 0)).toBe(put)
      expect((await upgraded.get(['d0']))[0]?.body).toBe('停水又停水')
      const left = Object.keys(await office.request('GET', `/guanlan-${office.namespace}-articles-v*/_alias`))
      expect(left.every((index) => index.includes('-v2-'))).toBe(true)
    })

    it('goes on with what is left when it was interrupted', async () => {
      await open()
      const first: string[] = []
      const interrupted = reindex({
        onStep: ({ month }) => {
          first.push(month)
          if (month === '2026.10') throw new Error('killed')
        },
      })
      await expect(interrupted).rejects.toThrow('killed')
      expect((await office.store.search({ order: 'newest', limit: 1 })).total).toBe(900)
      const second: string[] = []
      const report = await reindex({ onStep: ({ month }) => second.push(month) })
      expect(new Set(second)).toEqual(new Set(['2026.10', '2026.11']))
      expect(report.months.map((one) => one.new)).toEqual([300, 300, 300])
      expect(report.dropped).toEqual([])
      expect((await office.store.search({ order: 'newest', limit: 1 })).total).toBe(900)
    })

    it('copies again what an earlier run took for done, when it lacks something', async () => {
      await open()
      await expect(
        reindex({
          onStep: ({ month }) => {
            if (month === '2026.10') throw new Error('killed')
          },
        }),
      ).rejects.toThrow('killed')
      // An instance of the older build that was still running when the month was copied.
      await office.store.put([sample(900)])
      await expect(reindex()).rejects.toThrow(/2026\.09：300\/301/)
      expect((await reindex()).months[0]).toEqual({ month: '2026.09', old: 301, new: 301 })
    })

    it('has nothing to do where the mapping is the same', async () => {
      await open()
      const report = await reindexElasticsearch({ url: urlOf(), namespace: office.namespace, logger: silentLogger })
      expect(report).toEqual({ from: 1, to: 1, months: [], dropped: [] })
    })
  })
}
