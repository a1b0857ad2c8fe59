import { topicOf, type Office } from '@guanlan/contracts'
import { acknowledgeAlert, deskOf, silenceDesk } from '@guanlan/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { minute, office, openHook, openRiver, topic, until } from './river.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function setUp(change: Partial<Office> = {}) {
  const hook = await openHook()
  closing.push(hook.close)
  const river = await openRiver(office(hook.url, change))
  closing.push(river.close)
  const all = async () => ({
    alerts: (await river.records().alerts.list({ limit: 50 })).items,
    tickets: (await river.records().tickets.list({ limit: 50, order: 'newest' })).items,
    calls: await river.records().calls.list({ limit: 50 }),
  })
  return { hook, river, all }
}

describe('a topic that is worth an alert', () => {
  it('becomes one alert, one ticket and one call, however often it is told and across a restart', async () => {
    const { hook, river, all } = await setUp()
    await river.tell(topic(), 3)
    await river.tell(topic(), 3)
    await river.settled()
    await river.restart()
    await river.tell(topic(), 3)
    await river.settled()
    await until(() => hook.calls.length > 0)
    const { alerts, tickets, calls } = await all()
    expect(alerts).toHaveLength(1)
    expect(tickets).toHaveLength(1)
    expect(alerts[0]).toMatchObject({ version: 1, level: 'yellow', ticket: tickets[0]?.ticket })
    expect(tickets[0]).toMatchObject({ state: 'accepted', alert: alerts[0]?.alert, members: ['a1', 'a2', 'a3', 'a4'] })
    await until(async () => (await river.records().calls.list({ state: 'sent', limit: 9 })).length === 1)
    expect(calls).toHaveLength(1)
    expect(hook.calls.map((call) => call.key)).toEqual([calls[0]?.key])
    expect(hook.calls[0]?.body).toMatchObject({ type: 'alert.raised', alert: { ticket: tickets[0]?.ticket } })
  })

  it('tells the change feed and the log of both', async () => {
    const { river } = await setUp()
    await river.tell(topic(), 3)
    await river.settled()
    const feed = await river.records().feed.after(0, 50)
    expect(feed.map((entry) => [entry.kind, entry.at])).toEqual([
      ['alert', minute(3)],
      ['ticket', minute(3)],
    ])
    const inLog = async (name: 'alert.changed' | 'ticket.changed') => {
      const pages = [0, 1, 2, 3].map((partition) => river.log().read(topicOf(name), { partition, limit: 9 }))
      return (await Promise.all(pages)).flat()
    }
    await until(async () => (await inLog('alert.changed')).length === 1 && (await inLog('ticket.changed')).length === 1)
  })

  it('is not raised by back-fill, below yellow, or by a version that is stale', async () => {
    const { river, all } = await setUp()
    await river.tell(topic({ topic: 'old', level: 'red' }), 3, false)
    await river.tell(topic({ topic: 'small', level: 'blue' }), 3)
    await river.tell(topic({ topic: 'quiet', level: 'red', liveItems: 0 }), 3)
    await river.tell(topic({ version: 5 }), 4)
    await river.tell(topic({ version: 2, level: 'red' }), 5)
    await river.settled()
    const { alerts } = await all()
    expect(alerts.map((alert) => [alert.topic, alert.level, alert.version])).toEqual([['topic-1', 'yellow', 1]])
  })

  it('speaks again when it rises; its ticket takes the level, the new members and the new clock', async () => {
    const { hook, river, all } = await setUp()
    await river.tell(topic(), 3)
    await river.tell(topic({ version: 2, level: 'orange', members: ['a1', 'a2', 'a3', 'a4', 'a5'] }), 9)
    await river.settled()
    await until(() => hook.calls.length === 2)
    expect(hook.calls.map((call) => call.body.type)).toEqual(['alert.raised', 'alert.rose'])
    const [ticket] = (await all()).tickets
    expect(ticket).toMatchObject({ level: 'orange', version: 2 })
    expect(ticket?.members).toHaveLength(5)
    expect(ticket?.clocks.map((clock) => [clock.kind, clock.dueAt])).toEqual([
      ['dispatch', minute(61)],
      ['first-word', minute(301)],
    ])
  })
})

describe('dispatch by the machine', () => {
  const rule = (levels: ('yellow' | 'red')[]) => ({
    office: { autoDispatch: { levels, confidence: 0.8 } } as unknown as Office['office'],
  })

  it('sends the ticket to the proposed department where the office says so', async () => {
    const { river, all } = await setUp(rule(['yellow']))
    await river.tell(topic(), 3)
    await river.settled()
    const [ticket] = (await all()).tickets
    expect(ticket).toMatchObject({ state: 'dispatched', department: 'jyj', version: 2 })
    expect(ticket?.history.at(-1)).toMatchObject({
      by: { kind: 'system' },
      reason: '按职责自动派发：学校食堂由教育部门主管',
    })
    expect(ticket?.clocks[0]).toMatchObject({ kind: 'dispatch', metAt: minute(3) })
  })

  it('leaves it to the officer below the confidence, and catches up when the confidence comes', async () => {
    const { river, all } = await setUp(rule(['yellow']))
    await river.tell(topic({ confidence: 0.5 }), 3)
    await river.settled()
    expect((await all()).tickets[0]?.state).toBe('accepted')
    await river.tell(topic({ version: 2, confidence: 0.9, items: 5 }), 5)
    await river.settled()
    expect((await all()).tickets[0]).toMatchObject({ state: 'dispatched', department: 'jyj' })
  })
})

describe('clocks', () => {
  it('are missed at their end, not before, and urge once', async () => {
    const { hook, river, all } = await setUp()
    await river.tell(topic(), 3)
    await river.settled()
    river.setMinute(60)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect((await all()).tickets[0]?.clocks[0]?.missedAt).toBeUndefined()
    river.setMinute(90)
    await until(async () => (await all()).tickets[0]?.clocks[0]?.missedAt === minute(61))
    await river.restart()
    await until(() => hook.calls.length === 2)
    expect(hook.calls.map((call) => call.body.type)).toEqual(['alert.raised', 'ticket.missed'])
    expect((await all()).tickets[0]?.version).toBe(2)
  })
})

describe('an alert that nobody confirms', () => {
  const rules = [
    { id: 'deputy', level: 'yellow', after: 600_000, channels: ['hook'], every: 600_000, times: 2, days: 'any' },
  ] as Office['escalations']

  it('calls whom the office says, after so long and again, also across a restart, and then no more', async () => {
    const { hook, river } = await setUp({ escalations: rules })
    await river.tell(topic(), 3)
    await river.settled()
    await until(() => hook.calls.length === 1)
    river.setMinute(12)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(hook.calls).toHaveLength(1)
    await river.restart()
    river.setMinute(14)
    await until(() => hook.calls.length === 2)
    river.setMinute(50)
    await until(() => hook.calls.length === 3)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(hook.calls.map((call) => call.body.type)).toEqual(['alert.raised', 'alert.unanswered', 'alert.unanswered'])
    expect(new Set(hook.calls.map((call) => call.key)).size).toBe(3)
  })

  it('calls nobody once somebody has confirmed it', async () => {
    const { hook, river, all } = await setUp({ escalations: rules })
    await river.tell(topic(), 3)
    await river.settled()
    const [alert] = (await all()).alerts
    const desk = deskOf(office(hook.url, { escalations: rules }))
    const actor = { kind: 'person', role: 'duty', name: '甲' } as const
    await river.store().transaction((records) =>
      acknowledgeAlert({ records, desk, actor, now: minute(9) }, alert?.alert ?? '', {
        version: alert?.version ?? 0,
      }),
    )
    river.setMinute(55)
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(hook.calls.map((call) => call.body.type)).toEqual(['alert.raised'])
  })
})

describe('a silence', () => {
  it('holds calls back and counts them; the alert and its ticket are there as ever, and after its end calls go out', async () => {
    const { hook, river, all } = await setUp()
    const silence = {
      id: 's1',
      by: '甲',
      reason: '演练',
      from: minute(0),
      until: minute(30),
      match: { matter: 'school-canteen' },
      held: 0,
    }
    await river.store().transaction((records) => silenceDesk.put(records, silence, minute(0)))
    await river.tell(topic(), 3)
    await river.tell(topic({ version: 2, level: 'orange' }), 9)
    await river.settled()
    expect((await all()).alerts).toHaveLength(1)
    expect((await all()).tickets).toHaveLength(1)
    expect((await all()).calls).toEqual([])
    expect(await silenceDesk.get(river.records(), 's1')).toMatchObject({ held: 2 })
    await river.tell(topic({ version: 3, level: 'red' }), 10)
    await river.settled()
    await until(() => hook.calls.length === 1)
    expect(hook.calls[0]?.body).toMatchObject({ type: 'alert.rose', alert: { level: 'red' } })
    await river.tell(topic({ topic: 'topic-2' }), 31)
    await river.settled()
    await until(() => hook.calls.length === 2)
  })
})

describe('topics that become one', () => {
  const other = topic({ topic: 'topic-2', members: ['b1', 'b2'], items: 2 })

  it('closes the alert and merges the ticket of the one that is gone', async () => {
    const { river, all } = await setUp()
    await river.tell(topic(), 3)
    await river.tell(other, 3)
    await river.settled()
    await river.tell(topic({ version: 2, redirect: 'topic-2' }), 5)
    await river.settled()
    const { alerts, tickets } = await all()
    expect(new Set(alerts.map((alert) => [alert.topic, alert.state].join()))).toEqual(
      new Set(['topic-1,closed', 'topic-2,open']),
    )
    const open = tickets.filter((ticket) => ticket.mergedInto === undefined)
    expect(open).toHaveLength(1)
    expect([...(open[0]?.members ?? [])].sort()).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2'])
  })

  it('keeps the only alert and ticket for the survivor', async () => {
    const { river, all } = await setUp()
    await river.tell(topic(), 3)
    await river.settled()
    await river.tell(topic({ version: 2, redirect: 'topic-2' }), 5)
    await river.settled()
    await river.tell(other, 6)
    await river.settled()
    const { alerts, tickets } = await all()
    expect(alerts.map((alert) => alert.topic)).toEqual(['topic-2'])
    expect(tickets).toHaveLength(1)
    expect(tickets[0]).toMatchObject({ topic: 'topic-2', members: ['a1', 'a2', 'a3', 'a4', 'b1', 'b2'] })
  })

  it('keeps them also when the survivor speaks before the redirect', async () => {
    const { river, all } = await setUp()
    await river.tell(topic(), 3)
    await river.tell(topic({ topic: 'topic-3', members: ['c1'] }), 3)
    await river.settled()
    await river.tell({ ...other, level: 'orange', absorbed: ['topic-1', 'topic-3'] }, 6)
    await river.settled()
    await river.tell(topic({ version: 2, redirect: 'topic-2' }), 6)
    await river.tell(topic({ topic: 'topic-3', version: 2, redirect: 'topic-2' }), 6)
    await river.settled()
    const { alerts, tickets } = await all()
    expect(alerts.map(({ topic: id, state, level }) => [id, state, level].join()).toSorted()).toEqual([
      'topic-2,open,orange',
      'topic-3,closed,yellow',
    ])
    const [open, ...rest] = tickets.filter((ticket) => ticket.mergedInto === undefined)
    expect(rest).toEqual([])
    expect(open?.members.toSorted()).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'])
  })

  it('follows a merge on to where the survivor went', async () => {
    const { river, all } = await setUp()
    await river.tell(topic(), 3)
    await river.settled()
    await river.store().transaction((records) => records.topics.put({ ...other, version: 1, redirect: 'topic-3' }))
    await river.tell(topic({ version: 2, redirect: 'topic-2' }), 5)
    await river.settled()
    expect((await all()).alerts.map((alert) => [alert.topic, alert.state])).toEqual([['topic-3', 'open']])
  })
})
