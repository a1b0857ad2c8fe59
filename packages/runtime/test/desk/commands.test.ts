import { onTopicChanged } from '@guanlan/alerts'
import {
  alertsConfigSchema,
  decode,
  type Actor,
  type Alert,
  type Office,
  type Ticket,
  type Topic,
} from '@guanlan/contracts'
import { openTicket } from '@guanlan/desk'
import { silentLogger, toInstant, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  acknowledgeAlert,
  actOnTicket,
  changeAlertLevel,
  deskOf,
  dispatchAlert,
  saveAlert,
  saveTicket,
  type DeskCommand,
} from '../../src/index.js'
import { topicOf } from './topic.js'

const minute = (n: number) => toInstant(Date.UTC(2026, 10, 23, 1, n))
const duty: Actor = { kind: 'person', role: 'duty', name: '王值班' }
const clerk: Actor = { kind: 'person', role: 'clerk', name: '李经办', department: 'jyj' }

const desk = deskOf({
  office: { autoDispatch: { levels: [], confidence: 0.8 } },
  departments: [
    { code: 'jyj', name: '教育体育局', towns: false, duties: [] },
    { code: 'scjg', name: '市场监督管理局', towns: false, duties: [] },
  ],
  places: [],
  holidays: [],
  clocks: [
    {
      kind: 'dispatch',
      name: '派单',
      source: '样例',
      levels: ['yellow', 'red'],
      hours: 1,
      from: ['detected'],
      until: 'dispatched',
    },
    {
      kind: 'first-word',
      name: '首次发布',
      source: '样例',
      levels: ['red'],
      hours: 5,
      from: ['detected'],
      until: 'responded',
    },
  ],
  channels: [
    { id: 'hook', kind: 'webhook', url: 'http://127.0.0.1:9/', levels: ['red', 'orange', 'yellow'], enabled: true },
  ],
  escalations: [],
  domains: [],
  matters: [],
  alerts: alertsConfigSchema.parse({ levels: { yellow: { wait: '0s' } } }),
  // What commands never look at is left out.
} as unknown as Office)

let folder: string
let store: RecordStore
let alert: Alert
let ticket: Ticket
let story = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-desk-'))
  store = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  ;({ alert, ticket } = await raise())
})

/** A new story with its alert and ticket, as the alert router would have written them. */
async function raise(): Promise<{ alert: Alert; ticket: Ticket }> {
  story += 1
  const topic: Topic = topicOf(`topic-${story}`, minute)
  const raised = onTopicChanged(null, topic, { now: minute(3), live: true }).alert
  if (!raised) throw new Error('nothing was raised')
  const opened = openTicket(raised, topic, desk.contextAt(minute(3))).ticket
  const alert = { ...raised, ticket: opened.ticket }
  await store.transaction(async (records) => {
    await saveAlert(records, alert)
    await saveTicket(records, opened, null)
  })
  return { alert, ticket: opened }
}

const inTransaction = <T>(work: (command: DeskCommand) => Promise<T>, actor = duty, at = 5): Promise<T> =>
  store.transaction((records) => work({ records, desk, actor, now: minute(at) }))
const newEvents = async () =>
  (await store.records.outbox.oldest(999))
    .map((each) => unwrap(decode(each.value)))
    .filter((each) => [alert.alert, ticket.ticket].includes(each.key))
const timersOf = async () =>
  (await store.records.timers.due('alert-router', minute(100_000), 999)).filter((timer) =>
    JSON.stringify(timer.payload).includes(ticket.ticket),
  )

describe('commands on an alert', () => {
  it('acknowledge it, with the event and the line of the feed in the same transaction', async () => {
    const before = await store.records.feed.newest()
    const done = unwrap(await inTransaction((command) => acknowledgeAlert(command, alert.alert, { version: 1 })))
    expect(await store.records.alerts.get(alert.alert)).toEqual(done)
    expect(done).toMatchObject({ version: 2, state: 'acknowledged' })
    expect(await store.records.feed.after(before, 9)).toMatchObject([
      { kind: 'alert', id: alert.alert, body: { version: 2 } },
    ])
    expect(await newEvents()).toMatchObject([
      { type: 'alert.changed', at: minute(5), live: true, body: { version: 2 } },
    ])
  })

  it('show the second one who was first', async () => {
    await inTransaction((command) => acknowledgeAlert(command, alert.alert, { version: 1 }))
    const second = await inTransaction((command) => acknowledgeAlert(command, alert.alert, { version: 1 }), {
      ...duty,
      name: '赵值班',
    })
    expect(second).toMatchObject({
      ok: false,
      error: {
        code: 'version_conflict',
        message: '预警已由王值班先行处理，请查看最新状态',
        details: { current: { version: 2 } },
      },
    })
  })

  it('carry a raised level to the ticket, its clocks and timers, and call', async () => {
    const body = { version: 1, level: 'red' as const, reason: '领导批示' }
    unwrap(await inTransaction((command) => changeAlertLevel(command, alert.alert, body)))
    const changed = await store.records.tickets.get(ticket.ticket)
    expect(changed).toMatchObject({ level: 'red', version: 2 })
    expect(changed?.history.at(-1)).toMatchObject({ action: 'level', by: duty })
    expect((await timersOf()).map((timer) => timer.due)).toEqual([minute(61), minute(301)])
    const calls = await store.records.calls.list({ group: alert.alert, limit: 9 })
    expect(calls).toMatchObject([
      { channel: 'hook', state: 'waiting', body: { type: 'alert.rose', alert: { level: 'red' } } },
    ])
    expect((await newEvents()).map((event) => event.type)).toEqual(['alert.changed', 'ticket.changed'])
  })

  it('dispatch its ticket and count as acknowledgement', async () => {
    const body = { version: 1, department: 'jyj', place: undefined }
    const done = unwrap(await inTransaction((command) => dispatchAlert(command, alert.alert, body)))
    expect(done).toMatchObject({
      alert: { state: 'acknowledged' },
      ticket: { state: 'dispatched', departmentName: '教育体育局' },
    })
    expect(await timersOf()).toEqual([])
  })

  it('refuse without writing anything', async () => {
    const before = [await store.records.feed.newest(), await store.records.outbox.count()]
    const refusals = [
      await inTransaction((command) => acknowledgeAlert(command, alert.alert, { version: 1 }), clerk),
      await inTransaction((command) => acknowledgeAlert(command, 'nowhere', { version: 1 })),
      await inTransaction((command) => dispatchAlert(command, alert.alert, { version: 1, department: 'nobody' })),
      await inTransaction((command) => dispatchAlert(command, alert.alert, { version: 7, department: 'jyj' })),
    ]
    const codes = refusals.map((result) => (result.ok ? 'ok' : result.error.code))
    expect(codes).toEqual(['not_allowed', 'not_found', 'bad_request', 'version_conflict'])
    expect([await store.records.feed.newest(), await store.records.outbox.count()]).toEqual(before)
  })
})

describe('commands on a ticket', () => {
  const act = (action: Parameters<typeof actOnTicket>[2], body: Parameters<typeof actOnTicket>[3], actor = duty) =>
    inTransaction((command) => actOnTicket(command, ticket.ticket, action, body), actor)

  it('let one of two acts on the same version win', async () => {
    const both = await Promise.all([
      act('dispatch', { version: 1, department: 'jyj' }),
      act('dispatch', { version: 1, department: 'scjg' }),
    ])
    expect(both.map((result) => (result.ok ? result.value.department : result.error.code))).toEqual([
      'jyj',
      'version_conflict',
    ])
  })

  it('show the ticket as it is when the state refuses', async () => {
    const refused = await act('sign', { version: 1 }, clerk)
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'transition_refused', details: { current: { version: 1, state: 'accepted' } } },
    })
  })

  it('close the alert when its ticket is archived, and drop the timers', async () => {
    expect(await timersOf()).toHaveLength(1)
    unwrap(await act('archive', { version: 1, reason: '误报' }))
    expect((await store.records.alerts.get(alert.alert))?.state).toBe('closed')
    expect(await timersOf()).toEqual([])
    expect((await newEvents()).map((event) => event.type)).toEqual(['ticket.changed', 'alert.changed'])
  })

  it('merge two tickets and close the alert of the one that went', async () => {
    const target = await raise()
    unwrap(await act('merge', { version: 1, into: target.ticket.ticket }))
    expect((await store.records.tickets.get(ticket.ticket))?.mergedInto).toBe(target.ticket.ticket)
    expect(await store.records.tickets.get(target.ticket.ticket)).toMatchObject({ version: 2, state: 'accepted' })
    expect((await store.records.alerts.get(alert.alert))?.state).toBe('closed')
    expect((await store.records.alerts.get(target.alert.alert))?.state).toBe('open')
  })

  it('split a ticket into two that both stand in the store', async () => {
    unwrap(await act('split', { version: 1, members: ['a2'] }))
    const all = (await store.records.tickets.list({ limit: 99, order: 'newest' })).items.filter(
      (each) => each.alert === alert.alert,
    )
    expect(all.map((each) => each.members.length).sort()).toEqual([1, 3])
  })
})
