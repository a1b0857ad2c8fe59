import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from '../src/index.js'

const cases: readonly [string, string][] = [
  ['Mon, 16 Nov 2026 08:35:00 GMT', '2026-11-16T08:35:00.000Z'],
  ['Tue, 16 Nov 2026 08:35:00 +0800', '2026-11-16T00:35:00.000Z'],
  ['16 Nov 26 08:35 EST', '2026-11-16T13:35:00.000Z'],
  ['Mon Nov 16 08:35:00 CST 2026', '2026-11-16T00:35:00.000Z'],
  ['November 16, 2026 8:35 PM', '2026-11-16T12:35:00.000Z'],
  ['2026-11-16T08:35:00Z', '2026-11-16T08:35:00.000Z'],
  ['2026-11-16T08:35:00.123+09:00', '2026-11-15T23:35:00.123Z'],
  ['2026-11-16 08:35:00', '2026-11-16T00:35:00.000Z'],
  ['2026-11-16', '2026-11-15T16:00:00.000Z'],
  ['2026/11/6 8:35', '2026-11-06T00:35:00.000Z'],
  ['发布时间：2026年11月16日 08:35 来源：诸暨日报', '2026-11-16T00:35:00.000Z'],
  ['2026年11月16日 星期一 下午3时05分', '2026-11-16T07:05:00.000Z'],
  ['２０２６年１１月１６日　０８：３５', '2026-11-16T00:35:00.000Z'],
  ['2026.11.16', '2026-11-15T16:00:00.000Z'],
  ['20261116083500', '2026-11-16T00:35:00.000Z'],
  ['1795000000', '2026-11-18T11:06:40.000Z'],
  ['1795000000000', '2026-11-18T11:06:40.000Z'],
  ['Mon, 16 Nov 2026 08:35:00 GMT+8', '2026-11-16T00:35:00.000Z'],
]

describe('parseDate', () => {
  it.each(cases)('reads %s', (text, instant) => {
    expect(parseDate(text)).toBe(instant)
  })

  it.each(['', 'soon', '2026-02-30', '2026-13-01', '12345', '第13届2-3号', '电话 0575-87012345'])(
    'finds no date in "%s"',
    (text) => {
      expect(parseDate(text)).toBeUndefined()
    },
  )

  it('reads bare local times in the zone it is given', () => {
    expect(parseDate('2026-07-01 12:00', 'America/New_York')).toBe('2026-07-01T16:00:00.000Z')
    expect(parseDate('2026-01-01 12:00', 'UTC')).toBe('2026-01-01T12:00:00.000Z')
  })

  it('fills in year and day from the time of reading, and only then', () => {
    const reading = Date.parse('2026-01-02T04:00:00Z')
    expect(parseDate('12-30 08:35', undefined, reading)).toBe('2025-12-30T00:35:00.000Z')
    expect(parseDate('昨天 08:35', undefined, reading)).toBe('2026-01-01T00:35:00.000Z')
    expect(parseDate('3分钟前', undefined, reading)).toBe('2026-01-02T03:57:00.000Z')
    expect(parseDate('12-30 08:35')).toBeUndefined()
  })

  it('reads back every instant that it could have written', () => {
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(seconds, (second) => {
        const instant = new Date(second * 1_000).toISOString()
        expect(parseDate(instant)).toBe(instant)
        expect(parseDate(new Date(second * 1_000).toUTCString())).toBe(instant)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => ['string', 'undefined'].includes(typeof parseDate(text, 'Nowhere/City', 0))),
    )
  })
})
