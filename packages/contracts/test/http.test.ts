import { describe, expect, it } from 'vitest'
import {
  dispatchAlertSchema,
  pageQuerySchema,
  pushItemSchema,
  pushRequestSchema,
  searchFilterSchema,
  searchQuerySchema,
  ticketCommandSchema,
  ticketsQuerySchema,
  trendsQuerySchema,
} from '../src/index.js'

const takes = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success

describe('the page of a list', () => {
  it('is of 50, unless 1 … 200 are asked for', () => {
    expect(pageQuerySchema.parse({})).toEqual({ limit: 50 })
    expect(pageQuerySchema.parse({ limit: '1' }).limit).toBe(1)
    expect(pageQuerySchema.parse({ limit: '200', cursor: 'c' })).toEqual({ limit: 200, cursor: 'c' })
  })

  it.each(['0', '201', '-1', '1.5', 'ten', '', '1e9', 'Infinity'])('is not of %j', (limit) => {
    expect(takes(pageQuerySchema, { limit })).toBe(false)
  })

  it('takes no endless cursor', () => {
    expect(takes(pageQuerySchema, { cursor: 'c'.repeat(500) })).toBe(true)
    expect(takes(pageQuerySchema, { cursor: 'c'.repeat(501) })).toBe(false)
  })
})

describe('filters of search and trends', () => {
  it('take one or several codes between commas, blanks left out', () => {
    expect(searchFilterSchema.parse({ domain: 'wages', place: '330681104,330681108', source: 'a,,b,' })).toMatchObject({
      domain: ['wages'],
      place: ['330681104', '330681108'],
      source: ['a', 'b'],
    })
  })

  it('filter nothing where they are absent or empty', () => {
    const { domain, matter, tier } = searchFilterSchema.parse({ matter: '' })
    expect({ domain, matter, tier }).toEqual({ domain: undefined, matter: undefined, tier: undefined })
  })

  it('want an offset with a time, so that nobody guesses the zone', () => {
    expect(takes(searchFilterSchema, { from: '2026-11-23T08:00:00+08:00', to: '2026-11-23T00:00:00Z' })).toBe(true)
    expect(takes(searchFilterSchema, { from: '2026-11-23T08:00:00' })).toBe(false)
    expect(takes(searchFilterSchema, { to: '2026-11-23' })).toBe(false)
  })

  it('read yes and no as they stand in an address, where the word false is not true', () => {
    expect(searchFilterSchema.parse({ civic: 'false' }).civic).toBe(false)
    expect(searchFilterSchema.parse({ civic: 'true' }).civic).toBe(true)
    expect(ticketsQuerySchema.parse({ open: '0' }).open).toBe(false)
    expect(takes(searchFilterSchema, { civic: 'perhaps' })).toBe(false)
  })

  it('are the same in search, which adds page and order, and in trends, which add interval and split', () => {
    expect(searchQuerySchema.parse({ q: '食堂 AND NOT 招标', tier: 'forum' })).toMatchObject({
      q: '食堂 AND NOT 招标',
      tier: ['forum'],
      limit: 50,
      order: 'newest',
    })
    expect(trendsQuerySchema.parse({ tier: 'forum' })).toMatchObject({ tier: ['forum'], interval: 'hour', by: 'none' })
    expect(takes(searchQuerySchema, { limit: '500' })).toBe(false)
    expect(takes(searchQuerySchema, { q: '水'.repeat(2_001) })).toBe(false)
  })
})

describe('pushed items', () => {
  const item = { id: '20261123-17', source: 'hotline' }

  it('come alone or as a list, with empty text where none is given', () => {
    const full = { ...item, title: '', body: '' }
    expect(pushRequestSchema.parse(item)).toEqual(full)
    expect(pushRequestSchema.parse({ items: [item, { ...item, id: '18', title: '停水' }] })).toEqual({
      items: [full, { ...full, id: '18', title: '停水' }],
    })
  })

  it('are 1 … 500 in a list', () => {
    const list = (length: number) => ({ items: Array.from({ length }, (_, i) => ({ ...item, id: String(i) })) })
    expect(takes(pushRequestSchema, list(500))).toBe(true)
    expect(takes(pushRequestSchema, list(501))).toBe(false)
    expect(takes(pushRequestSchema, list(0))).toBe(false)
  })

  it('are not both forms at once', () => {
    expect(takes(pushRequestSchema, { ...item, items: [item] })).toBe(false)
  })

  it.each([
    ['no id', { id: '' }],
    ['no source', { source: '' }],
    ['an unknown field', { phone: '1' }],
    ['a time without offset', { published: '2026-11-23 08:00:00' }],
    ['a body past the limit', { body: '水'.repeat(200_001) }],
    ['a negative count', { metrics: { reads: -1 } }],
  ])('are refused with %s', (_what, change) => {
    expect(takes(pushItemSchema, { ...item, ...change })).toBe(false)
    expect(takes(pushRequestSchema, { items: [item, { ...item, ...change }] })).toBe(false)
  })
})

describe('commands', () => {
  it('carry the version that was on the screen', () => {
    expect(takes(ticketCommandSchema, { version: 3, text: '已修复' })).toBe(true)
    for (const version of [undefined, 0, '3', 1.5])
      expect(takes(ticketCommandSchema, { version, text: '已修复' })).toBe(false)
    expect(takes(dispatchAlertSchema, { version: 3 })).toBe(false)
  })

  it('are refused with a field that no act knows', () => {
    expect(takes(ticketCommandSchema, { version: 3, reson: '错别字' })).toBe(false)
  })
})
