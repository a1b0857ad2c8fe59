import { correctionSchema, correctionsResponseSchema, type Ticket } from '@guanlan/contracts'
import { correctionDesk } from '@guanlan/runtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, openApi, seedAlert, type OpenApi } from './harness.js'

let api: OpenApi
let ticket: Ticket
beforeEach(async () => {
  api = await openApi()
  ;({ ticket } = await seedAlert(api))
})
afterEach(() => api.close())

const analyst = as('analyst', '周分析')
const list = async (query = '') =>
  correctionsResponseSchema.parse((await api.get(`/api/v1/corrections${query}`)).json()).items
const decide = (what: string, body: unknown, headers = analyst) =>
  api.post(`/api/v1/corrections/${ticket.ticket}/${what}`, body, headers)
const dispatch = (department: string) =>
  api.post(`/api/v1/tickets/${ticket.ticket}/dispatch`, { version: 1, department, reason: '属食品经营' }, as('duty'))
const exported = () => correctionDesk.export(api.deps.recordStore.records)

describe('corrections', () => {
  it('are listed with what machine and person said, and the masked text', async () => {
    expect(await list()).toEqual([])
    await dispatch('scjg')
    expect(await list()).toMatchObject([
      {
        id: ticket.ticket,
        about: 'ticket',
        text: expect.stringContaining('正文 a1'),
        machine: { matter: 'school-canteen', department: 'jyj' },
        person: { action: 'dispatch', department: 'scjg', reason: '属食品经营', by: { name: '张三' } },
        state: 'waiting',
      },
    ])
    expect(await list('?state=accepted')).toEqual([])
  })

  it('become examples of the matter that the reviewer names, and are exported as such', async () => {
    await dispatch('scjg')
    const accepted = correctionSchema.parse((await decide('accept', { matter: 'canteen-hygiene' })).json())
    expect(accepted).toMatchObject({ state: 'accepted', decision: { by: '周分析', matter: 'canteen-hygiene' } })
    expect(await list('?state=accepted')).toHaveLength(1)
    expect(await exported()).toEqual({ count: 1, content: `# canteen-hygiene\n${accepted.text}\n` })
    await decide('accept', { matter: null })
    expect((await exported()).content).toMatch(/^# none\n/)
  })

  it('teach nothing once they are rejected', async () => {
    await dispatch('scjg')
    await decide('accept', { matter: 'canteen-hygiene' })
    expect((await decide('reject', {})).json()).toMatchObject({ state: 'rejected' })
    expect(await exported()).toEqual({ count: 0, content: '' })
  })

  it('wait again when the person changes the department once more', async () => {
    await dispatch('scjg')
    await decide('reject', {})
    api.setNow('2026-11-20T09:00:00.000Z')
    const body = { version: 2, department: 'wjj', reason: '疑似传染病' }
    await api.post(`/api/v1/tickets/${ticket.ticket}/reassign`, body, as('duty'))
    expect(await list('?state=waiting')).toMatchObject([{ person: { action: 'reassign', department: 'wjj' } }])
  })

  it('are made of an item as well: put under another matter, or under none, it waits for review and then teaches', async () => {
    const relabel = (matter: string | null, headers = analyst) =>
      api.post('/api/v1/articles/a1/relabel', { matter, reason: '说的是外卖' }, headers)
    expect((await relabel('canteen-hygiene', as('clerk', '李经办', 'scjg'))).json()).toMatchObject({
      code: 'not_allowed',
    })
    expect((await relabel('no-such-matter')).json()).toMatchObject({ code: 'not_found' })
    // The machine gave it none.
    expect((await relabel(null)).json()).toMatchObject({ code: 'bad_request' })
    expect(
      (await api.post('/api/v1/articles/nobody/relabel', { matter: null, reason: '没有' }, analyst)).statusCode,
    ).toBe(404)
    expect(correctionSchema.parse((await relabel('canteen-hygiene')).json())).toMatchObject({
      id: 'a1',
      about: 'item',
      machine: { matter: null },
      person: { action: 'relabel', matter: 'canteen-hygiene', reason: '说的是外卖', by: { name: '周分析' } },
      suggested: 'canteen-hygiene',
      state: 'waiting',
    })
    expect(await list('?state=waiting')).toMatchObject([{ id: 'a1' }])
    const accepted = await api.post('/api/v1/corrections/a1/accept', { matter: 'canteen-hygiene' }, analyst)
    expect(accepted.json()).toMatchObject({ state: 'accepted' })
    expect((await exported()).content).toMatch(/^# canteen-hygiene\n.*正文 a1\n$/)
    // Another word on the same item waits for its own review.
    api.setNow('2026-11-20T09:00:00.000Z')
    await relabel('school-admission')
    expect(await list('?state=waiting')).toMatchObject([{ id: 'a1', suggested: 'school-admission' }])
  })

  it('are reviewed by duty officer or analyst, for a matter that there is, where there was a correction', async () => {
    expect((await decide('reject', {})).json()).toMatchObject({ code: 'not_found' })
    await dispatch('scjg')
    const asClerk = await decide('reject', {}, as('clerk', '李经办', 'scjg'))
    expect(asClerk.json()).toMatchObject({ code: 'not_allowed' })
    expect((await decide('accept', { matter: 'no-such-matter' })).json()).toMatchObject({ code: 'not_found' })
    expect((await decide('accept', {})).json()).toMatchObject({ code: 'bad_request' })
  })
})
