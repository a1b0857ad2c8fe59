import type { Rota } from '@guanlan/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, openApi, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi()
})
afterEach(() => api.close())

const rota: Rota = {
  people: [
    { id: 'p1', name: '赵敏', channels: [] },
    { id: 'p2', name: '钱江', channels: [] },
  ],
  shifts: [
    {
      id: 'night',
      name: '夜班',
      hours: '18:00-08:30',
      days: 'any',
      from: '2026-11-20',
      every: 'day',
      turns: [{ duty: 'p1', deputy: 'p2' }],
    },
  ],
  swaps: [],
  chain: [{ id: 'first', level: 'red', after: 10, call: ['duty'], channels: [], times: 1, days: 'any' }],
}
const publish = (body: object, headers = as('duty', '周岚')) => api.post('/api/v1/rota/publish', body, headers)

describe('the duty rota', () => {
  it('is that of the file until one is published; then it counts, with who and why, until somebody goes back', async () => {
    expect((await api.get('/api/v1/rota')).json()).toMatchObject({
      version: 0,
      history: [],
      rota: { people: [], chain: [] },
    })
    const first = await publish({ version: 0, reason: '十一月排班', rota })
    expect(first.statusCode).toBe(200)
    expect(first.json()).toMatchObject({
      version: 1,
      rota: { shifts: [{ name: '夜班' }] },
      // 16:00 in Beijing: the night has not begun.
      now: [],
      history: [{ version: 1, by: '周岚', reason: '十一月排班', at: '2026-11-20T08:00:00.000Z' }],
    })
    api.setNow('2026-11-20T12:00:00.000Z')
    expect((await api.get('/api/v1/rota')).json().now).toMatchObject([
      { duty: '赵敏', deputy: '钱江', day: '2026-11-20' },
    ])
    expect((await publish({ version: 0, reason: '旧页面', rota })).json()).toMatchObject({ code: 'version_conflict' })
    const back = await api.post('/api/v1/rota/restore', { version: 1, reason: '先用文件', to: 0 }, as('duty'))
    expect(back.json()).toMatchObject({ version: 2, rota: { shifts: [] }, history: [{ rota: null, restores: 0 }, {}] })
    const again = await api.post('/api/v1/rota/restore', { version: 2, reason: '恢复', to: 1 }, as('duty'))
    expect(again.json()).toMatchObject({ version: 3, rota: { shifts: [{ name: '夜班' }] } })
  })

  it('is tried without being saved: who would be called, what is wrong, what is left open', async () => {
    const body = { rota, level: 'red', at: '2026-11-21T02:10:00+08:00' }
    const tried = (await api.post('/api/v1/rota/simulate', body)).json()
    expect(tried).toMatchObject({
      problems: [],
      steps: [
        { rule: null, silent: 'no-channel' },
        { minutes: 10, rule: 'first', people: [{ name: '赵敏', role: 'duty', shift: '夜班' }], silent: 'no-channel' },
      ],
    })
    expect(tried.outlook.gaps[0]).toEqual({ from: '2026-11-20T00:30:00.000Z', to: '2026-11-20T10:00:00.000Z' })
    expect((await api.get('/api/v1/rota')).json().version).toBe(0)
  })

  it('refuses what is broken with its field, and whoever is not the duty officer', async () => {
    const broken = { ...rota, swaps: [{ day: '2026-11-22', shift: 'night', duty: 'p9' }] }
    const refused = await publish({ version: 0, reason: '写错', rota: broken })
    expect(refused.statusCode).toBe(400)
    expect(JSON.stringify(refused.json())).toContain('值班人员中没有 p9')
    expect((await publish({ version: 0, reason: '不是值班员', rota }, as('analyst'))).json().code).toBe('not_allowed')
    expect(
      (
        await publish({
          version: 0,
          reason: '无此日',
          rota: { ...rota, swaps: [{ day: '2026-02-30', shift: 'night', duty: 'p1' }] },
        })
      ).statusCode,
    ).toBe(400)
    expect((await api.post('/api/v1/rota/restore', { version: 0, reason: '没有', to: 7 }, as('duty'))).statusCode).toBe(
      400,
    )
  })
})
