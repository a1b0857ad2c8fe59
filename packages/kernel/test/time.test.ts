import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND, systemClock, toInstant, toMs } from '../src/index.js'

const instants = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2200, 0, 1) })

describe('instants', () => {
  it('are UTC with milliseconds', () => {
    expect(toInstant(Date.UTC(2026, 10, 22, 8))).toBe('2026-11-22T08:00:00.000Z')
    expect(toMs('2026-11-22T08:00:00.001Z')).toBe(Date.UTC(2026, 10, 22, 8) + 1)
  })

  it('go to milliseconds and back without loss', () => {
    fc.assert(fc.property(instants, (ms) => toMs(toInstant(ms)) === ms))
  })

  it('sort as text the way they follow each other', () => {
    fc.assert(fc.property(instants, instants, (a, b) => toInstant(a) < toInstant(b) === a < b))
  })

  it('may be read with another offset', () => {
    expect(toMs('2026-11-22T16:00:00+08:00')).toBe(toMs('2026-11-22T08:00:00.000Z'))
  })

  it.each(['', 'gestern', '2026-13-01T00:00:00.000Z', '十一月二十二日'])('are not made of %j', (text) => {
    expect(() => toMs(text)).toThrow(RangeError)
  })

  it('are not made of times that no calendar holds, and a refusal quotes little', () => {
    expect(() => toInstant(Number.NaN)).toThrow(RangeError)
    expect(() => toInstant(9e15)).toThrow(RangeError)
    expect(() => toMs('x'.repeat(1_000))).toThrow(/^not an instant: x{40}$/)
  })
})

describe('units', () => {
  it('build on each other', () => {
    expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1_000, 60_000, 3_600_000, 86_400_000])
  })

  it('are those of the wall clock', () => {
    const before = Date.now()
    const now = systemClock.now()
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now - before).toBeLessThan(MINUTE)
  })
})
