import { DAY, hashId, toInstant } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTopicIndex, defaultTopicsConfig, type Member, type TopicIndex, type TopicItem } from '../src/index.js'
import { storyItems, storyNames } from './stories.js'
import { at, itemOf, partitionOf, start } from './support.js'

const all = storyNames.flatMap((name) => storyItems(name)).toSorted((a, b) => (a.seen < b.seen ? -1 : 1))
const ids = all.map(({ article }) => article)
const stories = storyNames
  .map((name) =>
    storyItems(name)
      .map(({ article }) => article)
      .toSorted(),
  )
  .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))

function fill(
  items: readonly TopicItem[],
  index: TopicIndex = createTopicIndex([]),
): { index: TopicIndex; members: Member[] } {
  const members = items.flatMap((item) => index.assign(item)?.member ?? [])
  return { index, members }
}

describe('a topic index', () => {
  it('gathers three stories that grow side by side into three topics', () => {
    expect(partitionOf(fill(all).index, ids)).toEqual(stories)
  })

  it('names a topic after its first article', () => {
    const { members } = fill(storyItems('site'))
    expect(members[0]).toMatchObject({ topic: hashId('topic', 'site-0'), copyOf: null })
  })

  it('gives the same topics for the same order of input, and nearly any other order', () => {
    const indices = fc.shuffledSubarray([...all.keys()], { minLength: all.length })
    fc.assert(
      fc.property(indices, (order) => {
        const shuffled = order.map((n) => all[n] as TopicItem)
        const { index, members } = fill(shuffled)
        expect(fill(shuffled).members).toEqual(members)
        expect(partitionOf(index, ids)).toEqual(stories)
      }),
      { numRuns: 8, seed: 3 },
    )
  })

  it('goes on after being rebuilt from its members as if nothing had happened', () => {
    const whole = fill(all).members
    for (const cut of [1, 9, 17, 28]) {
      const before = fill(all.slice(0, cut)).members
      const after = fill(all.slice(cut), createTopicIndex(before.toReversed())).members
      expect([...before, ...after]).toEqual(whole)
    }
  })

  it('is rebuilt at a later time as the one that went on and forgot', () => {
    const config = { ...defaultTopicsConfig, copyWindow: DAY }
    const older = all.map((item) => ({ ...item, seen: toInstant(Date.parse(item.seen) - 3 * DAY) }))
    const repeated = all.map((item, n) => ({ ...item, article: `again-${n}`, seen: toInstant(start + DAY) }))
    const now = toInstant(start + DAY)
    const whole = createTopicIndex([], config)
    const members = fill([...older, ...all.map((item) => ({ ...item, article: `new-${item.article}` }))], whole).members
    whole.evict(now)
    // One by one, as from the store: an iterable that is no array comes in order.
    const rebuilt = createTopicIndex(new Set(members), config, now)
    rebuilt.evict(now)
    expect(fill(repeated, rebuilt).members).toEqual(fill(repeated, whole).members)
  })

  it('joins the same estate with another matter to no topic of it', () => {
    const { index } = fill(storyItems('site'))
    const noise = itemOf('noise', {
      minute: 200,
      title: '锦澜府一期楼下烧烤店油烟',
      body: '锦澜府一期底商的烧烤店每晚营业到两点，油烟直接往楼上排，睡觉不敢开窗。',
      matters: [{ code: 'fumes', name: '餐饮油烟', domain: 'ecology', score: 0.9 }],
    })
    expect(index.assign(noise)).toMatchObject({ opened: true, why: 'new' })
  })

  it('puts an answer where the question is, however it is worded', () => {
    const { index, members } = fill(storyItems('wages'))
    const reply = itemOf('reply', {
      minute: 240,
      body: '您好，您反映的情况已转有关部门核实处理。',
      replyTo: 'wages-3',
      source: { id: 'portal', name: '门户网站', tier: 'government', official: true },
    })
    expect(index.assign(reply)).toMatchObject({ why: 'reply', member: { topic: members[0]?.topic, copyOf: null } })
    // The same set phrase under another post is another answer, not a copy.
    fill(storyItems('site'), index)
    const second = { ...reply, article: 'reply-2', replyTo: 'site-0' }
    expect(index.assign(second)).toMatchObject({
      why: 'reply',
      member: { topic: hashId('topic', 'site-0'), copyOf: null },
    })
  })

  it('folds a copy under its original, and a copy of a copy as well', () => {
    const [first] = storyItems('canteen')
    if (!first) throw new Error('no story')
    const { index } = fill([first])
    const copy = { ...first, article: 'copy', title: '转：孩子吃坏了', titleWords: [] }
    expect(index.assign(copy)).toMatchObject({ opened: false, member: { copyOf: 'canteen-0' } })
    expect(index.assign({ ...copy, article: 'copy-2' })).toMatchObject({ member: { copyOf: 'canteen-0' } })
    expect(index.members(hashId('topic', 'canteen-0'))).toHaveLength(3)
  })

  it('does not fold an office that quotes a complaint', () => {
    const [first] = storyItems('canteen')
    if (!first) throw new Error('no story')
    const { index } = fill([first])
    const quoting = { ...first, article: 'answer', source: { ...first.source, official: true } }
    expect(index.assign(quoting)?.member.copyOf).toBeNull()
  })

  it('ignores a revision that is not newer and takes a newer one in place', () => {
    const { index } = fill(all)
    const [first] = storyItems('canteen')
    if (!first) throw new Error('no story')
    expect(index.assign(first)).toBeNull()
    const corrected = { ...first, revision: 2, title: '柳溪小学食堂鸭腿变质（更正）', seen: at(500), raises: false }
    expect(index.assign(corrected)).toMatchObject({ opened: false })
    expect(index.assign({ ...corrected, revision: 1 })).toBeNull()
    const held = index.member(first.article)
    // First seen stays, and so does what it may raise; place in the topic and order too.
    expect(held).toMatchObject({ order: 0, item: { title: corrected.title, seen: first.seen, raises: true } })
    expect(partitionOf(index, ids)).toEqual(stories)
    expect(index.size).toBe(all.length)
  })

  it('forgets by window, and stays within its bound', () => {
    const config = { ...defaultTopicsConfig, maxItems: 10, matchableFor: 2 * DAY, copyWindow: DAY }
    const index = createTopicIndex([], config)
    for (const item of all) {
      index.assign(item)
      index.evict(item.seen)
      expect(index.size).toBeLessThanOrEqual(10)
    }
    index.evict(toInstant(start + 10 * DAY))
    expect(index.size).toBe(0)
    expect(index.members(hashId('topic', all[0]?.article ?? ''))).toEqual([])
  })

  it('looks for copies only within its window, for topics longer', () => {
    const [first] = storyItems('canteen')
    if (!first) throw new Error('no story')
    const { index } = fill([first])
    const later = toInstant(start + 20 * DAY)
    index.evict(later)
    expect(index.assign({ ...first, article: 'late', published: later, seen: later })).toMatchObject({
      why: 'alike',
      member: { copyOf: null, topic: hashId('topic', first.article) },
    })
  })
})
