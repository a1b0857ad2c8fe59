import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { HOUR, toInstant, toMs, unwrap } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile, upperTail } from '../src/burst/negative-binomial.js'
import {
  forecastTopic,
  groupOf,
  hoursAhead,
  landmarksOf,
  oddsOf,
  outlookOf,
  readForecastModel,
  restingLevel,
  type LevelState,
  type Member,
  type TopicItem,
} from '../src/index.js'
import { at, freshness, itemOf, rules } from './support.js'

const shipped = readFileSync(fileURLToPath(new URL('../../../config/model/forecast.json', import.meta.url)), 'utf8')
const model = unwrap(readForecastModel(shipped))
const member = (item: TopicItem, order: number, copyOf: string | null = null): Member => ({
  order,
  topic: 't',
  copyOf,
  keys: [],
  links: [],
  item,
})
const groupFrom = (items: readonly TopicItem[]) => groupOf(items.map((item, order) => member(item, order)))
const level = (name: LevelState['level']): LevelState => ({ ...restingLevel, level: name })
const foretell = (items: readonly TopicItem[], minute: number, state = restingLevel) =>
  forecastTopic(groupFrom(items), state, at(minute), { freshness, rules, model })

const forum = { id: 'forum', name: '论坛', tier: 'forum', official: false } as const
const hotline = { id: 'hotline', name: '热线', tier: 'hotline', official: false } as const
const portal = { id: 'portal', name: '市政府门户网站', tier: 'government', official: true } as const
const voices = (minutes: readonly number[], change: Partial<TopicItem> = {}): TopicItem[] =>
  minutes.map((minute, n) =>
    itemOf(`v${n}`, { minute, voice: `v${n}`, source: n % 2 === 0 ? forum : hotline, ...change }),
  )

describe('the forecast of a topic', () => {
  it('says how likely the next level is, how many posts come, and why, in words', () => {
    const forecast = foretell(voices([10, 60, 100, 110, 118]), 120, level('yellow'))
    expect(forecast).toMatchObject({ at: at(120), next: 'orange' })
    expect(forecast?.hours.map(({ from }) => from)).toEqual([120, 180, 240, 300, 360, 420].map(at))
    const text = forecast?.reasons.map(({ text: each }) => each).join('；') ?? ''
    expect(text).toContain('近 1 小时 4 人、近 3 小时 5 人，近 12 小时共 5 人')
    expect(forecast?.probability).toBeGreaterThan(0.05)
    expect(forecast?.posts?.high).toBeGreaterThan(forecast?.posts?.low ?? 99)
  })

  it('thinks an outbreak likelier to rise than the same voices spread over two days', () => {
    const outbreak = foretell(voices([2_800, 2_830, 2_850, 2_860, 2_870, 2_875]), 2_880)
    const trickle = foretell(voices([0, 600, 1_200, 1_800, 2_400, 2_860]), 2_880)
    expect(outbreak?.probability ?? 0).toBeGreaterThan(2 * (trickle?.probability ?? 1))
    expect(outbreak?.posts?.expected ?? 0).toBeGreaterThan(2 * (trickle?.posts?.expected ?? 99))
  })

  it('says that too little is known below three voices, however many posts one of them writes', () => {
    const forecast = foretell(voices([0, 10, 20, 30, 40], { voice: 'same' }), 60)
    expect(forecast).toMatchObject({ probability: null, posts: null, hours: [] })
    expect(forecast?.reasons).toEqual([
      { kind: 'unknown', points: 0, text: '依据不足：只有 1 人发声，满 3 人才作预测' },
    ])
  })

  it('has nothing to say of what is silent, red, back-fill, or the government talking to itself', () => {
    const busy = voices([0, 10, 20, 30])
    expect(foretell(busy, 30 + 6 * 60 + 1)).toBeNull()
    expect(foretell(busy, 60, level('red'))).toBeNull()
    expect(
      foretell(
        busy.map((item) => ({ ...item, raises: false })),
        60,
      ),
    ).toBeNull()
    expect(foretell(voices([0, 10, 20, 30], { source: portal }), 60)).toBeNull()
  })

  it('hears the answer of the government, and says so', () => {
    const asked = voices([0, 20, 40, 60, 80])
    const answered = [...asked, itemOf('reply', { minute: 85, source: portal, sentiment: 0, urgency: 0 })]
    const [before, after] = [asked, answered].map((items) =>
      outlookOf(groupFrom(items), restingLevel, at(90), freshness, rules),
    )
    expect(before?.signs.official).toBe(0)
    expect(after).toMatchObject({ officialAt: toMs(at(85)), signs: { official: 1 } })
  })

  const minutes = fc.array(fc.integer({ min: 0, max: 1_440 }), { minLength: 3, maxLength: 30 })
  const standing = fc.constantFrom('blue', 'yellow', 'orange').map((name) => level(name as LevelState['level']))

  it('never finds the next level less likely because one more voice joined', () => {
    fc.assert(
      fc.property(minutes, standing, (times, state) => {
        const items = voices(times)
        const more = [...items, itemOf('more', { minute: 1_439, voice: 'more', source: forum })]
        const odds = (of: readonly TopicItem[]) => {
          const outlook = outlookOf(groupFrom(of), state, at(1_440), freshness, rules)
          return outlook ? (oddsOf(outlook, model).reached.at(-1) ?? 0) : 0
        }
        expect(odds(more)).toBeGreaterThanOrEqual(odds(items) - 1e-12)
      }),
      { numRuns: 60 },
    )
  })

  it('is free of the order of arrival and of what was published later', () => {
    fc.assert(
      fc.property(minutes, standing, fc.infiniteStream(fc.nat()), (times, state, keys) => {
        const items = voices(times)
        const later = itemOf('later', { minute: 1_500, voice: 'later', source: hotline })
        const shuffled = [...items, later]
          .map((item) => ({ item, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ item }) => item)
        expect(foretell(shuffled, 1_440, state)).toEqual(foretell(items, 1_440, state))
      }),
      { numRuns: 40 },
    )
  })

  it('gives chances that never fall with time, and bands that hold their mean', () => {
    fc.assert(
      fc.property(minutes, standing, (times, state) => {
        const outlook = outlookOf(groupFrom(voices(times)), state, at(1_440), freshness, rules)
        if (!outlook) return
        const { reached } = oddsOf(outlook, model)
        expect(reached).toHaveLength(hoursAhead)
        reached.forEach((chance, hour) => {
          expect(chance).toBeGreaterThanOrEqual(reached[hour - 1] ?? 0)
          expect(chance).toBeLessThanOrEqual(1)
        })
        const forecast = foretell(voices(times), 1_440, state)
        for (const band of [...(forecast?.hours ?? []), ...(forecast?.posts ? [forecast.posts] : [])])
          expect(band.low).toBeLessThanOrEqual(band.high)
      }),
      { numRuns: 40 },
    )
  })
})

describe('landmarks', () => {
  it('say in which hour the level rose, and how many posts each hour brought', () => {
    const items = voices([0, 200, 400, 590, 600, 610, 615, 680])
    const every = HOUR / 2
    const landmarks = landmarksOf({ group: groupFrom(items), until: Infinity, every }, freshness, rules)
    const before = landmarks.find(({ outlook }) => outlook.now === at(510))
    expect(before).toMatchObject({ outlook: { next: 'yellow' }, reached: 2, posts: [0, 4, 1, 0, 0, 0] })
    const after = landmarks.find(({ outlook }) => outlook.now === at(690))
    expect(after).toMatchObject({ outlook: { next: 'orange' }, reached: null, posts: [0, 0, 0, 0, 0, 0] })
    expect(landmarksOf({ group: groupFrom([]), until: Infinity, every }, freshness, rules)).toEqual([])
  })

  it('are not taken where the end of what is known hides what came', () => {
    const items = voices([0, 30, 70, 190])
    const until = toMs(at(300)) + 6 * HOUR
    const landmarks = landmarksOf({ group: groupFrom(items), until, every: HOUR }, freshness, rules)
    expect(landmarks.at(-1)?.outlook.now).toBe(toInstant(toMs(at(300))))
  })
})

describe('the model of the forecast', () => {
  it('is read only whole, and says what is missing', () => {
    const message = (text: string) => {
      const read = readForecastModel(text)
      return read.ok ? null : read.error.message
    }
    expect(message(shipped)).toBeNull()
    expect(message('<html>')).toContain('不是 JSON')
    expect(message('[]')).toContain('hazard')
    expect(message(shipped.replace('"quiet"', '"qiet"'))).toContain('hazard.quiet')
    expect(message(shipped.replace(/"dispersion": [\d.]+/, '"dispersion": 0'))).toContain('dispersion')
  })

  it('takes the quantiles of the negative binomial', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        fc.double({ min: 0.05, max: 2, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (mean, dispersion, share) => {
          const count = quantile(share, mean, dispersion)
          expect(1 - upperTail(count + 1, mean, dispersion)).toBeGreaterThanOrEqual(share - 1e-9)
          if (count > 0) expect(1 - upperTail(count, mean, dispersion)).toBeLessThan(share + 1e-9)
        },
      ),
    )
  })
})
