import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trendsOf, type Series } from '../src/index.js'

const hours = 8 * 168
const slotOf = (hour: number) => hour % 168
const ground = { from: 0, until: hours, slotOf, seasons: () => 1 }
const day = { stretches: 7, hours: 24 }
/** `at`: voices of an hour. */
const seriesOf = (at: (hour: number) => number): Series => ({
  key: 's',
  parent: null,
  domain: 'housing',
  counts: new Map(Array.from({ length: hours }, (_, hour) => [hour, at(hour)] as const).filter(([, n]) => n > 0)),
})
const weekOf = (series: Series) => trendsOf([series], ground, day).get('s') ?? []
const isWeekend = (hour: number) => hour % 168 >= 120

describe('the trend of a series', () => {
  it('follows the week: busy days are foretold busy, quiet ones quiet', () => {
    const week = weekOf(seriesOf((hour) => (isWeekend(hour) ? 0 : 3)))
    expect(week.map(({ from }) => from - hours)).toEqual([0, 24, 48, 72, 96, 120, 144])
    for (const { middle } of week.slice(0, 5)) expect(middle).toBeGreaterThan(60)
    for (const { high } of week.slice(5)) expect(high).toBeLessThan(30)
  })

  it('knows that more than usual comes at present, and that this passes', () => {
    const calm = weekOf(seriesOf(() => 2))
    const busy = weekOf(seriesOf((hour) => (hour >= hours - 72 ? 6 : 2)))
    expect(busy[0]?.middle ?? 0).toBeGreaterThan(1.4 * (calm[0]?.middle ?? 0))
    expect(busy[6]?.middle ?? 0).toBeLessThan(busy[0]?.middle ?? 0)
  })

  it('foretells a silent series silent, and orders its bands whatever came', () => {
    for (const { low, high } of weekOf(seriesOf(() => 0))) expect([low, high]).toEqual([0, 0])
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 60 }), (counts) => {
        for (const { low, middle, high } of weekOf(seriesOf((hour) => counts[hour % counts.length] ?? 0))) {
          expect(low).toBeLessThanOrEqual(middle)
          expect(middle).toBeLessThanOrEqual(high)
          expect(Number.isFinite(high)).toBe(true)
        }
      }),
      { numRuns: 15 },
    )
  })
})
