import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, groupOf, restingLevel, type Member } from '../src/index.js'
import { storyItems } from './stories.js'
import { at, freshness, itemOf, rules } from './support.js'

const members: Member[] = storyItems('canteen').map((item, order) => ({
  order,
  topic: 't',
  copyOf: null,
  keys: [],
  links: [],
  item: {
    ...item,
    matters:
      order % 3 === 0
        ? [{ code: 'food', name: '食品', domain: 'food-drug', score: 0.7 }, ...item.matters]
        : item.matters,
  },
}))
const copy = (order: number, of: number, minute: number): Member => ({
  order,
  topic: 't',
  copyOf: members[of]?.item.article ?? '',
  keys: [],
  links: [],
  item: { ...itemOf(`copy-${order}`, { minute }), matters: [] },
})
const all: Member[] = [...members, copy(20, 0, 30), copy(21, 0, 50), copy(22, 3, 60)]

describe('a topic’s members', () => {
  it('are judged alike in whatever order they came', () => {
    const judge = (order: readonly Member[]) => evaluate(groupOf(order), restingLevel, at(200), freshness, rules)
    const expected = judge(all)
    const originals = fc.shuffledSubarray(members, { minLength: members.length })
    fc.assert(
      fc.property(originals, fc.shuffledSubarray(all.slice(members.length), { minLength: 3 }), (first, then) => {
        expect(judge([...first, ...then])).toEqual(expected)
        expect(groupOf([...first, ...then]).matter).toEqual(groupOf(all).matter)
      }),
      { numRuns: 30 },
    )
  })

  it('keep the times of the copies that may raise, whatever comes, is revised and goes', () => {
    const [first] = members
    const change = fc.record({ number: fc.nat(8), minute: fc.nat(90), raises: fc.boolean(), goes: fc.boolean() })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const group = groupOf(first ? [first] : [])
        for (const { number, minute, raises, goes } of changes) {
          const member = copy(30 + number, 0, minute)
          if (goes) group.remove(member.item.article)
          else group.put({ ...member, item: { ...member.item, raises } })
        }
        const [original] = group.timeline
        const times = original?.copies.filter((item) => item.raises).map((item) => Date.parse(item.published))
        expect(original?.raisingCopies).toEqual(times?.sort((a, b) => a - b))
        expect(original?.copies.length).toBe(group.size - 1)
      }),
    )
  })

  it('come and go without a trace', () => {
    const group = groupOf(all)
    for (const { item } of all.slice(4, 15)) group.remove(item.article)
    const rest = [...all.slice(0, 4), ...all.slice(15)]
    const anew = groupOf(rest)
    expect(group.members).toEqual(anew.members)
    expect(group.timeline).toEqual(anew.timeline)
    expect(group.oldest).toBe(0)
    group.remove(members[0]?.item.article ?? '')
    expect(group.oldest).toBe(1)
    group.remove('unknown')
    expect(group.size).toBe(rest.length - 1)
  })

  it('take a revision where the member stands, with its copies', () => {
    const group = groupOf(all)
    const [first] = members
    const [lastCopy] = all.slice(-1)
    if (!first || !lastCopy) throw new Error('no members')
    group.put({ ...first, item: { ...first.item, revision: 2, title: '更正' } })
    group.put({ ...lastCopy, item: { ...lastCopy.item, revision: 2 } })
    expect(group.members.map(({ order }) => order)).toEqual(all.map(({ order }) => order))
    expect(group.timeline[0]).toMatchObject({ item: { title: '更正' }, copies: [{}, {}] })
    expect(group.size).toBe(all.length)
  })

  it('tell of the matter that most speak of, the government’s only when nobody else spoke', () => {
    const official = { ...itemOf('o', { matters: [{ code: 'other', name: '别的', domain: null, score: 1 }] }) }
    const answer: Member = {
      order: 30,
      topic: 't',
      copyOf: null,
      keys: [],
      links: [],
      item: { ...official, source: { ...official.source, official: true } },
    }
    expect(groupOf([...members, answer]).matter?.code).toBe('canteen')
    expect(groupOf([answer]).matter?.code).toBe('other')
    expect(groupOf([]).matter).toBeNull()
  })
})
