import { ticketActionSchema, type Correction, type Ticket } from '@guanlan/contracts'

/** What machine and person said of one ticket. */
export type TicketCorrection = Pick<Correction, 'machine' | 'person'>

/** Acts that say whose a ticket is; of 退回 the suggestion counts until somebody follows it or does not. */
const assigning = new Set(['dispatch', 'return', 'reassign', 'arbitrate'])

/** The last word of a person on whose the ticket is, where it is another than the machine's; null = none. */
export function correctionOf(ticket: Ticket): TicketCorrection | null {
  const last = ticket.history.findLast(({ action, department }) => assigning.has(action) && department !== null)
  const proposed = ticket.candidates[0]?.department ?? null
  const action = ticketActionSchema.safeParse(last?.action).data
  if (!last || !action || last.department === null || last.by.kind !== 'person') return null
  if (last.department === proposed) return null
  const { matter, matterName, domain } = ticket
  const { department, reason, by, at } = last
  return {
    machine: { matter, matterName, domain, department: proposed },
    person: { action, department, reason: reason ?? null, by, at },
  }
}
