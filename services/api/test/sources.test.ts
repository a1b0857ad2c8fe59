import { sourceDetailSchema, statusSchema, type SourceState } from '@guanlan/contracts'
import { sourceDesk } from '@guanlan/runtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, NOW, openApi, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi()
})
afterEach(() => api.close())

const fetched = 'zhuji-gov'
const duty = as('duty', '甲')
const analyst = as('analyst', '乙')
const clerk = as('clerk', '丙', 'zjj')

/** A source as a crawler left it. */
async function leave(source: string, state: Partial<SourceState>): Promise<void> {
  await api.deps.recordStore.transaction((records) =>
    records.sources.put({
      state: {
        source,
        version: 1,
        name: source,
        kind: 'feed',
        tier: 'media',
        url: 'http://a.example/',
        health: 'healthy',
        counts: { fetches: 0, failures: 0, unchanged: 0, items: 0, changed: 0, duplicates: 0, refused: 0 },
        ...state,
      },
      due: NOW,
      etag: null,
      lastModified: null,
      failuresInARow: 0,
      memory: null,
    }),
  )
}

describe('one source', () => {
  it('shows its file, its state and its last visits', async () => {
    const { recordStore } = api.deps
    await recordStore.transaction((records) =>
      sourceDesk.keepVisit(records, fetched, {
        at: NOW,
        outcome: 'ok',
        requests: 3,
        slowestMs: 120,
        bytes: 5_000,
        items: 2,
        changed: 0,
        duplicates: 18,
        refused: 0,
        warnings: [],
      }),
    )
    const answer = await api.get(`/api/v1/sources/${fetched}`)
    expect(answer.statusCode).toBe(200)
    expect(sourceDetailSchema.parse(answer.json())).toMatchObject({
      state: { source: fetched, health: 'off' },
      config: { enabled: false, official: true, every: 900_000, hostDelay: 10_000 },
      switched: null,
      asked: null,
      tried: null,
      visits: [{ items: 2, duplicates: 18 }],
    })
  })

  it('keeps no more than thirty visits, newest first', async () => {
    const visit = { requests: 1, slowestMs: 1, bytes: 1, items: 0, changed: 0, duplicates: 0, refused: 0, warnings: [] }
    for (let i = 0; i < 35; i += 1)
      await api.deps.recordStore.transaction((records) =>
        sourceDesk.keepVisit(records, fetched, { ...visit, at: NOW, outcome: `visit-${i}` }),
      )
    const { visits } = sourceDetailSchema.parse((await api.get(`/api/v1/sources/${fetched}`)).json())
    expect(visits).toHaveLength(30)
    expect(visits[0]?.outcome).toBe('visit-34')
  })

  it('is not found when no file names it', async () => {
    expect((await api.get('/api/v1/sources/nobody')).json()).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('takes wishes of duty and analyst, who sees them waiting', async () => {
    expect((await api.post(`/api/v1/sources/${fetched}/fetch`, {}, duty)).statusCode).toBe(200)
    const tried = (await api.post(`/api/v1/sources/${fetched}/try`, {}, analyst)).json()
    const on = await api.post(`/api/v1/sources/${fetched}/switch`, { on: true, reason: '试运行' }, duty)
    expect(on.statusCode).toBe(200)
    const detail = sourceDetailSchema.parse((await api.get(`/api/v1/sources/${fetched}`)).json())
    expect(detail).toMatchObject({ asked: { by: '甲' }, tried: { id: tried.asked, by: '乙' } })
    expect(detail.tried?.done).toBeUndefined()
    const asks = await sourceDesk.asks(api.deps.recordStore.records)
    expect(asks.map(({ ask }) => ask.kind).sort()).toEqual(['fetch', 'switch', 'try'])
  })

  it('refuses the clerk, a pushed source, and a switch without a reason', async () => {
    expect((await api.post(`/api/v1/sources/${fetched}/fetch`, {}, clerk)).json()).toMatchObject({
      code: 'not_allowed',
    })
    const pushed = api.deps.office.sources.find(({ kind }) => kind === 'push')?.id ?? ''
    expect((await api.post(`/api/v1/sources/${pushed}/try`, {}, duty)).json()).toMatchObject({ code: 'bad_request' })
    const unreasoned = await api.post(`/api/v1/sources/${fetched}/switch`, { on: true, reason: ' ' }, duty)
    expect(unreasoned.json()).toMatchObject({ code: 'bad_request' })
    expect(await sourceDesk.asks(api.deps.recordStore.records)).toEqual([])
  })
})

describe('blindness', () => {
  const status = async () => statusSchema.parse((await api.get('/api/v1/status')).json())

  it('names what was heard once and is not heard now, longest first; what never spoke is no loss', async () => {
    expect((await status()).blind).toEqual({ count: 0, sources: [] })
    const problem = (since: string) => ({ code: 'connect_failed', message: '无法连接', since })
    const [first, second] = api.deps.office.sources.map(({ id }) => id)
    await leave(first ?? '', { health: 'failing', lastItemAt: NOW, problem: problem('2026-11-16T02:00:00.000Z') })
    await leave(second ?? '', { health: 'silent', lastItemAt: NOW, problem: problem('2026-11-16T01:00:00.000Z') })
    await leave(fetched, { health: 'gone', problem: problem('2026-11-01T01:00:00.000Z') })
    const { blind, counts } = await status()
    expect(blind.count).toBe(2)
    expect(blind.sources.map(({ source, health }) => [source, health])).toEqual([
      [second, 'silent'],
      [first, 'failing'],
    ])
    expect(counts.sourcesUnhealthy).toBe(3)
    await leave(first ?? '', { health: 'healthy', lastItemAt: NOW })
    expect((await status()).blind.count).toBe(1)
  })

  it('waits a quarter of an hour before it misses one that just fails', async () => {
    const [first] = api.deps.office.sources.map(({ id }) => id)
    const problem = { code: 'connect_failed', message: '无法连接', since: NOW }
    await leave(first ?? '', { health: 'failing', lastItemAt: NOW, problem })
    api.setNow(new Date(Date.parse(NOW) + 14 * 60_000).toISOString())
    expect((await status()).blind.count).toBe(0)
    api.setNow(new Date(Date.parse(NOW) + 16 * 60_000).toISOString())
    expect((await status()).blind.count).toBe(1)
  })
})
