import type { Ticket } from '@guanlan/contracts'
import { byDeadline, nextClock } from './deadline.js'

export const ticketShows = ['todo', 'waiting', 'all'] as const
export type TicketShow = (typeof ticketShows)[number]

/** States in which the department has something to do. */
const todo: ReadonlySet<Ticket['state']> = new Set(['dispatched', 'signed', 'handling'])

/** A department's inbox: what it leads or assists, not yet archived or merged away, by deadline. */
export function selectTickets(tickets: Iterable<Ticket>, department: string, show: TicketShow): Ticket[] {
  return [...tickets]
    .filter((ticket) => {
      if (ticket.state === 'archived' || ticket.mergedInto !== undefined) return false
      if (ticket.department !== department && !ticket.assistants.includes(department)) return false
      return show === 'all' || todo.has(ticket.state) === (show === 'todo')
    })
    .sort(byDeadline)
}

/** How many are overdue and how many will be soon, at domain time `now`. */
export function countDeadlines(tickets: readonly Ticket[], now: number): { overdue: number; soon: number } {
  const states = tickets.map((ticket) => nextClock(ticket, now)?.state)
  return {
    overdue: states.filter((state) => state === 'overdue').length,
    soon: states.filter((state) => state === 'soon').length,
  }
}
