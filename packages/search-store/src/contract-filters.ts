import { describe, expect, it } from 'vitest'
import { idsOf, sharedStoreOf, words, type SearchStoreUnderTest } from './contract-tools.js'
import type { SearchFilter } from './port.js'

const samples = [
  {
    id: 'a',
    at: '2026-11-20T00:00:00Z',
    body: '工资',
    domains: ['wages'],
    matters: ['arrears'],
    department: 'rsj',
    places: ['330681104'],
  },
  {
    id: 'b',
    at: '2026-11-20T01:00:00Z',
    body: '工资',
    domains: ['wages', 'safety'],
    matters: ['injury'],
    department: 'rsj',
    source: 'bbs',
    tier: 'forum',
  },
  {
    id: 'c',
    at: '2026-11-20T02:00:00Z',
    body: '噪音',
    domains: ['ecology'],
    matters: ['noise'],
    department: 'sthj',
    places: ['330681104201', '330682'],
    source: 'bbs',
    tier: 'forum',
  },
  { id: 'd', seen: '2026-11-20T03:00:00Z', body: '天气' },
] as const

export function contractOfFilters(make: () => Promise<SearchStoreUnderTest>): void {
  describe('filters and facets', () => {
    const shared = sharedStoreOf(make, samples)

    const cases: readonly (readonly [string, SearchFilter, string])[] = [
      ['nothing', {}, 'dcba'],
      ['one domain', { domains: ['wages'] }, 'ba'],
      ['one of several domains', { domains: ['safety', 'ecology'] }, 'cb'],
      ['a matter', { matters: ['noise'] }, 'c'],
      ['a department', { departments: ['rsj'] }, 'ba'],
      ['a town with its villages', { places: ['330681104'] }, 'ca'],
      ['a county with all that lies in it', { places: ['330681'] }, 'ca'],
      ['a source', { sources: ['bbs'] }, 'cb'],
      ['a tier', { tiers: ['media'] }, 'da'],
      ['what is about a matter', { civic: true }, 'cba'],
      ['what is about none', { civic: false }, 'd'],
      [
        'a range that begins with its first and ends before its last moment',
        { from: '2026-11-20T01:00:00.000Z', to: '2026-11-20T03:00:00.000Z' },
        'cb',
      ],
      ['words and codes together', { ...words('工资'), sources: ['bbs'], from: '2026-11-20T00:00:00.000Z' }, 'b'],
      ['a code that nothing has', { domains: ['none'] }, ''],
      ['an empty list of codes', { domains: [] }, ''],
    ]
    it.each(cases)('filters by %s', async (_what, filter, expected) => {
      const { hits, total } = await shared().search({ order: 'newest', limit: 10, ...filter })
      expect(hits.map((hit) => hit.article.article).join('')).toBe(expected)
      expect(total).toBe(expected.length)
    })

    it('counts each facet over all that matches, largest first', async () => {
      const { facets } = await shared().search({ order: 'newest', limit: 1 })
      expect(facets.domain[0]).toEqual({ key: 'wages', count: 2 })
      expect(facets.department).toEqual([
        { key: 'rsj', count: 2 },
        { key: 'sthj', count: 1 },
      ])
      expect(facets.matter).toContainEqual({ key: 'noise', count: 1 })
      expect(facets.tier).toEqual([
        { key: 'forum', count: 2 },
        { key: 'media', count: 2 },
      ])
      expect(facets.source.map(({ key }) => key)).toEqual(['bbs', 'paper'])
      expect(facets.place.map(({ key }) => key)).toEqual(['330681104', '330681104201', '330682'])
    })

    it('leaves a facet its own choices, and narrows the others', async () => {
      const { facets, total } = await shared().search({ order: 'newest', limit: 1, tiers: ['forum'], ...words('工资') })
      expect(total).toBe(1)
      expect(facets.tier).toHaveLength(2)
      expect(facets.domain).toEqual([
        { key: 'safety', count: 1 },
        { key: 'wages', count: 1 },
      ])
    })

    it('falls back to the time of seeing where the page named none', async () => {
      expect(await idsOf(shared(), { from: '2026-11-20T03:00:00.000Z' })).toEqual(['d'])
    })
  })
}
