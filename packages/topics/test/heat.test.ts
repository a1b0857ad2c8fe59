import { HOUR, toInstant } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heatOf, type HeatItem } from '../src/index.js'
import { at, levels, start } from './support.js'

const count = fc.option(fc.nat({ max: 1_000_000 }), { nil: undefined })
const heatItem: fc.Arbitrary<HeatItem> = fc.record({
  item: fc.record({
    article: fc.uuid(),
    published: fc.integer({ min: 0, max: 72 * 60 }).map(at),
    metrics: fc
      .record({ reposts: count, comments: count, likes: count, reads: count })
      .map((metrics) => Object.fromEntries(Object.entries(metrics).filter(([, value]) => value !== undefined))),
    source: fc.record({ tier: fc.constantFrom('government', 'media', 'forum', 'hotlist', 'hotline', 'social') }),
  }),
  copies: fc.nat({ max: 50 }),
})
const heatItems = fc.uniqueArray(heatItem, { selector: ({ item }) => item.article, minLength: 1, maxLength: 12 })
const now = at(72 * 60)
const heat = (items: readonly HeatItem[], when = now) => heatOf(items, when, levels.heat)

const post = (change: Partial<HeatItem['item']> = {}, copies = 0): HeatItem => ({
  item: { article: 'a', published: at(0), source: { tier: 'forum' }, ...change },
  copies,
})

describe('heat', () => {
  it('is what the formula says', () => {
    // One forum post 24 hours old, 9 comments, 1 copy: 1 × (1 + 0.3 ln 10) × (1 + 0.5 ln 2) × ½.
    const { raw, heat: value } = heat([post({ metrics: { comments: 9 } }, 1)], at(24 * 60))
    const expected = (1 + 0.3 * Math.log(10)) * (1 + 0.5 * Math.log(2)) * 0.5
    expect(raw).toBeCloseTo(expected, 10)
    expect(value).toBeCloseTo(100 * (1 - Math.exp(-expected / 12)), 10)
  })

  it('halves in 6 hours on social platforms and hot lists and in 24 elsewhere', () => {
    for (const [tier, hours] of [
      ['social', 6],
      ['hotlist', 6],
      ['media', 24],
      ['hotline', 24],
    ] as const) {
      const fresh = heat([post({ source: { tier } })], at(0)).raw
      expect(heat([post({ source: { tier } })], at(hours * 60)).raw).toBeCloseTo(fresh / 2, 10)
    }
  })

  it('counts a source by its own weight too, and says so', () => {
    const weighed = heat([post({ source: { tier: 'forum', weight: 2.5 } })])
    expect(weighed.raw).toBeCloseTo(2.5 * heat([post()]).raw, 10)
    expect(weighed.terms[0]?.text).toMatch(/来源自己的权重/)
    expect(heat([post()]).terms[0]?.text).not.toMatch(/来源自己的权重/)
    expect(heat([post({ source: { tier: 'forum', weight: 0 } })]).raw).toBe(0)
  })

  it('takes an unknown count as nothing more', () => {
    expect(heat([post()]).raw).toBe(heat([post({ metrics: { reposts: 0, reads: 0 } })]).raw)
  })

  it('shows every term, and the terms add up', () => {
    fc.assert(
      fc.property(heatItems, (items) => {
        const { raw, terms, heat: value } = heat(items)
        const sum = terms.filter(({ kind }) => kind !== 'heat').reduce((total, { points }) => total + points, 0)
        expect(sum).toBeCloseTo(raw, 6)
        expect(terms.at(-1)).toMatchObject({ kind: 'heat', points: value })
        for (const { text } of terms) expect(text).toMatch(/\d/)
      }),
    )
  })

  it('rises with every count, with every copy and with every item', () => {
    const metric = fc.constantFrom('reposts', 'comments', 'likes', 'reads')
    fc.assert(
      fc.property(heatItems, metric, fc.integer({ min: 1, max: 1_000 }), fc.nat(), (items, name, more, pick) => {
        const target = items[pick % items.length] as HeatItem
        const changed = (one: HeatItem) => items.map((item) => (item === target ? one : item))
        const metrics = { ...target.item.metrics, [name]: (target.item.metrics?.[name] ?? 0) + more }
        expect(heat(changed({ ...target, item: { ...target.item, metrics } })).raw).toBeGreaterThan(heat(items).raw)
        expect(heat(changed({ ...target, copies: target.copies + more })).raw).toBeGreaterThan(heat(items).raw)
        expect(heat(items).raw).toBeGreaterThan(heat(items.filter((item) => item !== target)).raw)
      }),
    )
  })

  it('does not depend on the order of the items, to the last bit', () => {
    fc.assert(
      fc.property(heatItems, (items) => {
        expect(heat(items.toReversed())).toEqual(heat(items))
      }),
    )
  })

  it('falls in silence', () => {
    fc.assert(
      fc.property(heatItems, fc.integer({ min: 1, max: 500 }), (items, hours) => {
        const later = toInstant(start + 72 * HOUR + hours * HOUR)
        expect(heat(items, later).raw).toBeLessThan(heat(items).raw)
      }),
    )
  })

  it('stays within 0 and 100', () => {
    fc.assert(
      fc.property(heatItems, (items) => {
        const value = heat(items).heat
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(100)
      }),
    )
    expect(heat([]).heat).toBe(0)
  })
})
