import { ticketStates, type Ticket, type TicketClock, type TicketState } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { ClockBasis } from './clocks.js'

/**
 * From when a ticket's clocks count, read back from the ticket itself, so that a clock added later keeps the old start:
 * publication and detection from the clocks that run (detection else the opening), dispatch from its first dispatch.
 */
export function startsOf(ticket: Ticket): ClockBasis['starts'] {
  const startOf = (from: TicketClock['from']) => ticket.clocks.find((clock) => clock.from === from)?.startsAt
  const detected = startOf('detected') ?? ticket.openedAt
  const dispatched = reachedAt(ticket, 'dispatched')
  return {
    published: startOf('published') ?? detected,
    detected,
    ...(dispatched === undefined ? {} : { dispatched }),
  }
}

/** When the ticket first reached this state or one after it; a later return does not undo it, archiving alone is none. */
export function reachedAt(ticket: Ticket, state: TicketState): Instant | undefined {
  const rank = (each: TicketState) => ticketStates.indexOf(each)
  return ticket.history.find((line) => line.to !== 'archived' && rank(line.to) >= rank(state))?.at
}
