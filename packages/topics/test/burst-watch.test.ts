import { DAY, HOUR, MINUTE, toInstant } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burstInWords, createBurstWatch, type TopicItem } from '../src/index.js'
import { itemOf, start } from './support.js'

/** 2026-11-16, a Monday, 08:00 in Asia/Shanghai. */
const at = (ms: number) => toInstant(start + ms)
const calendar = { isWorkingDay: (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) }
const town = { code: '330681105', name: '店口镇' }
const wages = [{ code: 'unpaid', name: '拖欠工资', domain: 'wages', score: 0.9 }]

const said = (id: string, ms: number, change: Partial<TopicItem> = {}): TopicItem =>
  itemOf(id, { published: at(ms), seen: at(ms), voice: id, matters: wages, places: [town], ...change })
/** Two weeks in which one person writes at ten and one at three in the afternoon. */
const calm = Array.from({ length: 14 }, (_, day) => [
  said(`m${day}`, day * DAY + 2 * HOUR),
  said(`a${day}`, day * DAY + 7 * HOUR),
]).flat()
/** On the fifteenth day, from 14:20 on. */
const noon = 14 * DAY + 6 * HOUR + 20 * MINUTE
const outcry = (voices: number, change: Partial<TopicItem> = {}) =>
  Array.from({ length: voices }, (_, n) => said(`x${n}`, noon + n * MINUTE, change))
const look = (items: readonly TopicItem[], ms = noon + 30 * MINUTE) => {
  const watch = createBurstWatch(calendar)
  for (const item of items) watch.hear(item)
  return watch.look(at(ms))
}

describe('the watch over domains and towns', () => {
  it('tells of a town above its usual, since when, and with what it is compared', () => {
    const [burst, ...others] = look([...calm, ...outcry(12)])
    expect(others).toEqual([])
    expect(burst).toMatchObject({ domain: 'wages', town: town.code, since: at(noon), voices: 12, sources: 1 })
    expect(burst?.usual).toBeLessThan(1)
    expect(burst?.articles).toHaveLength(12)
    expect(look(calm)).toEqual([])
  })

  it('tells of the domain when no town has half of it', () => {
    const towns = ['330681105', '330681106', '330681107', '330681108']
    const scattered = outcry(12).map((item, n) => ({ ...item, places: [{ code: towns[n % 4] ?? '', name: '' }] }))
    expect(look([...calm, ...scattered])).toMatchObject([{ domain: 'wages', town: null, voices: 12 }])
  })

  it('tells of a watch by itself, whatever domains and towns its items are of', () => {
    const domains = ['wages', 'housing', 'ecology', 'safety', 'hardship', 'business']
    const scattered = outcry(12).map((item, n) => {
      const domain = domains[n % 6] ?? null
      return { ...item, title: '水库有异味', matters: [{ code: 'm', name: '', domain, score: 1 }], places: [] }
    })
    const watch = createBurstWatch(calendar, ({ title }) => (title.includes('水库') ? ['water'] : []))
    for (const item of [...calm, ...scattered]) watch.hear(item)
    const bursts = watch.look(at(noon + 30 * MINUTE))
    expect(bursts.find(({ watched }) => watched !== null)).toMatchObject({
      watched: 'water',
      domain: null,
      town: null,
      voices: 12,
    })
    expect(look([...calm, ...scattered]).every(({ watched }) => watched === null)).toBe(true)
  })

  it('counts a person once an hour, the office itself never, and is not raised by what may raise nothing', () => {
    expect(look([...calm, ...outcry(12, { voice: 'same' })])).toEqual([])
    const source = { id: 'gov', name: '政务', tier: 'government' as const, official: true }
    expect(look([...calm, ...outcry(12, { source })])).toEqual([])
    expect(look([...calm, ...outcry(12, { raises: false })])).toEqual([])
  })

  it('says nothing before three days are known, and does not take an old post for weeks of silence', () => {
    expect(look([...calm.filter(({ published }) => published >= at(12 * DAY)), ...outcry(12)])).toEqual([])
    const old = said('old', -20 * DAY)
    expect(look([old, ...calm, ...outcry(12)])).toEqual(look([...calm, ...outcry(12)]))
  })

  it('is over when six hours were calm', () => {
    expect(look([...calm, ...outcry(12)], noon + 5 * HOUR)).toHaveLength(1)
    expect(look([...calm, ...outcry(12)], noon + 9 * HOUR)).toEqual([])
  })

  it('says the same in whatever order things were heard', () => {
    const items = [...calm, ...outcry(12)]
    const expected = look(items)
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (shuffled) => {
        expect(look(shuffled)).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })

  it('learns from what is told of earlier days after the first look, as at a first start', () => {
    const watch = createBurstWatch(calendar)
    watch.hear(said('first', 14 * DAY, { places: [], matters: [] }))
    watch.hear(said('second', 14 * DAY, { places: [], matters: [{ ...wages[0], domain: 'housing' }] as never }))
    expect(watch.look(at(14 * DAY))).toEqual([])
    for (const item of [...calm, ...outcry(12)]) watch.hear(item)
    expect(watch.look(at(noon + 30 * MINUTE))).toMatchObject([{ town: town.code, voices: 12 }])
  })

  it('is due once an hour, and when much comes within one', () => {
    const watch = createBurstWatch(calendar)
    for (const item of calm) watch.hear(item)
    const now = at(noon)
    expect(watch.isDue(now)).toBe(true)
    watch.look(now)
    expect(watch.isDue(now)).toBe(false)
    const [first, second, third] = outcry(3)
    for (const item of [first, second]) watch.hear(item as TopicItem)
    expect(watch.isDue(now)).toBe(false)
    watch.hear(third as TopicItem)
    expect(watch.isDue(now)).toBe(true)
    watch.look(now)
    expect(watch.isDue(now)).toBe(false)
    expect(watch.isDue(at(noon + HOUR))).toBe(true)
  })
})

describe('a burst in words', () => {
  it('gives hour and minute in Asia/Shanghai, the day when it is another one, and no fractions of people', () => {
    const burst = { since: '2026-11-23T06:20:00.000Z', voices: 37, usual: 6.4 }
    expect(burstInWords(burst, '2026-11-23T09:00:00.000Z')).toBe('14:20 起 37 条，往常 6 条')
    expect(burstInWords(burst, '2026-11-23T17:00:00.000Z')).toBe('11月23日 14:20 起 37 条，往常 6 条')
    expect(burstInWords({ ...burst, usual: 0.02 }, burst.since)).toBe('14:20 起 37 条，往常不到 1 条')
  })
})
