import { topicSchema } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import {
  createTopicIndex,
  describeTopic,
  evaluate,
  groupOf,
  restingLevel,
  type Member,
  type TopicItem,
} from '../src/index.js'
import { storyItems } from './stories.js'
import { at, freshness, itemOf, rules } from './support.js'

function told(items: readonly TopicItem[], minute = 240) {
  const index = createTopicIndex([])
  const members: Member[] = items.flatMap((item) => index.assign(item)?.member ?? [])
  const group = groupOf(members)
  const evaluation = evaluate(group, restingLevel, at(minute), freshness, rules)
  return describeTopic(group, evaluation, { topic: 't', version: 3, now: at(minute) }, rules)
}

describe('what is told of a topic', () => {
  it('is a topic of the contract with its counts, sources and members', () => {
    const items = storyItems('wages')
    const [first] = items
    if (!first) throw new Error('no story')
    const copy = { ...first, article: 'copy', voice: 'someone', source: { ...first.source, id: 'other', name: '别处' } }
    const topic = told([...items, copy])
    expect(topicSchema.parse(topic)).toEqual(topic)
    expect(topic).toMatchObject({
      topic: 't',
      version: 3,
      matter: 'unpaid',
      domain: 'wages',
      items: 9,
      copies: 1,
      voices: 10,
      officialItems: 0,
      liveItems: 9,
      level: 'orange',
      urgency: 1,
      places: [{ code: '330681109', name: '枫桥镇' }],
      firstPublished: at(5),
      firstSeen: at(6),
      lastSeen: at(178),
    })
    expect(topic?.sources[0]).toMatchObject({ items: 4 })
    expect(topic?.sources.reduce((sum, { items: count }) => sum + count, 0)).toBe(10)
    expect(topic?.members).toEqual(items.map(({ article }) => article))
    expect(topic?.title).toContain('城北物流园')
  })

  it('takes the matter that most items speak of', () => {
    const refund = { code: 'refund', name: '退房', domain: 'housing', score: 0.8 }
    const topic = told(storyItems('site').map((item, n) => (n % 3 === 0 ? { ...item, matters: [refund] } : item)))
    expect(topic?.matter).toBe('delay')
  })

  it('is sure of the department as far as its items go there, whatever they call the matter', () => {
    const items = storyItems('site').map((item) => ({
      ...item,
      candidates: [{ department: 'zjj', name: '住建局', score: 0.9, why: '' }],
    }))
    const refund = { code: 'refund', name: '退房', domain: 'housing', score: 0.8 }
    const elsewhere = [{ department: 'jrb', name: '金融办', score: 0.9, why: '' }]
    const third = <T>(change: Partial<T>) => items.map((item, n) => (n % 3 === 0 ? { ...item, ...change } : item))
    expect(told(items)?.confidence).toBeCloseTo(0.9, 5)
    expect(told(third({ matters: [refund] }))?.confidence).toBeCloseTo(0.9, 5)
    const parted = told(third({ candidates: elsewhere }))
    expect(parted?.candidates[0]?.department).toBe('zjj')
    expect(parted?.confidence).toBeLessThan(0.65)
    expect(told(third({ candidates: [] }))?.confidence).toBeLessThan(0.65)
  })

  it('merges the departments, best first, three at most', () => {
    const candidate = (department: string, score: number) => ({ department, name: department, score, why: `${score}` })
    const [a, b] = storyItems('site')
    if (!a || !b) throw new Error('no story')
    const topic = told([
      { ...a, candidates: [candidate('zjj', 0.9), candidate('jrb', 0.4), candidate('xf', 0.1)] },
      { ...b, candidates: [candidate('zjj', 0.7), candidate('zgj', 0.6)] },
    ])
    expect(topic?.candidates).toEqual([
      { department: 'zjj', name: 'zjj', score: 0.8, why: '0.9' },
      { department: 'zgj', name: 'zgj', score: 0.3, why: '0.6' },
      { department: 'jrb', name: 'jrb', score: 0.2, why: '0.4' },
    ])
  })

  it('lists the oldest two hundred members and counts all', () => {
    const many = Array.from({ length: 230 }, (_, order) => ({
      order,
      topic: 't',
      copyOf: null,
      keys: [],
      links: [],
      item: itemOf(`a${String(order).padStart(3, '0')}`, { minute: order, title: '同一件事' }),
    }))
    const evaluation = evaluate(groupOf(many), restingLevel, at(240), freshness, rules)
    const topic = describeTopic(groupOf(many), evaluation, { topic: 't', version: 1, now: at(240) }, rules)
    expect(topic?.items).toBe(230)
    expect(topic?.members).toHaveLength(200)
    expect(topic?.members[0]).toBe('a000')
  })

  it('is nothing when no member names a matter', () => {
    expect(told([itemOf('a', { matters: [], title: '收到，已转办' })])).toBeNull()
  })

  it('says that it is held above what it would now be given', () => {
    const members = storyItems('wages').map((item, order) => ({
      order,
      topic: 't',
      copyOf: null,
      keys: [],
      links: [],
      item,
    }))
    const before = { level: 'orange', below: null, byPoints: false } as const
    const group = groupOf(members.slice(0, 4))
    const evaluation = evaluate(group, before, at(120), freshness, rules)
    const topic = describeTopic(group, evaluation, { topic: 't', version: 1, now: at(120) }, rules)
    expect(topic?.level).toBe('orange')
    expect(topic?.reasons.at(-1)).toMatchObject({ kind: 'hysteresis', text: expect.stringContaining('自 10:00 起') })
  })
})
