import { unwrap } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import {
  acknowledgeAlert,
  changeAlertLevel,
  closeAlert,
  notificationsFor,
  onTopicChanged,
  urgesFor,
  type AlertChange,
} from '../src/index.js'
import { channel, clerk, duty, live, minute, topic } from './sample.js'

const change: AlertChange = onTopicChanged(null, topic(), live(3))
const alert = change.alert ?? expect.fail('nothing was raised')
const act = { actor: duty, now: minute(4) }

describe('commands', () => {
  it('records who acknowledged and refuses the second one with the name of the first', () => {
    const once = unwrap(acknowledgeAlert(alert, act)).alert
    expect(once).toMatchObject({ version: 2, state: 'acknowledged', acknowledged: { at: minute(4), by: duty } })
    const twice = acknowledgeAlert(once, { ...act, actor: { ...duty, name: '赵值班' } })
    expect(twice).toMatchObject({ ok: false, error: { code: 'transition_refused', message: '该预警已由王值班确认' } })
  })

  it('lets only the duty officer act', () => {
    const act = { actor: clerk, now: minute(4), reason: '我来' }
    for (const result of [acknowledgeAlert(alert, act), changeAlertLevel(alert, 'red', act), closeAlert(alert, act)]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'not_allowed' } })
    }
  })

  it('wants a reason for a level and for closing', () => {
    expect(changeAlertLevel(alert, 'red', act)).toMatchObject({ ok: false, error: { code: 'bad_request' } })
    expect(closeAlert(alert, { ...act, reason: '  ' })).toMatchObject({ ok: false, error: { code: 'bad_request' } })
  })

  it('speaks when a person raises the level and stays quiet when one lowers it', () => {
    const up = unwrap(changeAlertLevel(alert, 'red', { ...act, reason: '领导批示' }))
    expect(up.effects).toEqual([{ kind: 'rose', from: 'yellow', level: 'red', step: 'red' }])
    expect(up.alert).toMatchObject({ level: 'red', highest: 'red', levelSetBy: duty })
    const down = unwrap(changeAlertLevel(up.alert, 'blue', { ...act, reason: '核实无人员受伤' }))
    expect(down).toMatchObject({ alert: { level: 'blue', highest: 'red' }, effects: [{ kind: 'level' }] })
    expect(down.alert.reasons.filter((reason) => reason.kind === 'person')).toHaveLength(1)
  })

  it('refuses everything on a closed alert', () => {
    const closed = unwrap(closeAlert(alert, { ...act, reason: '误报' })).alert
    const again = { ...act, reason: '再来' }
    for (const result of [
      acknowledgeAlert(closed, again),
      changeAlertLevel(closed, 'red', again),
      closeAlert(closed, again),
    ]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'transition_refused' } })
    }
  })
})

describe('calls', () => {
  it('makes one call for each enabled channel that wants the level, with a key that a replay repeats', () => {
    const channels = [channel(), channel({ id: 'red-only', levels: ['red'] }), channel({ id: 'off', enabled: false })]
    const calls = notificationsFor(alert, change.effects, channels)
    expect(calls.map((call) => call.channel)).toEqual(['hook'])
    expect(calls[0]?.body).toMatchObject({ type: 'alert.raised', alert: { alert: alert.alert, version: 1 } })
    expect(calls[0]?.body.text).toContain('【较大】新预警 示例街道学校食堂卫生')
    const again = onTopicChanged(null, topic(), live(3))
    expect(notificationsFor(alert, again.effects, channels)).toEqual(calls)
  })

  it('gives a rise, a doubling and another channel other keys', () => {
    const rise = onTopicChanged(alert, topic({ version: 2, level: 'orange' }), live(5))
    const growth = onTopicChanged(alert, topic({ version: 2, items: 8 }), live(5))
    const channels = [channel(), channel({ id: 'other' })]
    const keys = [change, rise, growth].flatMap((each) =>
      notificationsFor(each.alert ?? alert, each.effects, channels).map((call) => call.key),
    )
    expect(new Set(keys).size).toBe(6)
  })

  it('stays quiet for quiet changes', () => {
    const update = onTopicChanged(alert, topic({ version: 2, items: 5 }), live(5))
    expect(notificationsFor(update.alert ?? alert, update.effects, [channel()])).toEqual([])
  })

  it('urges once per clock and channel', () => {
    const clock = { kind: 'response', from: 'published', name: '舆情回应', dueAt: minute(30) }
    const [urge] = urgesFor(alert, 'ticket-1', clock, [channel()])
    expect(urge).toMatchObject({
      channel: 'hook',
      at: minute(30),
      body: { type: 'ticket.missed', clock: { kind: 'response' } },
    })
    expect(urgesFor(alert, 'ticket-1', { ...clock, from: 'detected' }, [channel()])[0]?.key).not.toBe(urge?.key)
  })
})
