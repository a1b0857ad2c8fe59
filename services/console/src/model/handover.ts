import type { Ticket } from '@guanlan/contracts'

/** How a ticket can be handed to a department now: 派发, 改派 or 裁定. */
export type Handover = 'dispatch' | 'reassign' | 'arbitrate'

const atDepartment: ReadonlySet<Ticket['state']> = new Set(['dispatched', 'signed', 'handling'])

/** Which handing over the duty officer may do; undefined = none (answered, closed, or decided by the arbiter). */
export function handoverOf(ticket: Ticket | undefined): Handover | undefined {
  if (!ticket) return undefined
  if (ticket.state === 'accepted') return ticket.arbiter === undefined ? 'dispatch' : 'arbitrate'
  if (!atDepartment.has(ticket.state)) return undefined
  return ticket.history.some((line) => line.action === 'arbitrate') ? undefined : 'reassign'
}

/** The return that a ticket waits on: who sent it back, why, and in `department` the suggested owner. */
export const lastReturn = (ticket: Ticket): Ticket['history'][number] | undefined =>
  ticket.state === 'accepted' ? ticket.history.findLast((line) => line.action === 'return') : undefined

/** Whether this department has sent the ticket back before. */
export const hasReturned = (ticket: Ticket, department: string): boolean =>
  ticket.history.some((line) => line.action === 'return' && line.by.department === department)

/** The department that stands chosen when the dialog opens: the suggested owner after a return, else the best candidate. */
export function proposedFor(ticket: Ticket): string {
  const suggested = lastReturn(ticket)?.department
  if (suggested) return suggested
  return ticket.candidates.find((each) => each.department !== ticket.department)?.department ?? ''
}
