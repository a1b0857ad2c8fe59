import { DAY, MINUTE } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { loadScenario, varyScenario, type ScenarioItem } from '../src/index.js'

const written = loadScenario()
const before = new Map(written.items.map((item) => [item.id, item]))
const seeds = [1, 2, 7, 42, 20_261_116, -5]
const original = (item: ScenarioItem) => before.get(item.id) as ScenarioItem

describe('varying the scenario', () => {
  it('tells it as written with seed 0 or none', () => {
    expect(varyScenario(written, 0)).toBe(written)
    expect(varyScenario(written)).toBe(written)
  })

  it('gives the same telling for the same seed and another one for another', () => {
    expect(varyScenario(written, 7)).toEqual(varyScenario(written, 7))
    expect(varyScenario(written, 7)).not.toEqual(varyScenario(written, 8))
  })

  it('moves times, forum authors and papers, and leaves every text alone', () => {
    const varied = varyScenario(written, 3).items
    expect(varied.filter((item) => item.at !== original(item).at).length).toBeGreaterThan(250)
    expect(varied.filter((item) => item.author !== original(item).author).length).toBeGreaterThan(30)
    expect(varied.filter((item) => item.site !== original(item).site).length).toBeGreaterThan(10)
    expect(varied.length).toBe(written.items.length)
    expect(varied.filter((item) => item.title !== original(item).title || item.body !== original(item).body)).toEqual(
      [],
    )
    const names = (items: readonly ScenarioItem[]) => items.flatMap((item) => item.author ?? []).sort()
    expect(names(varied)).toEqual(names(written.items))
  })

  it.each(seeds)('keeps history history, replies after posts and storylines where they are (seed %i)', (seed) => {
    const { items } = varyScenario(written, seed)
    const at = new Map(items.map((item) => [item.id, item.at]))
    for (const item of items) {
      expect(item.at < 0).toBe(original(item).at < 0)
      for (const reference of [item.replyTo, item.copyOf]) {
        if (reference) expect(item.at).toBeGreaterThan(at.get(reference) ?? Infinity)
      }
      if (item.storyline) expect([item.site, item.author]).toEqual([original(item).site, original(item).author])
    }
    expect(items.map((item) => item.at)).toEqual(items.map((item) => item.at).toSorted((a, b) => a - b))
  })

  it.each(seeds)('keeps the first burst early and what a feed of sixty can hold (seed %i)', (seed) => {
    const { items } = varyScenario(written, seed)
    const early = items.filter((item) => item.storyline === 'canteen' && item.at <= 25 * MINUTE)
    expect(early.length).toBeGreaterThanOrEqual(8)
    expect(new Set(early.map((item) => item.site)).size).toBeGreaterThanOrEqual(4)
    expect(early[0]?.at).toBeLessThanOrEqual(5 * MINUTE)
    for (const site of ['daily', 'evening']) {
      expect(items.filter((item) => item.site === site && item.at <= DAY).length).toBeLessThanOrEqual(60)
    }
    expect(items.filter((item) => item.site === 'hotlist' && item.at <= 0).length).toBeLessThanOrEqual(50)
  })
})
