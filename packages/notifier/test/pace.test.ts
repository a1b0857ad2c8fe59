import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshPace, paceAfter, planFor, roomIn } from '../src/index.js'

const limits = [{ most: 20, perMs: 60_000 }]

describe('the allowance of a channel', () => {
  it('keeps half of its places for red and orange calls', () => {
    expect(roomIn(freshPace, limits, 1_000)).toEqual({ urgent: 20, usual: 10 })
    expect(roomIn(paceAfter(freshPace, limits, 1_000, 12), limits, 2_000)).toEqual({ urgent: 8, usual: 0 })
    expect(roomIn(paceAfter(freshPace, limits, 1_000, 12), limits, 63_000)).toEqual({ urgent: 20, usual: 10 })
  })

  it('is the least of several, and nothing while the other side wants quiet', () => {
    const two = [...limits, { most: 3, perMs: 1_000 }]
    expect(roomIn(paceAfter(freshPace, two, 500, 2), two, 600)).toEqual({ urgent: 1, usual: 0 })
    expect(roomIn({ ...freshPace, restUntil: 700 }, two, 699)).toEqual({ urgent: 0, usual: 0 })
  })

  it('is never passed in any minute, whatever is asked for when', () => {
    const asks = fc.array(fc.record({ wait: fc.nat(20_000), want: fc.nat(30) }), { maxLength: 60 })
    fc.assert(
      fc.property(asks, (all) => {
        let [now, pace] = [1, freshPace]
        const sent: number[] = []
        for (const { wait, want } of all) {
          now += wait
          const given = Math.min(want, roomIn(pace, limits, now).urgent)
          pace = paceAfter(pace, limits, now, given)
          sent.push(...Array<number>(given).fill(now))
          expect(sent.filter((at) => at > now - 60_000).length).toBeLessThanOrEqual(20)
        }
      }),
    )
  })
})

describe('a digest', () => {
  const full = { urgent: 10, usual: 0 }
  const at = 1_790_000_000_000
  const free = { urgent: 20, usual: 10 }

  it('is due when calls have had no room for half a minute, and a minute after the last', () => {
    const first = planFor(freshPace, full, 5, at + 1_000)
    expect(first).toEqual({ plan: 'gather', state: { ...freshPace, lackSince: at + 1_000 } })
    expect(planFor(first.state, full, 5, at + 30_999).plan).toBe('gather')
    expect(planFor(first.state, full, 5, at + 31_000)).toEqual({
      plan: 'digest',
      state: { ...freshPace, digestAt: at + 31_000 },
    })
    expect(planFor({ ...first.state, digestAt: at + 31_000 }, full, 5, at + 90_999).plan).toBe('gather')
    expect(planFor({ ...first.state, digestAt: at + 31_000 }, full, 5, at + 91_000).plan).toBe('digest')
  })

  it('takes what was gathered also when there is room again by then: nothing is sent late by itself', () => {
    const waited = { ...freshPace, lackSince: at + 1 }
    expect(planFor(waited, free, 5, at + 20_000).plan).toBe('gather')
    expect(planFor(waited, free, 5, at + 30_001).plan).toBe('digest')
  })

  it('is not made of a single call, nor without a place for it', () => {
    const waited = { ...freshPace, lackSince: at + 1 }
    expect(planFor(waited, { urgent: 0, usual: 0 }, 9, at + 100_000).plan).toBe('gather')
    expect(planFor(waited, full, 1, at + 100_000).plan).toBe('gather')
    expect(planFor(waited, free, 1, at + 100_000)).toEqual({ plan: 'send', state: freshPace })
    expect(planFor(freshPace, free, 10, at + 100_000)).toEqual({ plan: 'send', state: freshPace })
  })

  it('does not wait for a clock that was set back', () => {
    expect(planFor({ ...freshPace, lackSince: at + 9_000_000 }, full, 5, at + 1_000).state.lackSince).toBe(at + 1_000)
  })
})
