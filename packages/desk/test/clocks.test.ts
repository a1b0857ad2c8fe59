import fc from 'fast-check'
import { toInstant } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import {
  addWorkingDays,
  buildCalendar,
  followAlert,
  localDate,
  missedClocks,
  nextDeadline,
  openTicket,
  startClocks,
  takeMembers,
} from '../src/index.js'
import {
  after,
  alert,
  answer,
  approve,
  at,
  clocks,
  clerkOf,
  context,
  dispatch,
  duty,
  holidays,
  hour,
  opened,
  perform,
  refusal,
  respond,
  sign,
  topic,
} from './sample.js'

const calendar = buildCalendar(holidays)
const clockOf = (ticket: ReturnType<typeof opened>, kind: string, from = 'detected') =>
  ticket.clocks.find((clock) => clock.kind === kind && clock.from === from)

describe('working days', () => {
  it('does not count the first day and ends with the last one, in Shanghai', () => {
    // Monday 09:00 + 3 → Thursday, last millisecond in Shanghai.
    expect(addWorkingDays(hour(0), 3, calendar).dueAt).toBe('2026-11-26T15:59:59.999Z')
    // 23:30 UTC on Sunday is Monday in Shanghai.
    expect(addWorkingDays('2026-11-22T23:30:00.000Z', 1, calendar).dueAt).toBe('2026-11-24T15:59:59.999Z')
  })

  it('skips a holiday week and counts the Saturday that is worked for it', () => {
    // Wednesday 30 September: 8 and 9 October, then Saturday 10 October (调休).
    expect(localDate(addWorkingDays('2026-09-30T02:00:00.000Z', 3, calendar).dueAt)).toBe('2026-10-10')
  })

  it('falls back to weekends in a year without a notice and says which', () => {
    expect(addWorkingDays('2027-12-30T02:00:00.000Z', 2, calendar)).toEqual({
      dueAt: '2028-01-03T15:59:59.999Z',
      unknownYears: [2028],
    })
    const basis = { level: 'yellow' as const, matter: 'm', starts: { dispatched: '2029-01-02T00:00:00.000Z' } }
    expect(startClocks(basis, clocks, calendar).warnings).toEqual(['节假日表缺少 2029 年，工作日仅按周末推算'])
  })

  const start = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }).map(toInstant)
  const date = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) })
    .map((ms) => toInstant(ms).slice(0, 10))

  it('never ends on a day off', () => {
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 30 }),
        fc.array(date, { maxLength: 60 }),
        fc.array(date, { maxLength: 30 }),
        (at, days, off, worked) => {
          const random = buildCalendar([{ year: 2026, source: '', off, worked }])
          const { dueAt } = addWorkingDays(at, days, random)
          expect(random.isWorkingDay(localDate(dueAt))).toBe(true)
          expect(dueAt > at).toBe(true)
        },
      ),
    )
  })

  it('is never shortened by one more holiday', () => {
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 30 }),
        fc.array(date, { maxLength: 40 }),
        fc.array(date, { maxLength: 20 }),
        date,
        (at, days, off, worked, extra) => {
          const before = addWorkingDays(at, days, buildCalendar([{ year: 2026, source: '', off, worked }])).dueAt
          const later = addWorkingDays(
            at,
            days,
            buildCalendar([{ year: 2026, source: '', off: [...off, extra], worked }]),
          ).dueAt
          expect(later >= before).toBe(true)
        },
      ),
    )
  })
})

describe('starting', () => {
  it('runs from first publication and from detection', () => {
    const ticket = opened()
    expect(clockOf(ticket, 'response', 'published')).toMatchObject({
      startsAt: hour(-2),
      dueAt: hour(46),
      source: '样例文件',
    })
    expect(clockOf(ticket, 'response')).toMatchObject({ startsAt: hour(-1), dueAt: hour(47) })
    expect(clockOf(ticket, 'first-word')).toBeUndefined()
    expect(clockOf(ticket, 'handling', 'dispatched')).toBeUndefined()
  })

  it('takes the strictest of one kind: an urgent matter has one hour to be dispatched', () => {
    expect(clockOf(opened(), 'dispatch')?.dueAt).toBe(hour(23))
    expect(clockOf(opened({}, { urgency: 3 }), 'dispatch')).toMatchObject({ name: '紧急派发', dueAt: hour(0) })
  })

  it('counts as missed at once what had run out before the ticket was opened', () => {
    const late = opened({ level: 'red' }, { firstPublished: hour(-30) })
    expect(clockOf(late, 'first-word', 'published')).toMatchObject({ dueAt: hour(-25), missedAt: hour(-25) })
    expect(clockOf(late, 'first-word')?.missedAt).toBeUndefined()
  })

  it('starts handling at the first dispatch, and a return neither stops nor restarts anything', () => {
    const sent = after(opened(), dispatch)
    const back = after(sent, [{ action: 'return', reason: '不属职责', department: 'scjg' }, clerkOf('jyj'), 30])
    expect(back.clocks).toEqual(sent.clocks)
    const again = after(back, [{ action: 'dispatch', department: 'scjg' }, duty, 50])
    expect(clockOf(again, 'handling', 'dispatched')).toEqual(clockOf(sent, 'handling', 'dispatched'))
  })
})

describe('meeting and missing', () => {
  it('is met by the state that stops it, or one after it', () => {
    const sent = after(opened(), dispatch)
    expect(clockOf(sent, 'dispatch')?.metAt).toBe(hour(1))
    const done = after(sent, sign, answer, approve, respond)
    expect(done.clocks.every((clock) => clock.metAt !== undefined && clock.missedAt === undefined)).toBe(true)
  })

  it('is missed as well when it is met late, whether or not the timer came', () => {
    const late = after(opened(), at(dispatch, 30))
    expect(clockOf(late, 'dispatch')).toMatchObject({ metAt: hour(30), missedAt: hour(23) })
    const fired = missedClocks(opened(), hour(23))
    expect(fired.missed.map((clock) => clock.kind)).toEqual(['dispatch'])
    expect(fired.ticket).toMatchObject({ version: 2 })
    expect(clockOf(after(fired.ticket, at(dispatch, 30)), 'dispatch')).toEqual(clockOf(late, 'dispatch'))
  })

  it('is missed once, and never on an archived ticket', () => {
    const once = missedClocks(opened(), hour(46)).ticket
    expect(missedClocks(once, hour(46))).toEqual({ ticket: once, missed: [] })
    expect(missedClocks(opened(), hour(22)).missed).toEqual([])
    const refused = after(opened(), [{ action: 'archive', reason: '误报' }, duty])
    expect(missedClocks(refused, hour(90)).missed).toEqual([])
    expect(refused.clocks.every((clock) => clock.metAt === undefined)).toBe(true)
  })

  it('shows the unmet clock that ends first', () => {
    expect(nextDeadline(opened())?.kind).toBe('dispatch')
    expect(nextDeadline(after(opened(), dispatch))).toMatchObject({ kind: 'response', from: 'published' })
    expect(nextDeadline(after(opened(), [{ action: 'archive', reason: '误报' }, duty]))).toBeNull()
  })

  it('is put off only by an approved extension, only for handling, and only forward', () => {
    const sent = after(opened(), dispatch)
    const until = hour(200)
    const longer = perform(sent, { action: 'extend', until, reason: '需专家鉴定' }, duty, 2).ticket
    expect(clockOf(longer, 'handling', 'dispatched')?.dueAt).toBe(until)
    expect(clockOf(longer, 'response')).toEqual(clockOf(sent, 'response'))
    expect(refusal(sent, { action: 'extend', until: hour(3), reason: '提前' }, duty, 2)?.field).toBe('until')
    expect(refusal(sent, { action: 'extend', until: hour(900), reason: '太晚' }, duty, 300)?.code).toBe(
      'transition_refused',
    )
  })
})

describe('following the alert', () => {
  it('brings the ends forward when an item turns up that was published before all others', () => {
    const ticket = opened()
    const [before, detected] = [clockOf(ticket, 'response', 'published'), clockOf(ticket, 'response')]
    const firstPublished = toInstant(Date.parse(before?.startsAt ?? '') - 120_000)
    const change = followAlert(ticket, alert(), topic({ firstPublished }), context(1))
    const now = change && clockOf(change.ticket, 'response', 'published')
    expect(now?.startsAt).toBe(firstPublished)
    expect(Date.parse(before?.dueAt ?? '') - Date.parse(now?.dueAt ?? '')).toBe(120_000)
    expect(change && clockOf(change.ticket, 'response')).toEqual(detected)
    const later = toInstant(Date.parse(before?.startsAt ?? '') + 120_000)
    expect(followAlert(ticket, alert(), topic({ firstPublished: later }), context(1))).toBeNull()
  })

  it('adds the clocks of a higher level with their starts unchanged, and lets new members join', () => {
    const grown = topic({ version: 2, members: ['a1', 'a3', 'a4'] })
    const change = followAlert(opened(), alert({ level: 'orange' }), grown, context(1))
    expect(change?.ticket).toMatchObject({ level: 'orange', version: 2, members: ['a1', 'a2', 'a3', 'a4'] })
    expect(change && clockOf(change.ticket, 'first-word', 'published')).toMatchObject({
      startsAt: hour(-2),
      dueAt: hour(3),
    })
    expect(change?.ticket.history.at(-1)).toMatchObject({ action: 'level', reason: '等级由较大调整为重大' })
  })

  it('takes no clock away at a lower level', () => {
    const red = opened({ level: 'red' })
    const change = followAlert(red, alert({ level: 'blue' }), null, context(1))
    expect(change?.ticket).toMatchObject({ level: 'blue', clocks: red.clocks })
  })

  it('marks a late clock as met or missed by what had happened', () => {
    const done = after(opened(), dispatch, sign, answer, approve, respond)
    const change = followAlert(done, alert({ level: 'red' }), null, context(9))
    expect(change && clockOf(change.ticket, 'first-word')).toMatchObject({ metAt: hour(5), missedAt: hour(4) })
  })

  it('does not bring back what a split took away, and leaves an archived ticket alone', () => {
    const split = perform(opened(), { action: 'split', members: ['a2'] }, duty).ticket
    expect(followAlert(split, alert(), topic(), context(2))).toBeNull()
    const gone = after(opened(), [{ action: 'archive', reason: '误报' }, duty])
    expect(followAlert(gone, alert({ level: 'red' }), topic({ members: ['b9'] }), context(2))).toBeNull()
    expect(takeMembers(opened(), ['b1'], hour(2))).toMatchObject({ version: 2, members: ['a1', 'a2', 'a3', 'b1'] })
    expect(takeMembers(opened(), ['a1'], hour(2))).toBeNull()
  })

  it('keeps the candidates that were shown when somebody was dispatched to', () => {
    const candidates = [{ department: 'wjj', name: '卫生健康局', score: 1, why: '改判' }]
    expect(followAlert(opened(), alert(), topic({ candidates }), context(1))?.ticket.candidates).toEqual(candidates)
    expect(followAlert(after(opened(), dispatch), alert(), topic({ candidates }), context(2))).toBeNull()
  })

  it('gives the same ticket for the same alert', () => {
    expect(openTicket(alert(), topic(), context(0))).toEqual(openTicket(alert(), topic(), context(0)))
  })
})
