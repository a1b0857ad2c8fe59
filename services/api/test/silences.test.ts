import { silencePreviewSchema, silenceSchema, silencesResponseSchema } from '@guanlan/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, NOW, openApi, seedAlert, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi()
})
afterEach(() => api.close())

const duty = as('duty', '甲')
const list = async () => silencesResponseSchema.parse((await api.get('/api/v1/silences')).json()).items

describe('silences', () => {
  it('are set by the duty officer with a reason and an end, listed, and ended by whoever is on duty', async () => {
    const { alert } = await seedAlert(api)
    const body = { match: { alert: alert.alert }, reason: '现场处置中，每小时汇总', minutes: 60 }
    const made = silenceSchema.parse((await api.post('/api/v1/silences', body, duty)).json())
    expect(made).toMatchObject({ by: '甲', from: NOW, held: 0, match: body.match })
    expect(Date.parse(made.until) - Date.parse(made.from)).toBe(3_600_000)
    expect(await list()).toEqual([made])
    const ended = (await api.post(`/api/v1/silences/${made.id}/end`, {}, as('duty', '乙'))).json()
    expect(ended).toMatchObject({ ended: { by: '乙', at: NOW } })
    expect((await api.post(`/api/v1/silences/${made.id}/end`, {}, duty)).json()).toEqual(ended)
    expect(await list()).toEqual([ended])
  })

  it('are gone a week after their end', async () => {
    const body = { match: { domain: 'ecology' }, reason: '演练', minutes: 5 }
    await api.post('/api/v1/silences', body, duty)
    api.setNow('2026-12-30T00:00:00.000Z')
    expect(await list()).toEqual([])
    await api.post('/api/v1/silences', body, duty)
    expect((await api.deps.recordStore.records.facts.list('silence:')).size).toBe(1)
  })

  it('can be looked at before they are set', async () => {
    const { alert } = await seedAlert(api)
    const preview = async (match: object) =>
      silencePreviewSchema.parse((await api.post('/api/v1/silences/preview', { match }, duty)).json())
    const levels = [alert.level]
    expect(await preview({ matter: alert.matter, levels })).toMatchObject({
      open: 1,
      week: 1,
      samples: [{ alert: alert.alert, title: alert.title }],
    })
    expect(await preview({ place: '990000', levels })).toEqual({ open: 0, week: 0, samples: [] })
  })

  it('refuse others than the duty officer, no reason, no matcher, and more than a week', async () => {
    const good = { match: { domain: 'ecology' }, reason: '演练', minutes: 60 }
    expect((await api.post('/api/v1/silences', good, as('analyst', '丙'))).json()).toMatchObject({
      code: 'not_allowed',
    })
    for (const bad of [
      { ...good, reason: ' ' },
      { ...good, match: {} },
      { ...good, minutes: 20_000 },
      { ...good, match: { levels: ['red'] } },
    ])
      expect((await api.post('/api/v1/silences', bad, duty)).json()).toMatchObject({ code: 'bad_request' })
    expect((await api.post('/api/v1/silences/nobody/end', {}, duty)).json()).toMatchObject({ code: 'not_found' })
  })
})
