import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankMatters } from '../src/join-model.js'

/** Few different scores, so that many matters tie. */
const score = fc.integer({ min: -2, max: 2 })
const cases = fc.array(fc.record({ row: fc.integer({ min: -1, max: 9 }), head: fc.integer({ min: -1, max: 4 }) }), {
  maxLength: 30,
})

describe('ranking matters', () => {
  it('begins as the ranking of all does, however few are asked for, ties by code included', () => {
    const likeness = fc.array(score, { minLength: 10, maxLength: 10 })
    const heads = fc.array(score, { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(cases, likeness, heads, fc.nat(35), (matters, byRow, byHead, most) => {
        const slots = matters.map(({ row, head }, i) => ({ code: `m${i}`, row, domainHead: head, leadHead: head }))
        const findings = matters.flatMap((_, i) => (i % 3 === 0 ? [{ code: `m${i}`, hits: [], logOdds: i % 2 }] : []))
        const rules = { shared: { source: 0, grievance: 0, aside: 0 }, findings }
        const rank = (count?: number) =>
          rankMatters(slots, rules, Float64Array.from(byHead), Float64Array.from(byRow), count)
        const all = rank()
        expect(rank(most)).toEqual(all.slice(0, most))
        // Those that the model does not know need a rule.
        expect(all.length).toBe(matters.filter(({ row }, i) => row >= 0 || i % 3 === 0).length)
        const inOrder = [...all].sort((a, b) => b.logOdds - a.logOdds || (a.code < b.code ? -1 : 1))
        expect(all).toEqual(inOrder)
      }),
    )
  })
})
