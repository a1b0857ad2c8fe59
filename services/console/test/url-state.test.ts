import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  analysisFromQuery,
  analysisToQuery,
  dutyFromQuery,
  dutyToQuery,
  intervalOf,
  ranges,
  sourcesFromQuery,
  sourcesToQuery,
  windowBefore,
  windowOf,
} from '../src/model/url-state.js'
import { alignBefore, bucketLabel, bucketRange } from '../src/model/buckets.js'

const NOW = Date.parse('2026-11-22T12:30:00.000Z')

describe('the address', () => {
  it('holds the whole state of the analysis page', () => {
    const code = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
    const codes = fc.array(code, { maxLength: 3 })
    const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    const state = fc.record({
      q: fc.string({ maxLength: 20 }),
      range: fc.constantFrom(...ranges),
      from: instant.map((date) => date.toISOString()),
      to: instant.map((date) => date.toISOString()),
      domain: codes,
      department: codes,
      place: codes,
      source: codes,
      tier: codes,
      civic: fc.constantFrom('' as const, 'true' as const, 'false' as const),
      order: fc.constantFrom('newest' as const, 'oldest' as const, 'relevance' as const),
      doc: code,
    })
    fc.assert(
      fc.property(state, (made) => {
        const wanted = made.range === 'custom' ? made : { ...made, from: '', to: '' }
        expect(analysisFromQuery(analysisToQuery(wanted))).toEqual(wanted)
      }),
    )
  })
  it('stays empty while everything stands at its default', () => {
    expect(analysisToQuery(analysisFromQuery({}))).toEqual({})
    expect(dutyToQuery(dutyFromQuery({}))).toEqual({})
    expect(sourcesToQuery(sourcesFromQuery({}))).toEqual({})
  })
  it('survives nonsense', () => {
    expect(dutyFromQuery({ show: 'everything', level: 'purple', sort: ['newest', 'level'] })).toEqual({
      show: 'active',
      level: '',
      domain: '',
      sort: 'newest',
    })
    expect(sourcesFromQuery({ show: 'purple', q: ['a', 'b'] })).toEqual({ show: 'all', q: 'a' })
    expect(analysisFromQuery({ from: 'yesterday', range: '99y', civic: 'maybe' })).toMatchObject({
      range: '7d',
      from: '',
      civic: '',
    })
    expect(analysisFromQuery({ from: '2026-11-22T00:00:00Z' }).range).toBe('custom')
  })
})

describe('windows of time', () => {
  it('reach back from now, on whole hours, and stay open at the end', () => {
    expect(windowOf({ range: '24h', from: '', to: '' }, NOW)).toEqual({ from: '2026-11-21T12:00:00.000Z' })
    expect(windowOf({ range: 'all', from: '', to: '' }, NOW)).toEqual({})
  })
  it('are drawn in hours, days or weeks by their length', () => {
    expect(intervalOf({ from: '2026-11-21T12:00:00.000Z' }, NOW, 48)).toBe('hour')
    expect(intervalOf({ from: '2026-11-15T12:00:00.000Z' }, NOW, 48)).toBe('day')
    expect(intervalOf({ from: '2025-11-15T12:00:00.000Z' }, NOW, 48)).toBe('week')
  })
  it('are compared with the same hours before: a day before a day, weeks before weeks', () => {
    expect(windowBefore({ from: '2026-11-21T12:00:00.000Z' }, NOW)?.shift).toBe(24 * 3_600_000)
    expect(windowBefore({ from: '2026-11-15T12:00:00.000Z' }, NOW)?.shift).toBe(7 * 24 * 3_600_000)
    expect(windowBefore({}, NOW)).toBeUndefined()
  })
})

describe('buckets', () => {
  const hours = ['2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00.000Z', '2026-11-22T12:00:00.000Z']
  it('are named in Beijing time', () => {
    expect(bucketLabel('2026-11-22T16:00:00.000Z', 'hour')).toBe('11-23 00:00')
    expect(bucketLabel('2026-11-22T16:00:00.000Z', 'day')).toBe('11-23')
  })
  it('give the stretch that a brush covers, both ends in, in any order', () => {
    const range = { from: '2026-11-22T10:00:00.000Z', to: '2026-11-22T12:00:00.000Z' }
    expect(bucketRange(hours, 'hour', 0, 1)).toEqual(range)
    expect(bucketRange(hours, 'hour', 1, -4)).toEqual(range)
    expect(bucketRange([], 'hour', 0, 1)).toBeUndefined()
  })
  it('stand over those of the period before; what is not known stays empty, not zero', () => {
    const before = {
      interval: 'hour' as const,
      buckets: ['2026-11-21T10:00:00.000Z', '2026-11-21T11:00:00.000Z'],
      series: [{ key: 'all', name: '', counts: [4, 0] }],
    }
    expect(alignBefore(hours, before, 24 * 3_600_000)).toEqual([4, 0, null])
  })
})
