import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Alert, Ticket } from '@guanlan/contracts'
import { as, openApi, seedAlert, type OpenApi } from './harness.js'

let api: OpenApi
let alert: Alert
let ticket: Ticket
beforeEach(async () => {
  api = await openApi()
  ;({ alert, ticket } = await seedAlert(api))
})
afterEach(() => api.close())

const alertAct = (action: string, body: unknown, headers = as('duty')) =>
  api.post(`/api/v1/alerts/${alert.alert}/${action}`, body, headers)
const ticketAct = (action: string, body: unknown, headers = as('duty')) =>
  api.post(`/api/v1/tickets/${ticket.ticket}/${action}`, body, headers)

describe('alerts', () => {
  it('are acknowledged by whoever is on duty, once', async () => {
    const first = await alertAct('acknowledge', { version: 1 })
    expect(first.statusCode).toBe(200)
    expect(first.json()).toMatchObject({
      state: 'acknowledged',
      version: 2,
      acknowledged: { by: { name: '张三', role: 'duty' } },
    })
    const late = await alertAct('acknowledge', { version: 1 }, as('duty', '李四'))
    expect(late.statusCode).toBe(409)
    expect(late.json()).toMatchObject({
      code: 'version_conflict',
      detail: expect.stringContaining('张三'),
      current: { version: 2, state: 'acknowledged' },
    })
  })

  it('are raised with a reason, and take their ticket with them', async () => {
    expect((await alertAct('level', { version: 1, level: 'orange' })).json().errors[0].path).toBe('body.reason')
    const raised = await alertAct('level', { version: 1, level: 'orange', reason: '涉及学生' })
    expect(raised.json()).toMatchObject({ level: 'orange', levelSetBy: { name: '张三' } })
    expect((await api.get(`/api/v1/tickets/${ticket.ticket}`)).json().ticket.level).toBe('orange')
  })

  it('are dispatched: ticket and alert change together, and the events leave by the outbox', async () => {
    const before = await api.deps.recordStore.records.outbox.count()
    const answer = await alertAct('dispatch', { version: ticket.version, department: 'jyj' })
    expect(answer.json()).toMatchObject({
      alert: { state: 'acknowledged' },
      ticket: { state: 'dispatched', department: 'jyj' },
    })
    expect(await api.deps.recordStore.records.outbox.count()).toBe(before + 2)
  })
})

describe('tickets', () => {
  it('go their way from hand to hand', async () => {
    const clerk = as('clerk', '王五', 'jyj')
    await alertAct('dispatch', { version: 1, department: 'jyj' })
    expect((await ticketAct('sign', { version: 2 }, clerk)).json()).toMatchObject({ state: 'signed', version: 3 })
    const returned = await ticketAct('return', { version: 3, reason: '属市场监管职责', department: 'scjg' }, clerk)
    expect(returned.json()).toMatchObject({ state: 'accepted', returns: 1 })
    const history = returned.json().history as Ticket['history']
    expect(history.at(-1)).toMatchObject({
      action: 'return',
      by: { name: '王五', department: 'jyj' },
      reason: '属市场监管职责',
    })
  })

  it('refuse what the state, the role or the missing reason forbids, each with its code', async () => {
    const early = await ticketAct('sign', { version: 1 }, as('clerk', '王五', 'jyj'))
    expect([early.statusCode, early.json().code]).toEqual([409, 'transition_refused'])
    expect(early.json().current).toMatchObject({ ticket: ticket.ticket, state: 'accepted' })
    const analyst = await ticketAct('dispatch', { version: 1, department: 'jyj' }, as('analyst'))
    expect([analyst.statusCode, analyst.json().code]).toEqual([403, 'not_allowed'])
    const bare = await ticketAct('dispatch', { version: 1 })
    expect([bare.statusCode, bare.json().code, bare.json().errors[0].path]).toEqual([
      400,
      'bad_request',
      'body.department',
    ])
    expect((await ticketAct('explode', { version: 1 })).json()).toMatchObject({
      code: 'bad_request',
      errors: [{ path: 'params.action' }],
    })
    expect((await ticketAct('dispatch', { department: 'jyj' })).json()).toMatchObject({
      code: 'bad_request',
      errors: [{ path: 'body.version' }],
    })
    expect((await api.post('/api/v1/tickets/none/sign', { version: 1 }, as('duty'))).statusCode).toBe(404)
    expect((await api.deps.recordStore.records.tickets.get(ticket.ticket))?.version).toBe(1)
  })
})

describe('who acts', () => {
  it.each([
    ['no role', {}, 401, 'not_authenticated'],
    ['a role without a name', { 'x-guanlan-role': 'duty' }, 401, 'not_authenticated'],
    ['an unknown role', as('mayor'), 400, 'bad_request'],
    ['an unknown department', as('clerk', '王五', 'nowhere'), 400, 'bad_request'],
    ['a name that is no percent-encoding', { 'x-guanlan-role': 'duty', 'x-guanlan-name': '%E5%' }, 400, 'bad_request'],
  ] as const)('is asked for: %s', async (_what, headers, status, code) => {
    const answer = await alertAct('acknowledge', { version: 1 }, headers as Record<string, string>)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })
})

describe('the idempotency key', () => {
  const key = { 'idempotency-key': 'key-1' }

  it('gives the same answer to the same request, which acts once', async () => {
    const first = await alertAct('acknowledge', { version: 1 }, { ...as('duty'), ...key })
    const second = await alertAct('acknowledge', { version: 1 }, { ...as('duty'), ...key })
    expect(second.statusCode).toBe(200)
    expect(second.json()).toEqual(first.json())
    expect((await api.deps.recordStore.records.alerts.get(alert.alert))?.version).toBe(2)
  })

  it.each([
    ['another body', { version: 2 }, as('duty')],
    ['another person', { version: 1 }, as('duty', '李四')],
  ])('is refused for %s', async (_what, body, headers) => {
    await alertAct('acknowledge', { version: 1 }, { ...as('duty'), ...key })
    const other = await alertAct('acknowledge', body, { ...headers, ...key })
    expect([other.statusCode, other.json().code]).toEqual([409, 'idempotency_conflict'])
  })

  it('keeps no refusal: the request may be mended', async () => {
    expect((await alertAct('acknowledge', { version: 9 }, { ...as('duty'), ...key })).statusCode).toBe(409)
    expect((await alertAct('acknowledge', { version: 1 }, { ...as('duty'), ...key })).statusCode).toBe(200)
  })

  it('must be a key', async () => {
    const answer = await alertAct('acknowledge', { version: 1 }, { ...as('duty'), 'idempotency-key': 'x'.repeat(201) })
    expect(answer.json().code).toBe('bad_request')
  })
})

describe('dead letters', () => {
  const record = {
    id: 'indexer:article.classified.v1:0:7',
    topic: 'article.classified.v1',
    group: 'indexer',
    partition: 0,
    offset: 7,
    key: 'a',
    value: 'not json',
    code: 'event_invalid',
    message: 'not JSON',
    attempts: 1,
    at: '2026-11-20T08:00:00.000Z',
  }
  beforeEach(() =>
    api.deps.eventLog.publish('article.classified.v1.dlq', [{ key: record.id, value: JSON.stringify(record) }]),
  )

  it('are listed, counted and handed to their station again', async () => {
    expect((await api.get('/api/v1/dead-letters')).json()).toMatchObject({
      items: [{ id: record.id, code: 'event_invalid' }],
      next: null,
    })
    expect((await api.get('/api/v1/status')).json().counts.deadLetters).toBe(1)
    const path = `/api/v1/dead-letters/${encodeURIComponent(record.id)}/replay`
    expect((await api.post(path, {}, as('clerk', '王五', 'jyj'))).json().code).toBe('not_allowed')
    expect((await api.post(path, {}, as('duty'))).json()).toEqual({ replayed: record.id })
    const back = await api.deps.eventLog.read('article.classified.v1.retry.indexer', { limit: 5 })
    expect(back).toMatchObject([{ key: 'a', value: 'not json' }])
    expect((await api.get('/api/v1/dead-letters')).json().items[0]).toHaveProperty('replayedAt')
    expect((await api.post('/api/v1/dead-letters/none/replay', {}, as('duty'))).statusCode).toBe(404)
  })
})
