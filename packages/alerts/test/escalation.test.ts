import { escalationConfigSchema, type EscalationConfig } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import { acknowledgeAlert, changeAlertLevel, firstSteps, isInShift, stepAt, waitingSince } from '../src/index.js'
import { duty, raised } from './sample.js'

const rule = (change: object = {}): EscalationConfig =>
  escalationConfigSchema.parse({ id: 'deputy', level: 'yellow', after: '10m', channels: ['deputy'], ...change })
const weekdays = (date: string): boolean => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
/** Beijing time of a day in November 2026; the 23rd is a Monday. */
const at = (day: number, time: string): string => new Date(`2026-11-${day}T${time}:00+08:00`).toISOString()

describe('an alert waits for somebody', () => {
  it('from when it was raised until it is confirmed, and anew when it rises', () => {
    const alert = raised()
    expect(waitingSince(alert)).toBe(alert.raisedAt)
    const seen = acknowledgeAlert(alert, { actor: duty, now: at(23, '10:00') })
    if (!seen.ok) throw seen.error
    expect(waitingSince(seen.value.alert)).toBeNull()
    const risen = changeAlertLevel(alert, 'red', { actor: duty, now: at(23, '11:00'), reason: '有人受伤' })
    if (!risen.ok) throw risen.error
    expect(waitingSince(risen.value.alert)).toBe(at(23, '11:00'))
  })

  it('and the rules of its level say who is called when', () => {
    const alert = raised()
    const rules = [rule(), rule({ id: 'leaders', after: '30m' }), rule({ id: 'other', level: 'red' })]
    expect(
      firstSteps(alert, rules).map(({ step, due }) => [step.rule, Date.parse(due) - Date.parse(alert.raisedAt)]),
    ).toEqual([
      ['deputy', 600_000],
      ['leaders', 1_800_000],
    ])
  })
})

describe('a step that is due', () => {
  const alert = raised()
  const step = { alert: alert.alert, rule: 'deputy', since: alert.raisedAt, nth: 1 }
  const due = new Date(Date.parse(alert.raisedAt) + 600_000).toISOString()

  it('calls, and comes again as often as its rule says', () => {
    const again = rule({ every: '5m', times: 2 })
    const first = stepAt(alert, again, step, due, weekdays)
    expect(first).toMatchObject({ calls: true, next: { step: { nth: 2 } } })
    expect(Date.parse(first.next?.due ?? '') - Date.parse(due)).toBe(300_000)
    expect(stepAt(alert, again, { ...step, nth: 2 }, due, weekdays)).toEqual({ calls: true, next: null })
    expect(stepAt(alert, rule(), step, due, weekdays).next).toBeNull()
  })

  it('is over when the alert was confirmed, has another level, or waits for another reason', () => {
    const over = { calls: false, next: null }
    const seen = acknowledgeAlert(alert, { actor: duty, now: due })
    if (!seen.ok) throw seen.error
    expect(stepAt(seen.value.alert, rule(), step, due, weekdays)).toEqual(over)
    expect(stepAt({ ...alert, level: 'orange' }, rule(), step, due, weekdays)).toEqual(over)
    expect(stepAt(alert, rule(), { ...step, since: at(22, '00:00') }, due, weekdays)).toEqual(over)
  })

  it('calls nobody outside of its shift, and goes on with its repetitions', () => {
    const never = rule({ days: 'off', hours: '00:00-00:01', every: '5m', times: 3 })
    expect(stepAt(alert, never, step, at(23, '10:00'), weekdays)).toMatchObject({
      calls: false,
      next: { step: { nth: 2 } },
    })
  })
})

describe('a shift', () => {
  it.each([
    ['08:30-18:00', 'any', 23, '08:30', true],
    ['08:30-18:00', 'any', 23, '18:00', false],
    ['18:00-08:30', 'any', 23, '23:00', true],
    ['18:00-08:30', 'any', 23, '08:29', true],
    ['18:00-08:30', 'any', 23, '08:30', false],
    [undefined, 'working', 28, '12:00', false],
    [undefined, 'off', 28, '12:00', true],
    // The night from Friday to Saturday is Friday's.
    ['18:00-08:30', 'working', 28, '03:00', true],
    ['18:00-08:30', 'off', 30, '03:00', true],
  ] as const)('%s on %s days: 2026-11-%i %s is in it: %s', (hours, days, day, time, expected) => {
    expect(isInShift({ days, ...(hours ? { hours } : {}) }, at(day, time), weekdays)).toBe(expected)
  })
})
