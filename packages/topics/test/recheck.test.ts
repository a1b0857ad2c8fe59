import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLinkTable } from '../src/cluster/link-table.js'
import { regroup, type Link } from '../src/cluster/regroup.js'
import { createTopicIndex, type Member } from '../src/index.js'
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
    expect(table.around([0])).toEqual({
      members: [0, 1, 2, 3],
      links: links([0, 1, 0.5], [1, 3, 0.4], [2, 3, 0.3]),
    })
    table.remove(1)
    expect(table.around([3]).members).toEqual([2, 3])
    expect(table.around([0]).members).toEqual([0])
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
    expect(index.recheck(0)).toEqual({ moved: [], redirects: [] })
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
    expect(index.recheck(index.nextOrder)).toEqual({ moved: [], redirects: [] })
  })
})
