import type { Actor, Alert, Ticket, Topic } from '@guanlan/contracts'
import { hashId, type TicketId } from '@guanlan/kernel'
import { isRunning, startClocks } from './clocks.js'
import type { DeskContext } from './command.js'

/** Ticket of an alert: the same alert always gives the same ticket. */
export const ticketIdOf = (alert: string): TicketId => hashId<'ticket'>('ticket', alert)

/** The machine's own hand, as the history shows it. */
export const deskMachine: Actor = { kind: 'system', role: 'system', name: '系统' }

/** Members that one ticket keeps at most; the alert's `items` counts them all. */
export const maxMembers = 500

/** A new ticket, with Chinese sentences about what the reckoning of its clocks had to assume. */
export interface OpenedTicket {
  readonly ticket: Ticket
  readonly warnings: readonly string[]
}

/**
 * 受理: the ticket that an alert opens, with the proposed department first among its candidates, the topic's canonical
 * items as members, and its clocks running from first publication and from detection. A clock that had run out before
 * the ticket was opened is missed from the start: detection came too late for it.
 */
export function openTicket(
  alert: Alert,
  topic: Topic,
  context: Pick<DeskContext, 'now' | 'clocks' | 'calendar'>,
): OpenedTicket {
  const { now } = context
  const starts = { published: topic.firstPublished, detected: topic.firstSeen }
  const basis = { level: alert.level, matter: topic.matter, urgency: topic.urgency, starts }
  const { clocks, warnings } = startClocks(basis, context.clocks, context.calendar)
  const ticket: Ticket = {
    ticket: ticketIdOf(alert.alert),
    version: 1,
    jurisdiction: alert.jurisdiction,
    alert: alert.alert,
    topic: topic.topic,
    title: topic.title,
    matter: topic.matter,
    matterName: topic.matterName,
    domain: topic.domain,
    level: alert.level,
    places: topic.places,
    state: 'accepted',
    department: null,
    departmentName: null,
    assistants: [],
    candidates: topic.candidates,
    clocks: clocks.map((clock) =>
      isRunning(clock) && clock.dueAt <= now ? { ...clock, missedAt: clock.dueAt } : clock,
    ),
    members: topic.members.slice(0, maxMembers),
    ...(topic.urgency === undefined ? {} : { urgency: topic.urgency }),
    returns: 0,
    openedAt: now,
    changedAt: now,
    history: [{ at: now, by: deskMachine, action: 'open', from: null, to: 'accepted', department: null }],
  }
  return { ticket, warnings }
}
