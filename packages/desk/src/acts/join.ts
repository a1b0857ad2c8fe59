import { ticketStateNames, type Ticket } from '@guanlan/contracts'
import { hashId, ok } from '@guanlan/kernel'
import { mergeClocks } from '../clocks.js'
import { refused, textOf, wants, type Handler } from '../command.js'

/** 合并: wants `into`, and that ticket as the context's target. Members move over, the stricter clocks with them. */
export const merge: Handler = (ticket, command, actor, context) => {
  const { target } = context
  if (command.into === undefined) return wants('into', '合并须写明并入的工单')
  if (command.into === ticket.ticket) return wants('into', '工单不能并入自身')
  if (!target || target.ticket !== command.into) return wants('into', '没有找到要并入的工单')
  if (target.jurisdiction !== ticket.jurisdiction) return wants('into', '不同地区的工单不能合并')
  if (target.state === 'archived') return refused(`要并入的工单已${ticketStateNames.archived}`, { into: target.ticket })
  const line = {
    at: context.now,
    by: actor,
    action: 'merge',
    from: target.state,
    to: target.state,
    department: target.department,
    reason: `并入工单《${ticket.title}》`,
  }
  const taken: Ticket = {
    ...target,
    members: [...new Set([...target.members, ...ticket.members])],
    clocks: mergeClocks(target.clocks, ticket.clocks),
    version: target.version + 1,
    changedAt: context.now,
    history: [...target.history, line],
  }
  const reason = textOf(command.reason) ?? `并入工单《${target.title}》`
  return ok({ fields: { mergedInto: target.ticket }, reason, others: [taken] })
}

/**
 * 拆分: wants `members`, a proper part of the ticket's: they leave for a new ticket in 受理 with the same clocks, which
 * run on. The old ticket keeps its id, its alert and the topic's later growth.
 */
export const split: Handler = (ticket, command, actor, context) => {
  const leaving = [...new Set(command.members ?? [])]
  if (leaving.length === 0) return wants('members', '拆分须选出要分出的条目')
  const stranger = leaving.find((id) => !ticket.members.includes(id))
  if (stranger !== undefined) return wants('members', `条目 ${stranger} 不在本工单内`)
  const members = ticket.members.filter((id) => !leaving.includes(id))
  if (members.length === 0) return wants('members', '不能分出全部条目')
  const reason = textOf(command.reason) ?? `分出${leaving.length}条`
  const { assistants: _a, answer: _b, arbiter: _c, supervision: _d, released: _e, ...kept } = ticket
  const born: Ticket = {
    ...kept,
    ticket: hashId<'ticket'>('ticket', 'split', ticket.ticket, ticket.version),
    version: 1,
    state: 'accepted',
    department: null,
    departmentName: null,
    assistants: [],
    // Dispatch has not happened to the new ticket: its own dispatch starts that clock.
    clocks: ticket.clocks.filter((clock) => clock.from !== 'dispatched').map(({ metAt: _met, ...clock }) => clock),
    members: ticket.members.filter((id) => leaving.includes(id)),
    returns: 0,
    openedAt: context.now,
    changedAt: context.now,
    history: [{ at: context.now, by: actor, action: 'split', from: null, to: 'accepted', department: null, reason }],
  }
  const released = [...(ticket.released ?? []), ...leaving]
  return ok({ fields: { members, released }, reason, others: [born] })
}
