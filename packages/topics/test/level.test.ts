import { levelRank, levels as levelCodes, type Level } from '@guanlan/contracts'
import { MINUTE, toInstant } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createTopicIndex,
  evaluate,
  followItem,
  groupOf,
  judge,
  levelOf,
  nextLook,
  restingLevel,
  settle,
  type Judgement,
  type LevelState,
  type Standing,
  type Member,
  type TopicItem,
} from '../src/index.js'
import { at, freshness, itemOf, levels, rules, start } from './support.js'
import { storyItems, storyNames } from './stories.js'

const member = (item: TopicItem, order: number, copyOf: string | null = null): Member => ({
  order,
  topic: 't',
  copyOf,
  keys: [],
  links: [],
  item,
})
const judged = (items: readonly TopicItem[], minute: number): Judgement =>
  evaluate(groupOf(items.map((item, order) => member(item, order))), restingLevel, at(minute), freshness, rules).judged

const forum = { id: 'forum', name: '论坛', tier: 'forum', official: false } as const
const hotline = { id: 'hotline', name: '热线', tier: 'hotline', official: false } as const
const daily = { id: 'daily', name: '日报', tier: 'media', official: false } as const
const voices = (count: number, every: number, change: Partial<TopicItem> = {}): TopicItem[] =>
  Array.from({ length: count }, (_, n) =>
    itemOf(`v${n}`, { minute: n * every, voice: `v${n}`, source: [forum, hotline, daily][n % 3] ?? forum, ...change }),
  )

describe('the level', () => {
  it('leaves a single ordinary complaint blue, however angry', () => {
    const single = judged([itemOf('a', { sentiment: -1, urgency: 2 })], 0)
    expect(single.level).toBe('blue')
    expect(single.points).toBeLessThan(35)
  })

  it('reaches yellow with five people from two sources in three hours', () => {
    const five = voices(5, 30).map((item, n) => ({ ...item, source: n % 2 === 0 ? forum : hotline }))
    expect(judged(five, 121).level).toBe('yellow')
    expect(judged(five.slice(0, 4), 121).reasons.map(({ kind }) => kind)).not.toContain('floor:burst')
    expect(judged(five, 121).reasons).toContainEqual({
      kind: 'floor:burst',
      points: 0,
      text: '近 3 小时 5 人从 2 个来源反映，至少较大',
    })
  })

  it('does not count one person five times, nor five people who praise', () => {
    const one = voices(5, 10, { voice: 'same' })
    expect(judged(one, 50).level).toBe('blue')
    const praise = judged(voices(5, 10, { sentiment: 0.6, urgency: 0 }), 50)
    expect(praise.reasons.map(({ kind }) => kind)).not.toContain('floor:burst')
  })

  it('reaches orange with a strong burst and red only with great breadth', () => {
    expect(judged(voices(12, 15), 180).level).toBe('orange')
    expect(judged(voices(29, 5, { sentiment: -1, urgency: 3 }), 145).level).toBe('orange')
    const sources = Array.from({ length: 6 }, (_, n) => ({ ...forum, id: `forum-${n}` }))
    const many = voices(60, 2).map((item, n) => ({ ...item, source: sources[n % 6] ?? forum }))
    expect(judged(many, 120).level).toBe('red')
  })

  it('gives signals their floor, and red when very many speak of danger', () => {
    const ill = judged([itemOf('a', { signals: ['poisoning'] })], 0)
    expect(ill.level).toBe('orange')
    expect(ill.reasons).toContainEqual({
      kind: 'floor:poisoning',
      points: 0,
      text: '1 条涉及「疑似食物中毒」，至少重大',
    })
    const sources = Array.from({ length: 5 }, (_, n) => ({ ...forum, id: `forum-${n}` }))
    const many = voices(30, 4, { signals: ['poisoning'] }).map((item, n) => ({
      ...item,
      source: sources[n % 5] ?? forum,
    }))
    expect(judged(many, 120).level).toBe('red')
    expect(judged([itemOf('a', { signals: ['unheard-of'] })], 0).level).toBe('blue')
  })

  it('reaches yellow with one complaint that hundreds passed on, but not with praise', () => {
    const passed = (reposts: number, sentiment = -0.6) =>
      judged([itemOf('a', { metrics: { reposts }, sentiment, urgency: 0 })], 0)
    expect(passed(800).level).toBe('yellow')
    expect(passed(800).reasons).toContainEqual({
      kind: 'floor:spread',
      points: 0,
      text: '一条诉求被转发 800 次，至少较大',
    })
    expect(passed(499).level).toBe('blue')
    expect(passed(5_000, 0.6).level).toBe('blue')
  })

  it('hears neither back-fill, nor what was old when seen, nor the government itself', () => {
    const burst = voices(12, 5, { signals: ['poisoning'] })
    const quiet = judged(
      burst.map((item) => ({ ...item, raises: false })),
      60,
    )
    expect(quiet).toMatchObject({ level: 'blue', points: 0 })
    const official = burst.map((item) => ({ ...item, source: { ...item.source, official: true } }))
    expect(judged(official, 60).level).toBe('blue')
  })

  it('says in numbers how it grew', () => {
    const slow = voices(6, 120)
    const fast = Array.from({ length: 12 }, (_, n) => itemOf(`n${n}`, { minute: 720 + n * 4, voice: `n${n}` }))
    const { reasons } = judged([...slow, ...fast], 770)
    expect(reasons.find(({ kind }) => kind === 'growth')?.text).toMatch(/^近 1 小时 12 人，此前每小时 0\.\d 人$/)
  })

  it('rises with heat and falls with nothing', () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 100, noNaN: true }), fc.float({ min: 0, max: 100, noNaN: true }), (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const levelAt = (points: number) => levelRank(levelOf(points, levels.cuts))
        expect(levelAt(high)).toBeGreaterThanOrEqual(levelAt(low))
      }),
    )
    const situation = situationWith(4)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const cool = judge(situation, low, 'wages', rules)
        const hot = judge(situation, high, 'wages', rules)
        expect(hot.points).toBeGreaterThanOrEqual(cool.points)
        expect(levelRank(hot.level)).toBeGreaterThanOrEqual(levelRank(cool.level))
      }),
    )
  })
})

const situationWith = (count: number) => ({
  items: count,
  growth: { lastHour: count, last3Hours: count, ratePerHour: 0, ratePer3Hours: 0 },
  voices: count,
  sources: 2,
  tiers: 2,
  burst: { voices: count, sources: 2 },
  wave: { voices: count, sources: 2 },
  negativity: 0.6,
  grievance: true,
  reposts: 0,
  urgency: 1,
  signals: new Map<string, number>(),
  headlines: null,
})

describe('hysteresis', () => {
  const state = (level: Level, below: string | null = null, byPoints = true): LevelState => ({ level, below, byPoints })
  const verdict = (level: Level, points: number): Judgement => ({ level, points, reasons: [] })

  it('goes up at once', () => {
    expect(settle(state('blue'), verdict('orange', 65), at(0), levels)).toEqual(state('orange'))
  })

  it('goes down at once only when the points fall well below the cut', () => {
    expect(settle(state('orange'), verdict('yellow', 55), at(0), levels).level).toBe('yellow')
    expect(settle(state('orange'), verdict('yellow', 56), at(0), levels)).toEqual(state('orange', at(0)))
    expect(settle(state('orange', null, false), verdict('yellow', 45), at(0), levels).level).toBe('orange')
  })

  it('goes down after the wait, and starts the wait anew when it was up again', () => {
    const waiting = state('orange', at(0))
    expect(settle(waiting, verdict('yellow', 58), at(29), levels).level).toBe('orange')
    expect(settle(waiting, verdict('yellow', 58), at(30), levels).level).toBe('yellow')
    const back = settle(waiting, verdict('orange', 60), at(29), levels)
    expect(settle(back, verdict('yellow', 58), at(31), levels).level).toBe('orange')
  })

  it('never settles below what is judged now', () => {
    const level = fc.constantFrom(...levelCodes)
    fc.assert(
      fc.property(
        level,
        level,
        fc.integer({ min: 0, max: 100 }),
        fc.nat({ max: 60 }),
        (before, now, points, minute) => {
          const settled = settle(state(before, at(0)), verdict(now, points), at(minute), levels)
          expect(levelRank(settled.level)).toBeGreaterThanOrEqual(levelRank(now))
        },
      ),
    )
  })

  it('comes to rest: in silence every level ends blue, and then nobody looks any more', () => {
    const group = groupOf(voices(14, 10, { signals: ['poisoning'] }).map((item, n) => member(item, n)))
    let now = start + 140 * MINUTE
    let { state: current, judged: last } = evaluate(group, restingLevel, toInstant(now), freshness, rules)
    expect(current.level).toBe('orange')
    for (let looks = 0; looks < 1_000; looks += 1) {
      const wait = nextLook(current, last.points, levels)
      if (wait === null) break
      now += wait
      ;({ state: current, judged: last } = evaluate(group, current, toInstant(now), freshness, rules))
    }
    expect(current).toEqual(restingLevel)
    expect(nextLook(current, 0.5, levels)).toBeNull()
  })
})

describe('stories that grow', () => {
  /** Highest level that each story reached when its items arrive in this order. */
  function highest(items: readonly TopicItem[]): Record<string, Level> {
    const index = createTopicIndex([])
    const standings = new Map<string, Standing>()
    const reached: Record<string, Level> = {}
    for (const item of items) {
      const topic = index.assign(item)?.member.topic ?? ''
      const group = index.group(topic)
      if (!group) throw new Error('no topic')
      const step = followItem(group, standings.get(topic) ?? null, item.published, freshness, rules).item
      const { state } = step.evaluation
      standings.set(topic, { state, at: step.at })
      const story = item.article.split('-')[0] ?? ''
      if (levelRank(state.level) >= levelRank(reached[story] ?? 'blue')) reached[story] = state.level
    }
    return reached
  }

  it('reach the same highest level, whatever the delays and the order in which they arrive', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 20 })), fc.boolean(), (delays, late) => {
        const items = storyNames.flatMap((name) => storyItems(name, () => Number(delays.next().value)))
        const ordered = items.toSorted((a, b) => (a.seen < b.seen ? -1 : 1))
        const arrival = late ? [...ordered.slice(4), ...ordered.slice(0, 4)] : ordered
        expect(highest(arrival)).toEqual({ canteen: 'orange', site: 'orange', wages: 'orange' })
      }),
      { numRuns: 12, seed: 5 },
    )
  })
})

describe('the path of a level', () => {
  const path = (items: readonly TopicItem[], before: Standing | null, published: string) =>
    followItem(groupOf(items.map((item, n) => member(item, n))), before, published, freshness, rules)
  const burst = voices(12, 15)

  it('is judged at the time of publication, never before the last judgement', () => {
    expect(path(burst, null, at(165)).item.at).toBe(at(165))
    expect(path(burst, { state: restingLevel, at: at(200) }, at(165)).item.at).toBe(at(200))
    // A late item is judged as of the newest one, whatever came first.
    expect(path(burst, null, at(30)).item.at).toBe(at(165))
  })

  it('knows nothing of what was published later', () => {
    const asOf = evaluate(groupOf(burst.map((item, n) => member(item, n))), restingLevel, at(50), freshness, rules)
    expect(asOf.judged).toEqual(judged(burst.slice(0, 4), 50))
  })

  it('looks first where a look was due, so that a level falls before it can rise again', () => {
    const late = itemOf('late', { minute: 90 * 60, voice: 'late' })
    const before: Standing = { state: { level: 'orange', below: null, byPoints: false }, at: at(165) }
    const { looks, item } = path([...burst, late], before, late.published)
    expect(looks[0]?.at).toBe(at(195))
    const fallen = looks.findIndex(({ evaluation }) => evaluation.state.level === 'blue')
    expect(fallen).toBe(looks.length - 1)
    expect(item.evaluation.state.level).toBe('blue')
    expect(path([...burst, late], before, at(190)).looks).toHaveLength(looks.length)
  })

  it('needs no look while a topic is blue', () => {
    const before: Standing = { state: restingLevel, at: at(0) }
    expect(path(burst, before, at(165)).looks).toEqual([])
  })
})

describe('headlines of hot lists', () => {
  const lists = ['weibo', 'zhihu'].map((id) => ({ id, name: id, tier: 'hotlist', official: false }) as const)
  const headline = (n: number, title: string, minute = n) =>
    itemOf(`h${n}`, { minute, title, body: '', source: lists[n % 2] as (typeof lists)[number] })
  const kindsOf = (items: readonly TopicItem[], minute: number) => judged(items, minute).reasons.map(({ kind }) => kind)
  const fire = [
    headline(0, '诸暨店口一厂房发生火灾 多人被困'),
    headline(1, '店口厂房火灾已致3人遇难', 40),
    headline(2, '店口火灾涉事企业曾被举报消防通道堵塞', 70),
  ]

  it('set a level by their words alone, and say so', () => {
    expect(judged(fire.slice(0, 1), 1).level).toBe('blue')
    const { level, reasons } = judged(fire, 75)
    expect(levelRank(level)).toBeGreaterThanOrEqual(levelRank('orange'))
    expect(reasons.find(({ kind }) => kind === 'floor:headline')?.text).toContain('3 人死亡')
  })

  it('count from hot lists alone: what a citizen writes is judged by the rest', () => {
    const posts = fire.map((item) => ({ ...item, source: { ...item.source, tier: 'forum' as const } }))
    expect(kindsOf(posts, 75)).not.toContain('floor:headline')
  })

  it('say nothing of back-fill, of what is past its freshness, and of idle talk', () => {
    const old = fire.map((item) => ({ ...item, raises: false }))
    expect(judged(old, 75).level).toBe('blue')
    expect(judged(fire, 75 + freshness / MINUTE).level).toBe('blue')
    const idle = [headline(0, '诸暨小吃火了'), headline(1, '诸暨西施故里周末去哪玩')]
    expect(kindsOf(idle, 5)).not.toContain('floor:headline')
  })
})
