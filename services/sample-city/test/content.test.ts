import { HOUR, MINUTE, DAY } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { loadScenario, storylineIds, type ScenarioItem, type StorylineId } from '../src/index.js'

const { items } = loadScenario()
const byId = new Map(items.map((item) => [item.id, item]))
const story = (id: StorylineId) => items.filter((item) => item.storyline === id)
const domains = ['business', 'housing', 'wages', 'ecology', 'food-drug', 'public-services', 'safety', 'hardship']

const grams = (text: string) => {
  const folded = text.replace(/[\p{P}\p{Z}\s]/gu, '')
  return new Set(Array.from({ length: Math.max(0, folded.length - 2) }, (_, start) => folded.slice(start, start + 3)))
}
/** Share of the smaller set of character 3-grams found in the other one. */
const shared = (a: Set<string>, b: Set<string>) => {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  return [...small].filter((gram) => large.has(gram)).length / small.size
}
const containment = (a: string, b: string) => shared(grams(a), grams(b))

describe('the sample content', () => {
  it('is large enough, with a quiet week of history before the first minute and four days after it', () => {
    expect(items.length).toBeGreaterThanOrEqual(330)
    expect(items.filter((item) => item.at < 0).length).toBeGreaterThanOrEqual(140)
    expect(Math.min(...items.map((item) => item.at))).toBeGreaterThanOrEqual(-7 * DAY)
    expect(Math.max(...items.map((item) => item.at))).toBeGreaterThanOrEqual(3 * DAY)
    expect(Math.max(...items.map((item) => item.at))).toBeLessThanOrEqual(4 * DAY)
    expect(items.filter((item) => item.at >= 14 * HOUR).length).toBeGreaterThanOrEqual(40)
  })

  it('has texts of many lengths, and a body wherever a site shows one', () => {
    const lengths = items.map((item) => item.body.length)
    expect(lengths.filter((length) => length >= 300).length).toBeGreaterThanOrEqual(12)
    expect(lengths.filter((length) => length >= 80 && length < 300).length).toBeGreaterThanOrEqual(150)
    expect(items.filter((item) => item.body === '' && item.site !== 'hotlist')).toEqual([])
    expect(items.filter((item) => item.site === 'hotlist' && item.title.length > 30)).toEqual([])
  })

  it.each(domains)('has at least twelve single complaints in %s, about various matters', (domain) => {
    const single = items.filter(
      (item) => item.expect.domain === domain && !item.storyline && !item.replyTo && !item.official,
    )
    expect(single.length).toBeGreaterThanOrEqual(12)
    expect(new Set(single.map((item) => item.expect.matter)).size).toBeGreaterThanOrEqual(5)
    expect(single.every((item) => item.expect.civic && item.expect.department)).toBe(true)
  })

  it('has matters outside the eight domains, each with a department', () => {
    const outside = items.filter((item) => item.expect.civic && item.expect.domain === null && !item.official)
    expect(outside.length).toBeGreaterThanOrEqual(20)
    expect(outside.filter((item) => !item.expect.department)).toEqual([])
  })

  it('has at least 130 items that are none of our business, with words that fool keyword rules', () => {
    const none = items.filter((item) => !item.expect.civic)
    expect(none.length).toBeGreaterThanOrEqual(130)
    expect(none.filter((item) => item.expect.domain !== null || item.storyline)).toEqual([])
    const text = none.map((item) => item.title + item.body).join('\n')
    for (const trap of ['绝杀', '翻车', '火了', '烂尾', '讨薪', '食堂', '帽子店口碑', '大麻烦', '中毒', '崩盘'])
      expect(text).toContain(trap)
  })

  it('lets a forum item carry a phone and an ID number, and no other item any', () => {
    const phone = /1[3-9]\d{9}|0\d{2,3}-\d{7,8}/
    const idNumber = /\d{17}[\dXx]/
    const carriers = items.filter((item) => phone.test(item.title + item.body) || idNumber.test(item.title + item.body))
    expect(carriers.map((item) => [item.id, item.site])).toEqual([['pd-01', 'forum']])
    const number = idNumber.exec(carriers[0]?.body ?? '')?.[0] ?? ''
    expect(checkDigit(number)).toBe(number.at(-1))
  })
})

it('gives every item a headline of its own, so that a run can be held against what was written', () => {
  const titles = items.flatMap((item) => (item.title ? [item.title] : []))
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
})

describe('copies and replies', () => {
  it('has at least twelve near copies among the news, in another paper and under another headline', () => {
    const copies = items.filter((item) => item.copyOf && !item.storyline)
    expect(copies.length).toBeGreaterThanOrEqual(12)
    for (const copy of copies) {
      const original = byId.get(copy.copyOf ?? '') as ScenarioItem
      expect([copy.id, copy.site === original.site, copy.title === original.title]).toEqual([copy.id, false, false])
    }
  })

  it('keeps every copy close enough to its original to be folded', () => {
    const far = items.filter((item) => item.copyOf && containment(item.body, byId.get(item.copyOf)?.body ?? '') < 0.85)
    expect(far.map((item) => item.id)).toEqual([])
  })

  it('has no two other items that are copies of each other by accident', () => {
    const originals = items.filter((item) => !item.copyOf && item.body.length > 40)
    const sets = originals.map((item) => ({ id: item.id, grams: grams(item.body) }))
    const close = sets.flatMap((a, index) =>
      sets.slice(index + 1).flatMap((b) => (shared(a.grams, b.grams) > 0.5 ? [`${a.id} ${b.id}`] : [])),
    )
    expect(close).toEqual([])
  })

  it('answers other complaints officially as well, in the thread and on the portal', () => {
    const replies = items.filter((item) => item.official && item.expect.civic && !item.storyline)
    expect(replies.filter((item) => item.site === 'forum').length).toBeGreaterThanOrEqual(8)
    expect(replies.filter((item) => item.site === 'portal').length).toBeGreaterThanOrEqual(3)
  })
})

describe.each([
  { id: 'canteen' as const, start: 2 * MINUTE, hours: 8, least: 20, name: '澄桥', lead: 'scjg' },
  { id: 'stopped-site' as const, start: 40 * MINUTE, hours: 9, least: 16, name: '枕霞云庭', lead: 'zjj' },
  { id: 'unpaid-wages' as const, start: 70 * MINUTE, hours: 8, least: 16, name: '青榆智造园', lead: 'rsj' },
])('the storyline $id', ({ id, start, hours, least, name, lead }) => {
  const told = story(id)

  it('starts when it should, grows for hours and is told by at least four sites', () => {
    expect(told[0]?.at).toBe(start)
    expect(told.length).toBeGreaterThanOrEqual(least)
    expect(told.length).toBeLessThanOrEqual(26)
    expect((told.at(-1)?.at ?? 0) - start).toBeGreaterThan((hours - 1) * HOUR)
    expect(new Set(told.map((item) => item.site)).size).toBeGreaterThanOrEqual(4)
    expect(new Set(told.map((item) => item.author).filter(Boolean)).size).toBeGreaterThanOrEqual(8)
  })

  it('names its place in the title or the first sentence of each item, and no other item names it', () => {
    const opening = (item: ScenarioItem) =>
      `${item.title}${item.replyTo ? item.body : (/^[^。！？]*/.exec(item.body)?.[0] ?? '')}`
    expect(told.filter((item) => !opening(item).includes(name)).map((item) => item.id)).toEqual([])
    const elsewhere = items.filter((item) => item.storyline !== id && (item.title + item.body).includes(name))
    expect(elsewhere.map((item) => item.id)).toEqual([])
  })

  it('has four to six near copies', () => {
    expect(told.filter((item) => item.copyOf).length).toBeGreaterThanOrEqual(4)
    expect(told.filter((item) => item.copyOf).length).toBeLessThanOrEqual(6)
  })

  it('goes to one department and ends with an official reply on the portal and in the thread', () => {
    expect(new Set(told.map((item) => item.expect.department))).toEqual(new Set([lead]))
    const ending = told.slice(-2)
    expect(ending.map((item) => [item.site, item.official])).toEqual([
      ['portal', true],
      ['forum', true],
    ])
    expect(ending[1]?.replyTo).toBe(told.find((item) => item.site === 'forum')?.id)
  })
})

it('lets the canteen burst first: eight items from four sites within 25 minutes', () => {
  const early = story('canteen').filter((item) => item.at <= 25 * MINUTE)
  expect(early.length).toBeGreaterThanOrEqual(8)
  expect(new Set(early.map((item) => item.site)).size).toBeGreaterThanOrEqual(4)
  expect(storylineIds.map((id) => Math.min(...story(id).map((item) => item.at)))).toEqual(
    [2, 40, 70].map((minutes) => minutes * MINUTE),
  )
})

/** GB 11643-1999: weights 2^(17−i) mod 11. */
function checkDigit(number: string): string {
  let sum = 0
  for (let place = 0; place < 17; place += 1) sum += Number(number[place]) * (2 ** (17 - place) % 11)
  return '10X98765432'[sum % 11] ?? ''
}
