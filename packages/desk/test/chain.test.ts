import { ticketSchema, type Actor, type Ticket } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import { allowedActions, type TicketCommand } from '../src/index.js'
import {
  after,
  analyst,
  answer,
  approve,
  archive,
  clerkOf,
  context,
  dispatch,
  duty,
  hour,
  jyj,
  opened,
  perform,
  rate,
  refusal,
  respond,
  sign,
} from './sample.js'

describe('the chain', () => {
  it('goes from 受理 to 归档 with one version and one line of history per act', () => {
    const ticket = after(opened(), dispatch, sign, [{ action: 'start' }, jyj], answer, approve, respond, rate, archive)
    expect(ticketSchema.parse(ticket)).toMatchObject({
      state: 'archived',
      version: 9,
      department: 'jyj',
      departmentName: '教育体育局',
    })
    expect(ticket.history.map((line) => line.to)).toEqual([
      'accepted',
      'dispatched',
      'signed',
      'handling',
      'answered',
      'reviewed',
      'responded',
      'rated',
      'archived',
    ])
    expect(ticket.history.at(4)).toMatchObject({ at: hour(4), by: jyj, action: 'answer', reason: '已停餐并送检' })
    expect(ticket.response).toMatchObject({ text: '情况通报', url: 'https://example.invalid/1' })
  })

  it('lets a department answer from 签收, starting implied', () => {
    expect(after(opened(), dispatch, sign, answer).state).toBe('answered')
  })

  it('refuses a step out of order, naming the state in Chinese', () => {
    expect(refusal(opened(), ...sign)).toMatchObject({
      code: 'transition_refused',
      message: '工单处于「受理」，不能签收',
    })
  })
})

describe('who may do what', () => {
  const dispatched = after(opened(), dispatch)

  it('gives each role its own actions', () => {
    expect(allowedActions(opened(), 'duty')).toEqual(['dispatch', 'archive', 'merge', 'split'])
    expect(allowedActions(dispatched, 'clerk', 'jyj')).toEqual(['sign', 'return', 'assist'])
    expect(allowedActions(after(opened(), dispatch, sign), 'clerk', 'jyj')).toEqual([
      'start',
      'answer',
      'return',
      'assist',
    ])
    expect(allowedActions(dispatched, 'clerk', 'scjg')).toEqual([])
    expect(allowedActions(dispatched, 'clerk')).toEqual([])
    expect(allowedActions(dispatched, 'analyst')).toEqual([])
    expect(allowedActions(after(opened(), dispatch, sign, answer, approve, respond), 'analyst')).toEqual(['rate'])
  })

  it('keeps a clerk away from another department’s ticket and a duty officer from a clerk’s act', () => {
    expect(refusal(dispatched, { action: 'sign' }, clerkOf('scjg'))).toMatchObject({
      code: 'not_allowed',
      message: '该工单由教育体育局承办，其他部门不能签收',
    })
    expect(refusal(dispatched, { action: 'sign' }, duty)?.code).toBe('not_allowed')
    expect(refusal(dispatched, { action: 'dispatch', department: 'jyj' }, analyst)?.code).toBe('not_allowed')
  })
})

describe('what an act wants', () => {
  const signed = after(opened(), dispatch, sign)
  const answered = after(signed, answer)

  it('names the field that is missing', () => {
    const cases: readonly (readonly [Ticket, TicketCommand, Actor, string])[] = [
      [opened(), { action: 'dispatch' }, duty, 'department'],
      [opened(), { action: 'dispatch', department: 'nobody' }, duty, 'department'],
      [opened(), { action: 'archive' }, duty, 'reason'],
      [signed, { action: 'answer', text: '  ' }, jyj, 'text'],
      [signed, { action: 'return', department: 'scjg' }, jyj, 'reason'],
      [signed, { action: 'return', reason: '不属本部门' }, jyj, 'department'],
      [signed, { action: 'return', reason: '不属本部门', department: 'jyj' }, jyj, 'department'],
      [signed, { action: 'reassign', department: 'scjg' }, duty, 'reason'],
      [signed, { action: 'reassign', department: 'jyj', reason: '错派' }, duty, 'department'],
      [signed, { action: 'supervise' }, duty, 'tone'],
      [signed, { action: 'assist', assistants: ['jyj'] }, duty, 'assistants'],
      [signed, { action: 'extend', until: hour(500) }, duty, 'reason'],
      [answered, { action: 'review', addressed: true }, duty, 'departmentRight'],
      [after(answered, approve), { action: 'respond', text: 'x', url: 'javascript:1' }, duty, 'url'],
      [after(answered, approve, respond), { action: 'rate', solved: true }, duty, 'satisfied'],
      [signed, { action: 'merge', into: signed.ticket }, duty, 'into'],
      [signed, { action: 'split', members: ['a1', 'a2', 'a3'] }, duty, 'members'],
      [signed, { action: 'split', members: ['zz'] }, duty, 'members'],
    ]
    for (const [ticket, command, actor, field] of cases) {
      expect(refusal(ticket, command, actor), `${command.action} ${field}`).toMatchObject({
        code: 'bad_request',
        field,
      })
    }
  })

  it('sends a ticket to a town with the place first', () => {
    const ticket = perform(opened(), { action: 'dispatch', department: 'zj', place: '330681101' }, duty, 1, {
      places: new Map([['330681101', '样例镇']]),
    }).ticket
    expect(ticket.places.map((place) => place.name)).toEqual(['样例镇', '示例街道'])
    expect(refusal(opened(), { action: 'dispatch', department: 'zj', place: '330681999' }, duty)?.field).toBe('place')
  })
})

describe('returns', () => {
  const back = (department: string, suggested: string) =>
    [{ action: 'return', reason: '不属职责', department: suggested }, clerkOf(department)] as const
  const twice = after(
    opened(),
    dispatch,
    back('jyj', 'scjg'),
    [{ action: 'dispatch', department: 'scjg' }, duty],
    back('scjg', 'jyj'),
  )

  it('goes back to 受理 without a lead, with the suggested owner in the history', () => {
    const once = after(opened(), dispatch, back('jyj', 'scjg'))
    expect(once).toMatchObject({ state: 'accepted', department: null, returns: 1 })
    expect(once.history.at(-1)).toMatchObject({ action: 'return', department: 'scjg', reason: '不属职责' })
    expect(once.arbiter).toBeUndefined()
  })

  it('names the arbiter at the second return, whose word is final', () => {
    expect(twice).toMatchObject({ returns: 2, arbiter: '值班负责人' })
    expect(refusal(twice, ...dispatch)?.message).toBe('工单已两次退回，须由值班负责人裁定承办部门')
    const settled = after(twice, [{ action: 'arbitrate', department: 'scjg', reason: '食品监管职责' }, duty])
    expect(settled).toMatchObject({ state: 'dispatched', department: 'scjg' })
    expect(refusal(settled, ...back('scjg', 'jyj'))?.code).toBe('transition_refused')
    expect(refusal(settled, { action: 'reassign', department: 'jyj', reason: '再议' }, duty)?.code).toBe(
      'transition_refused',
    )
  })

  it('lets nobody arbitrate before that', () => {
    expect(refusal(opened(), { action: 'arbitrate', department: 'jyj', reason: '先定' }, duty)?.code).toBe(
      'transition_refused',
    )
  })
})

describe('redo', () => {
  const reviewed = (addressed: boolean) =>
    after(opened(), dispatch, sign, answer, [{ action: 'review', departmentRight: true, addressed }, duty])

  it('follows a review that found the answer beside the matter, and blocks the response until then', () => {
    expect(refusal(reviewed(false), ...respond)?.message).toBe('审核认为反馈未回应诉求，须先重办')
    const again = after(reviewed(false), [{ action: 'redo', reason: '未说明送检结果' }, duty])
    expect(again).toMatchObject({ state: 'handling', department: 'jyj', answer: { text: '已停餐并送检' } })
    expect(again.review).toBeUndefined()
    expect(refusal(reviewed(true), { action: 'redo', reason: '再办' }, duty)?.code).toBe('transition_refused')
  })

  it('follows a bad rating, not a good one, and opens an archived ticket', () => {
    const responded = after(reviewed(true), respond)
    const bad = after(responded, [{ action: 'rate', solved: false, satisfied: true }, duty])
    expect(after(bad, [{ action: 'redo', reason: '未解决' }, duty]).state).toBe('handling')
    expect(refusal(after(responded, rate), { action: 'redo', reason: '再办' }, duty)?.code).toBe('transition_refused')
    const archived = after(responded, rate, archive)
    expect(after(archived, [{ action: 'redo', reason: '问题反复' }, duty]).state).toBe('handling')
    const refused = after(opened(), [{ action: 'archive', reason: '误报' }, duty])
    expect(refusal(refused, { action: 'redo', reason: '再看' }, duty)?.message).toContain('从未派发')
  })
})

describe('help and pressure', () => {
  it('keeps one lead and several assistants', () => {
    const helped = after(opened(), dispatch, [{ action: 'assist', assistants: ['scjg', 'wjj', 'scjg'] }, jyj])
    expect(helped).toMatchObject({ department: 'jyj', assistants: ['scjg', 'wjj'], state: 'dispatched' })
    const moved = after(helped, [{ action: 'reassign', department: 'scjg', reason: '牵头调整' }, duty])
    expect(moved).toMatchObject({ department: 'scjg', assistants: ['wjj'] })
  })

  it('supervises in three tones', () => {
    const urged = after(opened(), dispatch, [{ action: 'supervise', tone: 'order', reason: '市领导批示' }, duty])
    expect(urged).toMatchObject({ supervision: 'order', state: 'dispatched' })
    expect(urged.history.at(-1)?.reason).toBe('责令：市领导批示')
  })
})

describe('merge and split', () => {
  it('moves members and stricter clocks to the other ticket and archives this one', () => {
    const target = opened(
      { alert: 'alert-2', topic: 'topic-2' },
      { members: ['b1', 'a1'], firstPublished: hour(10), firstSeen: hour(11) },
    )
    const early = opened()
    const { ticket, others } = perform(early, { action: 'merge', into: target.ticket }, duty, 12, { target })
    expect(ticket).toMatchObject({ state: 'archived', mergedInto: target.ticket })
    expect(others).toHaveLength(1)
    expect(others[0]).toMatchObject({ ticket: target.ticket, version: 2, members: ['b1', 'a1', 'a2', 'a3'] })
    expect(others[0]?.clocks.find((clock) => clock.kind === 'response')?.startsAt).toBe(hour(-2))
    expect(refusal(early, { action: 'merge', into: 'gone' }, duty, 12)?.field).toBe('into')
    expect(
      refusal(opened({ alert: 'alert-3' }), { action: 'merge', into: ticket.ticket }, duty, 13, { target: ticket })
        ?.code,
    ).toBe('transition_refused')
  })

  it('gives the split members a ticket of their own whose clocks run on', () => {
    const { ticket, others } = perform(after(opened(), dispatch), { action: 'split', members: ['a2'] }, duty, 3)
    expect(ticket).toMatchObject({ members: ['a1', 'a3'], released: ['a2'], state: 'dispatched' })
    const born = others[0]
    expect(ticketSchema.parse(born)).toMatchObject({
      version: 1,
      state: 'accepted',
      department: null,
      members: ['a2'],
      alert: 'alert-1',
    })
    expect(born?.ticket).not.toBe(ticket.ticket)
    expect(born?.clocks.find((clock) => clock.kind === 'response')?.startsAt).toBe(hour(-2))
    expect(born?.clocks.some((clock) => clock.from === 'dispatched')).toBe(false)
    expect(context(3).now).toBe(born?.openedAt)
  })
})
