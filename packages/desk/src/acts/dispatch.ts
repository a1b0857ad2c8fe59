import type { Ticket } from '@guanlan/contracts'
import { ok, type Result } from '@guanlan/kernel'
import { textOf, wants, type DeskContext, type Handler, type TicketChange, type TicketCommand } from '../command.js'

/** Named when the office names nobody else. */
export const defaultArbiter = '值班负责人'

/** 派发: wants `department`; `place` names the town when the towns (`zj`) get it. */
export const dispatch: Handler = (ticket, command, _actor, context) => handTo(ticket, command, context)

/** 改派: wants `department` (another one) and `reason`. */
export const reassign: Handler = (ticket, command, _actor, context) => {
  if (!textOf(command.reason)) return wants('reason', '改派须写明理由')
  if (command.department === ticket.department && command.place === undefined) {
    return wants('department', '改派的部门与当前承办部门相同')
  }
  return handTo(ticket, command, context)
}

/** 裁定: the arbiter's final word; wants `department` and `reason`. */
export const arbitrate: Handler = (ticket, command, _actor, context) => {
  if (!textOf(command.reason)) return wants('reason', '裁定须写明理由')
  return handTo(ticket, command, context)
}

/** 退回: wants `reason` and in `department` the suggested owner; the second return names the arbiter. Clocks run on. */
export const returnTicket: Handler = (ticket, command, _actor, context) => {
  if (!textOf(command.reason)) return wants('reason', '退回须写明理由')
  const suggested = command.department
  if (suggested === undefined) return wants('department', '退回须写明建议的承办部门')
  if (suggested === ticket.department) return wants('department', '建议的承办部门不能是本部门')
  if (!context.departments.has(suggested)) return wants('department', `没有编码为 ${suggested} 的部门`)
  const returns = ticket.returns + 1
  const arbiter = returns >= 2 ? { arbiter: context.arbiter ?? defaultArbiter } : {}
  return ok({
    fields: { department: null, departmentName: null, assistants: [], returns, ...arbiter },
    department: suggested,
  })
}

function handTo(ticket: Ticket, command: TicketCommand, context: DeskContext): Result<TicketChange> {
  const { department, place } = command
  if (department === undefined) return wants('department', '须写明承办部门')
  const departmentName = context.departments.get(department)
  if (departmentName === undefined) return wants('department', `没有编码为 ${department} 的部门`)
  const assistants = ticket.assistants.filter((each) => each !== department)
  if (place === undefined) return ok({ fields: { department, departmentName, assistants } })
  const name = context.places?.get(place) ?? ticket.places.find((each) => each.code === place)?.name
  if (name === undefined) return wants('place', `没有编码为 ${place} 的地点`)
  const places = [{ code: place, name }, ...ticket.places.filter((each) => each.code !== place)]
  return ok({ fields: { department, departmentName, assistants, places } })
}
