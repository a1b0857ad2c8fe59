import { DAY, toInstant, toMs } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import {
  backlog,
  disposalRate,
  effectRate,
  isUntouched,
  precisionRate,
  returnRate,
  routeOf,
  shouldAutoDispatch,
  timeliness,
} from '../src/index.js'
import {
  after,
  answer,
  approve,
  archive,
  dispatch,
  duty,
  hour,
  jyj,
  opened,
  perform,
  rate,
  respond,
  sign,
  topic,
} from './sample.js'

const named = (name: string) => opened({ alert: name })
const waiting = named('w')
const answered = after(named('a'), dispatch, sign, answer, approve)
const returned = after(named('r'), dispatch, [{ action: 'return', reason: '不属职责', department: 'scjg' }, jyj])
const late = after(named('l'), [{ action: 'dispatch', department: 'jyj' }, duty, 40])
const refused = after(named('x'), [{ action: 'archive', reason: '误报' }, duty])
const merged = perform(named('m'), { action: 'merge', into: waiting.ticket }, duty, 1, { target: waiting }).ticket
const all = [waiting, answered, returned, late, refused, merged]

describe('indicators', () => {
  it('counts a clock as kept, broken or running, and drills down', () => {
    const row = timeliness(all, hour(45)).find((each) => each.kind === 'dispatch')
    // waiting: due at 23, unmet; late: met at 40.
    expect(row).toMatchObject({
      from: 'detected',
      rate: 0.5,
      of: 4,
      running: 0,
      tickets: [answered.ticket, returned.ticket],
    })
    expect(timeliness(all, hour(5)).find((each) => each.kind === 'dispatch')).toMatchObject({ running: 1, of: 3 })
  })

  it('gives shares of what was dispatched or reviewed, and no rate for nothing', () => {
    expect(disposalRate(all)).toMatchObject({ of: 3, tickets: [answered.ticket] })
    expect(returnRate(all)).toMatchObject({ of: 3, tickets: [returned.ticket] })
    expect(precisionRate(all)).toMatchObject({ rate: 1, of: 1 })
    expect(precisionRate([waiting])).toEqual({ rate: null, of: 0, tickets: [] })
  })

  it('calls a disposal effective once a whole day after the answer is as calm as before the burst', () => {
    // Responded in hour 5, which the days are counted from.
    const closed = after(named('c'), dispatch, sign, answer, approve, respond, rate, archive)
    const daysOn = (days: number) => toInstant(toMs(hour(5)) + days * DAY)
    const each = (negatives: number[], now: number, ticket = closed) =>
      effectRate([{ ticket, negatives: negatives.map(daysOn) }], daysOn(now))
    expect(each([], 0.9)).toMatchObject({ rate: null, of: 0 })
    expect(each([], 1)).toMatchObject({ rate: 1, tickets: [closed.ticket] })
    // It goes on for three days, then it is calm.
    expect(each([0.5, 1.5, 2.5], 3)).toMatchObject({ of: 0 })
    expect(each([0.5, 1.5, 2.5], 4)).toMatchObject({ rate: 1 })
    // One a day before the burst already: one a day is as calm as it was.
    const usual = Array.from({ length: 14 }, (_, n) => -2 - n)
    expect(each([...usual, 0.5], 1)).toMatchObject({ rate: 1 })
    expect(each([...usual, 0.5, 0.6], 1)).toMatchObject({ of: 0 })
    // It never ends.
    const loud = Array.from({ length: 8 }, (_, n) => n + 0.5)
    expect(each(loud, 6.9)).toMatchObject({ of: 0 })
    expect(each(loud, 7)).toMatchObject({ rate: 0, of: 1, tickets: [] })
    const redone = {
      ...closed,
      history: [...closed.history, { ...closed.history[0], action: 'redo' }],
    } as typeof closed
    expect(each([], 1, redone)).toMatchObject({ rate: 0, of: 1 })
    expect(each([], 9, refused)).toMatchObject({ of: 0 })
    expect(each([], 9, answered)).toMatchObject({ of: 0 })
  })

  it('counts open tickets by department, overdue ones first', () => {
    expect(backlog(all, hour(45))).toEqual([
      { department: null, open: 2, overdue: 1, byState: { accepted: 2 } },
      { department: 'jyj', open: 2, overdue: 0, byState: { dispatched: 1, reviewed: 1 } },
    ])
  })
})

describe('routing', () => {
  it('proposes the best candidate and shows the next two', () => {
    const { proposed, next } = routeOf(topic().candidates)
    expect(proposed?.department).toBe('jyj')
    expect(next.map((each) => each.department)).toEqual(['scjg', 'wjj'])
    expect(routeOf([])).toEqual({ proposed: null, next: [] })
  })

  it('dispatches by itself only where the office says so, and only what nobody had', () => {
    const rule = { levels: ['yellow' as const], confidence: 0.8 }
    expect(shouldAutoDispatch(rule, 'yellow', 0.8)).toBe(true)
    expect(shouldAutoDispatch(rule, 'yellow', 0.79)).toBe(false)
    expect(shouldAutoDispatch(rule, 'red', 1)).toBe(false)
    expect(isUntouched(waiting)).toBe(true)
    expect(isUntouched(returned)).toBe(false)
  })
})
