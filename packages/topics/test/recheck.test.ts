import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLinkTable } from '../src/cluster/link-table.js'
import { regroup, type Link } from '../src/cluster/regroup.js'
import { createTopicIndex, type Member, type TopicItem } from '../src/index.js'
import { storyItems, storyNames } from './stories.js'
import { itemOf, partitionOf } from './support.js'

const links = (...all: readonly (readonly [number, number, number])[]): Link[] =>
  all.map(([a, b, score]) => ({ a, b, score }))

describe('regrouping', () => {
  it('merges the nearest first, by the best three scores between two groups', () => {
    const near = links([0, 1, 0.9], [2, 3, 0.9], [1, 2, 0.5])
    // 0.5 / 3: one likeness of four pairs is not enough.
    expect(regroup([0, 1, 2, 3], near, 0.3)).toEqual([
      [0, 1],
      [2, 3],
    ])
    expect(regroup([0, 1, 2, 3], [...near, ...links([0, 2, 0.3], [0, 3, 0.2])], 0.3)).toEqual([[0, 1, 2, 3]])
  })

  it('leaves alone who has no link, and does not chain over one member', () => {
    expect(regroup([4, 7, 9], links([4, 7, 0.2]), 0.3)).toEqual([[4], [7], [9]])
    const chain = links([0, 1, 0.8], [1, 2, 0.7], [2, 3, 0.8], [3, 4, 0.7])
    expect(Math.max(...regroup([0, 1, 2, 3, 4], chain, 0.3).map((group) => group.length))).toBeLessThan(5)
  })

  it('begins with what people bound together, and keeps apart what they parted, whatever the scores', () => {
    const near = links([0, 1, 0.9], [1, 2, 0.9], [2, 3, 0.9], [0, 3, 0.9])
    const parted = new Map([
      [0, ['act+']],
      [3, ['act-']],
    ])
    for (const group of regroup([0, 1, 2, 3], near, 0.3, parted))
      expect(group.includes(0) && group.includes(3)).toBe(false)
    const bound = new Map([
      [0, ['act']],
      [7, ['act', 'other']],
      [9, ['other']],
    ])
    expect(regroup([0, 1, 7, 9], links([0, 1, 0.2]), 0.3, bound)).toEqual([[0, 7, 9], [1]])
  })

  it('does not depend on the order of links and members', () => {
    const pair = fc.tuple(fc.nat(11), fc.nat(11), fc.constantFrom(0.2, 0.4, 0.4, 0.6, 0.8))
    fc.assert(
      fc.property(fc.uniqueArray(pair, { selector: ([a, b]) => [a, b].toSorted().join(), maxLength: 40 }), (pairs) => {
        const all = links(...pairs.filter(([a, b]) => a !== b))
        const members = Array.from({ length: 12 }, (_, at) => at)
        const groups = regroup(members, all, 0.3)
        expect(regroup(members.toReversed(), all.toReversed(), 0.3)).toEqual(groups)
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual(members)
      }),
      { numRuns: 200 },
    )
  })

  it('groups a flood of thousands in a moment', () => {
    const flood = Array.from({ length: 4_000 }, (_, at) => at)
    const all = flood.flatMap((b) => [1, 2, 7, 30].filter((d) => b >= d).map((d) => ({ a: b - d, b, score: 0.9 })))
    const began = performance.now()
    expect(regroup(flood, all, 0.3).length).toBeLessThan(2_000)
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})

describe('links', () => {
  it('finds all that hang together, and forgets who has gone', () => {
    const table = createLinkTable()
    table.add(1, [0, 0.5])
    table.add(3, [1, 0.4, 2, 0.3])
    table.add(9, [8, 0.9])
    expect(table.around([0], 0.45).members).toEqual([0, 1])
    expect(table.around([0], 0)).toEqual({
      members: [0, 1, 2, 3],
      links: links([0, 1, 0.5], [1, 3, 0.4], [2, 3, 0.3]),
    })
    table.remove(1)
    expect(table.around([3], 0).members).toEqual([2, 3])
    expect(table.around([0], 0).members).toEqual([0])
  })
})

describe('the second look', () => {
  /** Members as they would be if the items had come when nobody could know better: those of `apart` each alone. */
  const scattered = (apart: (order: number) => boolean): Member[] => {
    const index = createTopicIndex([])
    const members = storyNames.flatMap((name) => storyItems(name)).map((item) => index.assign(item)?.member as Member)
    return members.map((member) => (apart(member.order) ? { ...member, topic: `alone-${member.order}` } : member))
  }
  const ids = storyNames.flatMap((name) => storyItems(name).map(({ article }) => article))
  const whole = partitionOf(createTopicIndex(scattered(() => false)), ids)

  it('brings together what was opened apart, keeps the id that most had, and leaves redirects', () => {
    const index = createTopicIndex(scattered((order) => order % 4 === 3))
    const { moved, redirects } = index.recheck(0)
    expect(partitionOf(index, ids)).toEqual(whole)
    expect(moved.length).toBeGreaterThan(0)
    expect(redirects.length).toBe(new Set(moved.filter(({ copyOf }) => copyOf === null).map(({ order }) => order)).size)
    for (const { from, to } of redirects) {
      expect(index.group(from)).toBeNull()
      expect(index.group(to)).not.toBeNull()
    }
    for (const member of moved) expect(index.member(member.item.article)?.topic).toBe(member.topic)
    expect(index.recheck(0)).toEqual({ moved: [], touched: [], redirects: [] })
  })

  it('parts what does not belong together', () => {
    const together = scattered(() => false).map((member) => ({ ...member, topic: 'all' }))
    const index = createTopicIndex(together)
    const { redirects } = index.recheck(0)
    expect(partitionOf(index, ids)).toEqual(whole)
    expect(redirects).toEqual([])
    expect(index.group('all')).not.toBeNull()
  })

  it('says the same after a restart', () => {
    const members = scattered((order) => order % 3 === 1)
    const [one, other] = [createTopicIndex(members), createTopicIndex(members.toReversed())]
    expect(other.recheck(5)).toEqual(one.recheck(5))
  })

  it('takes copies along, and an answer stays with its question', () => {
    const [first, second] = storyItems('canteen')
    if (!first || !second) throw new Error('no story')
    const index = createTopicIndex([])
    index.assign(first)
    index.assign({ ...first, article: 'copy' })
    const answer = itemOf('answer', { minute: 9, body: '您好，已转有关部门核实处理。', replyTo: first.article })
    index.assign(answer)
    const alone = [...index.members(index.member('copy')?.topic ?? '')].map((member) => ({ ...member, topic: 'a' }))
    const moved = createTopicIndex(
      alone.map((member) => (member.item.article === 'answer' ? { ...member, topic: 'b' } : member)),
    )
    expect(moved.recheck(0).moved).toHaveLength(1)
    expect(new Set(['copy', 'answer', first.article].map((id) => moved.member(id)?.topic))).toEqual(new Set(['a']))
  })

  it('looks at nothing that has hung together with nothing new', () => {
    const index = createTopicIndex(scattered((order) => order % 4 === 3))
    expect(index.recheck(index.nextOrder)).toEqual({ moved: [], touched: [], redirects: [] })
  })
})

describe('what a person decided', () => {
  const setUp = () => {
    const index = createTopicIndex([])
    const items = storyNames.flatMap((name) => storyItems(name))
    for (const item of items) index.assign(item)
    const topicOf = (article: string) => index.member(article)?.topic ?? ''
    return { index, items, topicOf }
  }
  const [one, other] = storyNames.slice(0, 2).map((name) => storyItems(name).map(({ article }) => article)) as [
    string[],
    string[],
  ]
  /** The same index from its rows. */
  const reopened = (index: ReturnType<typeof createTopicIndex>, items: readonly TopicItem[]) =>
    createTopicIndex(items.map((item) => ({ ...(index.member(item.article) as Member), item })))

  it('puts two topics together, and no later look parts them', () => {
    const { index, items, topicOf } = setUp()
    const [from, into] = [topicOf(one[0] ?? ''), topicOf(other[0] ?? '')]
    const { redirects, touched, bound } = index.decide({ act: 'm', from, into })
    expect(redirects).toEqual([{ from, to: into }])
    expect(touched).toEqual([into])
    expect(bound).toHaveLength(index.group(into)?.timeline.length ?? 0)
    for (const again of [index, reopened(index, items)]) {
      expect(again.recheck(0)).toEqual({ moved: [], touched: [], redirects: [] })
      expect(new Set([...one, ...other].map((article) => again.member(article)?.topic))).toEqual(new Set([into]))
    }
  })

  it('takes some out of a topic, and no later look brings them back', () => {
    const { index, items, topicOf } = setUp()
    const from = topicOf(one[0] ?? '')
    const leaving = one.filter((article) => topicOf(article) === from).slice(0, 2)
    const { touched, redirects, moved } = index.decide({ act: 's', from, into: 'new', leaving })
    expect(redirects).toEqual([])
    expect(touched).toEqual([from, 'new'].toSorted())
    expect(moved.map(({ topic }) => topic)).toEqual(moved.map(() => 'new'))
    for (const again of [index, reopened(index, items)]) {
      again.recheck(0)
      expect(leaving.map((article) => again.member(article)?.topic)).toEqual(['new', 'new'])
      expect(again.group(from)).not.toBeNull()
    }
  })

  it('counts as he decided last', () => {
    const { index, topicOf } = setUp()
    const from = topicOf(one[0] ?? '')
    const leaving = one.filter((article) => topicOf(article) === from).slice(0, 2)
    index.decide({ act: 's', from, into: 'new', leaving })
    index.decide({ act: 'm', from: 'new', into: from })
    index.recheck(0)
    expect(leaving.map(topicOf)).toEqual([from, from])
    index.decide({ act: 's2', from, into: 'newer', leaving })
    index.recheck(0)
    expect(leaving.map(topicOf)).toEqual(['newer', 'newer'])
  })

  it('takes an original out with its copies, whichever of them was named', () => {
    const index = createTopicIndex([])
    const [first, second] = storyItems('canteen')
    if (!first || !second) throw new Error('no story')
    for (const item of [first, { ...first, article: 'copy' }, second]) index.assign(item)
    const from = index.member('copy')?.topic ?? ''
    expect(index.member(second.article)?.topic).toBe(from)
    index.decide({ act: 's', from, into: 'new', leaving: ['copy'] })
    expect([first.article, 'copy', second.article].map((id) => index.member(id)?.topic)).toEqual(['new', 'new', from])
  })

  it('is nothing when nobody would go or nobody stay', () => {
    const { index, topicOf } = setUp()
    const from = topicOf(one[0] ?? '')
    const all = index.members(from).map(({ item }) => item.article)
    for (const leaving of [[], ['nobody'], all])
      expect(index.decide({ act: 's', from, into: 'new', leaving })).toMatchObject({
        moved: [],
        bound: [],
        touched: [],
      })
    expect(index.decide({ act: 'm', from: 'nowhere', into: from })).toMatchObject({ moved: [], bound: [] })
  })
})
