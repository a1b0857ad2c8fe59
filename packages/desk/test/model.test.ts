import { ticketActions, ticketSchema, ticketStates, type Actor, type Ticket } from '@guanlan/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { act, allowedActions, clockKey, transitions, type TicketCommand } from '../src/index.js'
import { analyst, clerkOf, context, duty, hour, opened } from './sample.js'

const department = fc.constantFrom('jyj', 'scjg', 'wjj')
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 9 })
/** Everyone who might act, for the steps that take one of the offered actions: blind ones seldom get beyond 转办. */
const everyone: readonly Actor[] = [duty, clerkOf('jyj'), clerkOf('scjg'), clerkOf('wjj'), analyst]
const offeredTo = (ticket: Ticket) =>
  everyone.flatMap((actor) =>
    offers(ticket, actor)
      .filter((action) => action !== 'merge' && action !== 'archive')
      .map((action) => ({ actor, action })),
  )
const offers = (ticket: Ticket, actor: Actor) =>
  allowedActions(ticket, actor.role === 'system' ? 'duty' : actor.role, actor.department)

const actor = fc.oneof(fc.constant(duty), department.map(clerkOf), fc.constant(analyst))

const command = fc
  .record({
    action: fc.constantFrom(...ticketActions.filter((action) => action !== 'merge')),
    department: maybe(department),
    reason: maybe(fc.constant('理由')),
    text: maybe(fc.constant('情况说明')),
    assistants: maybe(fc.array(department, { maxLength: 3 })),
    tone: maybe(fc.constantFrom('remind' as const, 'urge' as const, 'order' as const)),
    until: maybe(fc.integer({ min: 0, max: 400 }).map(hour)),
    departmentRight: maybe(fc.boolean()),
    addressed: maybe(fc.boolean()),
    solved: maybe(fc.boolean()),
    satisfied: maybe(fc.boolean()),
    members: maybe(fc.subarray(['a1', 'a2', 'a3'])),
  })
  .map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)) as TicketCommand)

/** The reference: where each action may come from and lead to, written down a second time and plainly. */
const arrows: Record<string, readonly string[]> = {
  dispatch: ['受理转办'],
  sign: ['转办签收'],
  start: ['签收办理'],
  answer: ['签收反馈', '办理反馈'],
  return: ['转办受理', '签收受理', '办理受理'],
  reassign: ['转办转办', '签收转办', '办理转办'],
  review: ['反馈审核'],
  respond: ['审核回应'],
  rate: ['回应评价'],
  archive: ['受理归档', '回应归档', '评价归档'],
  redo: ['审核办理', '评价办理', '归档办理'],
  arbitrate: ['受理转办'],
}
const names = ['受理', '转办', '签收', '办理', '反馈', '审核', '回应', '评价', '归档']
const nameOf = (state: Ticket['state']) => names[ticketStates.indexOf(state)] ?? ''

function check(before: Ticket, after: Ticket, command: TicketCommand, actor: Actor): void {
  expect(ticketSchema.safeParse(after).success).toBe(true)
  expect(after.version).toBe(before.version + 1)
  expect(after.history).toHaveLength(before.history.length + 1)
  expect(after.history.slice(0, -1)).toEqual(before.history)
  expect(after.history.at(-1)).toMatchObject({ by: actor, action: command.action, from: before.state, to: after.state })
  const allowed = arrows[command.action] ?? names.map((name) => name + name)
  expect(allowed).toContain(nameOf(before.state) + nameOf(after.state))
  // One lead wherever a department has it, none in 受理, and never its own assistant.
  if (after.state === 'accepted') expect(after.department).toBeNull()
  else if (after.state !== 'archived') expect(after.department).not.toBeNull()
  expect(after.assistants).not.toContain(after.department)
  if (actor.role === 'clerk') expect(before.department).toBe(actor.department)
  // No act takes a clock away, moves a start, unmeets one, or moves an end unless it is an extension.
  for (const clock of before.clocks) {
    const now = after.clocks.find((each) => clockKey(each) === clockKey(clock))
    expect(now).toMatchObject({ startsAt: clock.startsAt, ...(clock.metAt ? { metAt: clock.metAt } : {}) })
    if (command.action !== 'extend') expect(now?.dueAt).toBe(clock.dueAt)
  }
  if (before.arbiter) expect(after.returns).toBe(before.returns)
}

describe('any run of commands by anyone', () => {
  it('keeps the rules of the desk', () => {
    const reached = new Set<string>()
    const run = fc.array(fc.tuple(command, actor, fc.option(fc.nat(30))), { minLength: 5, maxLength: 40 })
    fc.assert(
      fc.property(run, (steps) => {
        let ticket = opened()
        steps.forEach(([blind, anyone, pick], at) => {
          const choices = pick === null ? [] : offeredTo(ticket)
          const choice = choices[(pick ?? 0) % Math.max(1, choices.length)]
          const actor = choice?.actor ?? anyone
          const command = choice ? { ...blind, action: choice.action } : blind
          const offered = offers(ticket, actor)
          const result = act(ticket, command, actor, context(at))
          if (!result.ok) {
            // What was offered can only fail on what was sent, or (extension) on clocks that ran out.
            const codes = offered.includes(command.action)
              ? ['bad_request', 'transition_refused']
              : ['not_allowed', 'transition_refused']
            expect(codes).toContain(result.error.code)
            if (offered.includes(command.action) && result.error.code === 'transition_refused')
              expect(command.action).toBe('extend')
            expect(result.error.message).toMatch(/\p{Script=Han}/u)
            return
          }
          expect(offered).toContain(command.action)
          expect(transitions[command.action].roles).toContain(actor.role)
          check(ticket, result.value.ticket, command, actor)
          ticket = result.value.ticket
          reached.add(ticket.state)
        })
      }),
      { numRuns: 120 },
    )
    // Random walks that never leave 受理 would prove nothing.
    expect(reached.size).toBeGreaterThanOrEqual(7)
  })
})
