import { alertsConfigSchema, type AlertsConfig, type Topic } from '@guanlan/contracts'
import { acknowledgeAlert, actOnTicket, deskOf } from '@guanlan/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { minute, office, openHook, openRiver, topic, until } from './river.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function setUp(alerts: Partial<Record<keyof AlertsConfig, unknown>> = {}) {
  const hook = await openHook()
  closing.push(hook.close)
  const settings = office(hook.url, { alerts: alertsConfigSchema.parse(alerts) })
  const river = await openRiver(settings)
  closing.push(river.close)
  const alertOf = (id: string) => river.records().alerts.byTopic(id)
  const command = <T>(n: number, act: (inside: Parameters<typeof acknowledgeAlert>[0]) => Promise<T>) =>
    river
      .store()
      .transaction((records) =>
        act({ records, desk: deskOf(settings), actor: { kind: 'person', role: 'duty', name: '甲' }, now: minute(n) }),
      )
  /** Calls so far as `type title`, those of a group message in brackets. */
  const heard = () =>
    hook.calls.map(({ body }) => {
      const { alerts: listed } = body as unknown as { alerts?: { title: string; types: string[] }[] }
      return listed ? listed.map(({ title, types }) => `${title} ${types.join('+')}`).sort() : body.type
    })
  return { hook, river, alertOf, command, heard }
}

const here = [{ code: '330681002', name: '示例街道' }]
const named = (name: string, change: Partial<Topic> = {}): Topic =>
  topic({ topic: name, title: name, members: [`${name}-1`], places: here, ...change })

describe('calls of one group', () => {
  it('wait half a minute for each other and go out as one that lists them, also across a restart', async () => {
    const { hook, river, heard } = await setUp()
    await river.tell(named('甲'), 3)
    await river.tell(named('乙'), 3)
    await river.tell(named('丙', { places: [{ code: '330681003', name: '别处镇' }] }), 3)
    await river.settled()
    await river.restart()
    expect(hook.calls).toEqual([])
    river.setMinute(4)
    await until(() => hook.calls.length === 2)
    expect(heard()).toContainEqual(['乙 alert.raised', '甲 alert.raised'])
    expect(heard()).toContain('alert.raised')
    const group = hook.calls.find(({ body }) => body.type === 'alerts.group')?.body as unknown as { text: string }
    expect(group.text).toMatch(/^【较大】食品药品 2件预警\n· 较大 示例街道学校食堂卫生：.+\n· 较大 示例街道/)
    await river.tell(named('甲'), 3)
    await river.settled()
    const rows = await river.records().calls.list({ limit: 50 })
    expect(rows.map(({ state }) => state).sort()).toEqual(['folded', 'folded', 'sent', 'sent'])
  })

  it('have an interval between their messages; red waits for nothing', async () => {
    const { hook, river, heard } = await setUp()
    await river.tell(named('甲'), 3)
    await river.settled()
    river.setMinute(4)
    await until(() => hook.calls.length === 1)
    await river.tell(named('乙'), 5)
    await river.tell(named('丙'), 6)
    await river.tell(named('红', { level: 'red', matter: 'other' }), 6)
    await river.settled()
    await until(() => hook.calls.length === 2)
    river.setMinute(8)
    expect(heard()).toEqual(['alert.raised', 'alert.raised'])
    river.setMinute(9)
    await until(() => hook.calls.length === 3)
    expect(heard()[2]).toEqual(['丙 alert.raised', '乙 alert.raised'])
  })

  it('leave out what has risen meanwhile, and what is closed', async () => {
    const { hook, river, command, heard, alertOf } = await setUp()
    await river.tell(named('甲'), 3)
    await river.tell(named('甲', { version: 2, level: 'orange' }), 3)
    await river.tell(named('乙'), 3)
    await river.tell(named('丙'), 3)
    await river.settled()
    const closed = await alertOf('乙')
    const ticket = await river.records().tickets.get(closed?.ticket ?? '')
    await command(3, (inside) =>
      actOnTicket(inside, ticket?.ticket ?? '', 'archive', { version: ticket?.version ?? 0, reason: '重复' }),
    )
    expect(await alertOf('乙')).toMatchObject({ state: 'closed' })
    river.setMinute(4)
    await until(() => hook.calls.length === 2)
    expect(heard()).toEqual(['alert.rose', 'alert.raised'])
  })
})

describe('an alert that another one mutes', () => {
  const inhibit = [{ id: 'higher', when: 'higher', equal: ['matter', 'town'] }]

  it('calls nobody and says why, and is heard of when the other is closed and nobody has confirmed it', async () => {
    const { hook, river, alertOf, command, heard } = await setUp({ inhibit })
    await river.tell(named('大', { level: 'orange' }), 3)
    await river.tell(named('小'), 3)
    await river.settled()
    const source = await alertOf('大')
    river.setMinute(4)
    await until(async () => (await alertOf('小'))?.mutedBy ?? null)
    expect(await alertOf('小')).toMatchObject({
      state: 'open',
      mutedBy: { alert: source?.alert, title: '大', rule: 'higher' },
      history: [{ what: 'raised' }, { what: 'muted', reason: expect.stringContaining('“大”未办结') as string }],
    })
    await river.restart()
    const ticket = await river.records().tickets.get(source?.ticket ?? '')
    await command(9, (inside) =>
      actOnTicket(inside, ticket?.ticket ?? '', 'archive', { version: ticket?.version ?? 0, reason: '已处置' }),
    )
    const free = await alertOf('小')
    expect(free).not.toHaveProperty('mutedBy')
    expect(free).toMatchObject({ state: 'open', history: [{}, {}, { what: 'unmuted', at: minute(9) }] })
    river.setMinute(10)
    await until(() => hook.calls.length === 2)
    expect(heard()).toEqual(['alert.raised', 'alert.unmuted'])
  })

  it('stays quiet when somebody confirmed it meanwhile', async () => {
    const { hook, river, alertOf, command } = await setUp({ inhibit })
    await river.tell(named('大', { level: 'orange' }), 3)
    await river.tell(named('小'), 3)
    await river.settled()
    river.setMinute(4)
    await until(async () => (await alertOf('小'))?.mutedBy ?? null)
    const muted = await alertOf('小')
    await command(5, (inside) => acknowledgeAlert(inside, muted?.alert ?? '', { version: muted?.version ?? 0 }))
    await river.tell(named('大', { version: 2, level: 'blue' }), 6)
    await river.settled()
    expect(await alertOf('小')).toMatchObject({ state: 'acknowledged' })
    expect(await alertOf('小')).not.toHaveProperty('mutedBy')
    expect(await river.records().facts.list('held:')).toEqual(new Map())
    expect(hook.calls).toHaveLength(1)
  })

  it('speaks at once when it becomes red', async () => {
    const { hook, river, alertOf, heard } = await setUp({ inhibit })
    await river.tell(named('大', { level: 'orange' }), 3)
    await river.tell(named('小'), 3)
    await river.settled()
    river.setMinute(4)
    await until(async () => (await alertOf('小'))?.mutedBy ?? null)
    await river.tell(named('小', { version: 2, level: 'red' }), 5)
    await river.settled()
    await until(() => hook.calls.length === 2)
    expect(heard()).toEqual(['alert.raised', 'alert.rose'])
    expect(await alertOf('小')).not.toHaveProperty('mutedBy')
  })
})

describe('an alert that nobody confirms', () => {
  it('is told again by the interval of its level, once for a standstill, until somebody confirms it', async () => {
    const { hook, river, alertOf, command } = await setUp()
    const repeated = () => hook.calls.filter(({ body }) => body.type === 'alert.repeated').length
    await river.tell(named('红', { level: 'red' }), 3)
    await river.settled()
    await until(() => hook.calls.length === 1)
    river.setMinute(14)
    await until(() => repeated() === 1)
    river.setMinute(48)
    await until(() => repeated() === 2)
    await river.restart()
    river.setMinute(54)
    await until(() => repeated() === 3)
    const alert = await alertOf('红')
    await command(55, (inside) => acknowledgeAlert(inside, alert?.alert ?? '', { version: alert?.version ?? 0 }))
    const timerAt = async (n: number) =>
      (await river.records().timers.due('alert-router', minute(n), 9)).some(({ due }) => due === minute(n))
    expect(await timerAt(63)).toBe(true)
    river.setMinute(63)
    await until(async () => !(await timerAt(63)))
    expect(repeated()).toBe(3)
    expect(new Set(hook.calls.map(({ key }) => key)).size).toBe(hook.calls.length)
  })
})
