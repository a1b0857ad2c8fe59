import { briefDetailSchema, briefsSchema } from '@guanlan/contracts'
import { DAY, toInstant, toMs } from '@guanlan/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, openApi, seedAlert, seedSearch, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi()
})
afterEach(() => api.close())

/** 16:00 in Shanghai. */
const today = '2026-11-20'
const read = async (day: string) => briefDetailSchema.parse((await api.get(`/api/v1/briefs/${day}`)).json())
const words = { overview: '总', stories: '重点', tickets: '处置', sources: '来源', advice: '建议尽快公布送检结果' }
const keep = (version: number, headers = as('analyst', '周衡'), day = today) =>
  api.post(`/api/v1/briefs/${day}/keep`, { version, words }, headers)

/** `count` items about food at this instant. */
const items = (at: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `${at}-${n}`,
    at,
    domains: ['food-drug'],
    matters: ['school-canteen'],
  }))

describe('the brief of a day', () => {
  it('compares the hours so far with the same hours of the days before', async () => {
    const daysBack = (days: number, at: string) => toInstant(toMs(at) - days * DAY)
    const morning = '2026-11-20T02:10:00.000Z'
    const evening = '2026-11-20T12:00:00.000Z'
    await seedSearch(api, ...items(morning, 9), ...[1, 2, 3].flatMap((back) => items(daysBack(back, morning), 3)))
    await seedSearch(api, ...[1, 2, 3].flatMap((back) => items(daysBack(back, evening), 50)))
    // Nothing of the fourth day back: what came before it is not compared with.
    await seedSearch(api, ...items(daysBack(5, morning), 100))
    const { figures, draft } = await read(today)
    expect(figures).toMatchObject({
      day: today,
      from: '2026-11-19T16:00:00.000Z',
      to: '2026-11-20T08:00:00.000Z',
      usualDays: 3,
      collected: { count: 9, usual: 3 },
      civic: { count: 9, usual: 3 },
    })
    expect(figures.domains.find(({ code }) => code === 'food-drug')).toMatchObject({ count: 9, usual: 3, next: null })
    expect(draft.overview).toContain('前3日同时段日均3条，约为3倍')
    const before = await read('2026-11-19')
    expect(before.figures).toMatchObject({ to: '2026-11-19T16:00:00.000Z', collected: { count: 53 } })
  })

  it('foretells the next day once a week is known', async () => {
    const noon = (days: number) => toInstant(toMs('2026-11-20T04:00:00.000Z') - days * DAY)
    await seedSearch(api, ...Array.from({ length: 21 }, (_, back) => items(noon(back), 12)).flat())
    const { figures } = await read(today)
    const { next } = figures.domains.find(({ code }) => code === 'food-drug') ?? {}
    expect(next?.low).toBeLessThan(12)
    expect(next?.high).toBeGreaterThan(10)
    expect(next?.high).toBeLessThan(30)
  })

  it('tells the alerts with their tickets', async () => {
    const { alert, ticket } = await seedAlert(api)
    api.setNow('2026-11-20T08:05:00.000Z')
    const { figures, draft } = await read(today)
    expect(figures.stories).toMatchObject([{ alert: alert.alert, ticket: { ticket: ticket.ticket } }])
    expect(figures.tickets.opened).toEqual([ticket.ticket])
    expect(draft.stories).toContain(alert.title)
  })

  it('is kept by a person in versions, of which the second writer is told', async () => {
    expect((await keep(0)).json()).toMatchObject({
      kept: [{ version: 1, by: '周衡', at: '2026-11-20T08:00:00.000Z', words }],
    })
    expect((await keep(0)).json()).toMatchObject({ code: 'version_conflict' })
    expect((await keep(1, as('duty', '王岚'))).json().kept).toMatchObject([{ version: 2, by: '王岚' }, { version: 1 }])
    const { items: days } = briefsSchema.parse((await api.get('/api/v1/briefs?days=3')).json())
    expect(days.map(({ day, version }) => [day, version])).toEqual([
      ['2026-11-20', 2],
      ['2026-11-19', 0],
      ['2026-11-18', 0],
    ])
  })

  it('is refused to a clerk, for a day to come and for what is no day', async () => {
    expect((await keep(0, as('clerk', '陈立', 'zjj'))).json().code).toBe('not_allowed')
    expect((await api.get('/api/v1/briefs/2026-11-21')).json().code).toBe('not_found')
    expect((await keep(0, as('analyst'), '2026-11-21')).json().code).toBe('not_found')
    expect((await api.get('/api/v1/briefs/2026-02-30')).statusCode).toBe(400)
    expect(
      (await api.post(`/api/v1/briefs/${today}/keep`, { version: 0, words: { overview: '只有一段' } }, as('analyst')))
        .statusCode,
    ).toBe(400)
  })
})
