import type { Outlook, TrendsResponse } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import { aheadOf } from '../src/model/buckets.js'

const day = (n: number): string => new Date(Date.UTC(2026, 10, n, -8)).toISOString()
const trends: TrendsResponse = {
  interval: 'day',
  buckets: [day(19), day(20)],
  series: [{ key: '', name: '全部', counts: [8, 3] }],
}
const outlook: Outlook = {
  interval: 'day',
  buckets: [day(20), day(21)],
  bands: [
    { low: 5, middle: 8, high: 12 },
    { low: 4, middle: 7, high: 11 },
  ],
}

describe('what is likely to come', () => {
  it('stands over the day that goes on and behind it, with nothing over days that are over', () => {
    expect(aheadOf(trends, outlook)).toEqual({
      buckets: [day(19), day(20), day(21)],
      low: [null, 5, 4],
      middle: [null, 8, 7],
      width: [null, 7, 7],
    })
  })
  it('is not drawn over buckets of another width, nor while nothing is known', () => {
    expect(aheadOf({ ...trends, interval: 'hour' }, outlook)).toBeUndefined()
    expect(aheadOf(trends, { ...outlook, bands: null })).toBeUndefined()
    expect(aheadOf(trends, undefined)).toBeUndefined()
  })
})
