import type { Topic } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { loadOffice, shippedConfig } from '@guanlan/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inputsOf, judgeInputs } from '../src/index.js'

const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
const rules = { levels: office.levels, signals: office.signals, domains: office.domains }
const rank = { blue: 0, yellow: 1, orange: 2, red: 3 } as const
const tiers = ['government', 'media', 'forum', 'hotlist', 'hotline', 'social'] as const

const inputs = fc
  .record({
    heat: fc.integer({ min: 0, max: 100 }),
    items: fc.integer({ min: 2, max: 200 }),
    voices: fc.integer({ min: 3, max: 200 }),
    growth: fc.double({ min: 1, max: 32, noNaN: true }),
    sources: fc.integer({ min: 1, max: 12 }),
    tiers: fc.integer({ min: 1, max: 6 }),
    negativity: fc.double({ min: 0, max: 1, noNaN: true }),
    urgency: fc.integer({ min: 0, max: 3 }),
    voices3: fc.integer({ min: 0, max: 60 }),
    voices12: fc.integer({ min: 0, max: 80 }),
    reposts: fc.constantFrom(0, 500),
    grievance: fc.constant(true),
    domain: fc.constantFrom(...office.domains.map(({ code }) => code), null),
    signals: fc.subarray(office.signals.map(({ kind }) => kind as string)),
  })
  .map((all) => ({ ...all, tiers: Math.min(all.tiers, all.sources) }))

describe('what a level would be', () => {
  it('is, with nothing moved, what it is: points to a few tenths, and the same floors', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const judged = judgeInputs(given, rules)
        const topic = {
          ...given,
          level: judged.level,
          points: judged.points,
          reasons: judged.reasons,
          sources: Array.from({ length: given.sources }, (_, n) => ({ id: `s${n}`, tier: tiers[n % given.tiers] })),
        } as unknown as Topic
        const again = judgeInputs(inputsOf(topic, rules), rules)
        expect(Math.abs(again.points - judged.points)).toBeLessThanOrEqual(0.3)
        const floors = (one: typeof judged) =>
          one.reasons.map(({ kind }) => kind).filter((kind) => kind.startsWith('floor:'))
        expect(floors(again)).toEqual(floors(judged))
      }),
    )
  })

  it('never falls when something grows', () => {
    const growing = [
      'heat',
      'voices',
      'growth',
      'sources',
      'negativity',
      'urgency',
      'voices3',
      'voices12',
      'reposts',
    ] as const
    const most = {
      heat: 100,
      voices: 1e4,
      growth: 64,
      sources: 1e3,
      negativity: 1,
      urgency: 3,
      voices3: 1e4,
      voices12: 1e4,
      reposts: 1e6,
    }
    fc.assert(
      fc.property(inputs, fc.constantFrom(...growing), (given, what) => {
        const more = judgeInputs({ ...given, [what]: most[what] }, rules)
        expect(rank[more.level]).toBeGreaterThanOrEqual(rank[judgeInputs(given, rules).level])
      }),
    )
  })
})
