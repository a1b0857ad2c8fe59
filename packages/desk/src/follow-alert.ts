import {
  levelNames,
  levelRank,
  type Actor,
  type Alert,
  type Ticket,
  type TicketClock,
  type Topic,
} from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import { mergeClocks, startClocks, untilOf, type ClockBasis } from './clocks.js'
import type { DeskContext } from './command.js'
import { deskMachine, maxMembers, type OpenedTicket } from './open-ticket.js'
import { reachedAt, startsOf } from './starts.js'

/**
 * The ticket after its alert (and, when at hand, its topic) changed: new members join, title, places and the alert's level follow,
 * candidates follow as long as nobody was dispatched to. A higher level adds the clocks that it brings, with their starts
 * unchanged; an item published earlier than all before brings the ends of the clocks forward. null = nothing changed, or the ticket is archived.
 */
export function followAlert(
  ticket: Ticket,
  alert: Alert,
  topic: Topic | null,
  context: Pick<DeskContext, 'now' | 'clocks' | 'calendar'>,
  actor: Actor = deskMachine,
): OpenedTicket | null {
  if (ticket.state === 'archived') return null
  const urgency = Math.max(topic?.urgency ?? -1, ticket.urgency ?? -1)
  const facts: Partial<Ticket> = {
    level: alert.level,
    topic: alert.topic,
    title: alert.title,
    members: joinMembers(ticket, topic?.members ?? []),
    ...(ticket.state === 'accepted' ? { places: alert.places } : {}),
    ...(ticket.state === 'accepted' && topic ? { candidates: topic.candidates } : {}),
    ...(urgency >= 0 ? { urgency } : {}),
  }
  const starts = earlierStarts(ticket, topic)
  const stricter =
    levelRank(alert.level) > levelRank(ticket.level) ||
    (facts.urgency !== undefined && facts.urgency !== ticket.urgency) ||
    starts.published !== startsOf(ticket).published
  const { clocks, warnings } = stricter
    ? addClocks(ticket, facts, starts, context)
    : { clocks: ticket.clocks, warnings: [] }
  const next: Ticket = { ...ticket, ...facts, clocks }
  if (JSON.stringify(next) === JSON.stringify(ticket)) return null
  if (alert.level !== ticket.level) {
    const reason = `等级由${levelNames[ticket.level]}调整为${levelNames[alert.level]}`
    const { state, department } = ticket
    next.history = [
      ...ticket.history,
      { at: context.now, by: actor, action: 'level', from: state, to: state, department, reason },
    ]
  }
  return { ticket: { ...next, version: ticket.version + 1, changedAt: context.now }, warnings }
}

/** The ticket with the members of another topic that was merged into its own; null = it had them all, or is archived. */
export function takeMembers(ticket: Ticket, members: readonly string[], now: Instant): Ticket | null {
  const joined = joinMembers(ticket, members)
  if (ticket.state === 'archived' || joined.length === ticket.members.length) return null
  return { ...ticket, members: joined, version: ticket.version + 1, changedAt: now }
}

/** Members only join: what a ticket was once about stays its evidence. What a split took away does not come back. */
function joinMembers(ticket: Ticket, members: readonly string[]): string[] {
  const fresh = members.filter((id) => !ticket.released?.includes(id))
  return [...new Set([...ticket.members, ...fresh])].slice(0, maxMembers)
}

/** An item found later may have been published before all others: from then on the clocks run from it. */
function earlierStarts(ticket: Ticket, topic: Topic | null): ClockBasis['starts'] {
  const starts = startsOf(ticket)
  const isEarlier = topic !== null && starts.published !== undefined && topic.firstPublished < starts.published
  return isEarlier ? { ...starts, published: topic.firstPublished } : starts
}

function addClocks(
  ticket: Ticket,
  facts: Partial<Ticket>,
  starts: ClockBasis['starts'],
  context: Pick<DeskContext, 'now' | 'clocks' | 'calendar'>,
): { clocks: Ticket['clocks']; warnings: string[] } {
  const basis = { level: facts.level ?? ticket.level, matter: ticket.matter, urgency: facts.urgency }
  const started = startClocks({ ...basis, starts }, context.clocks, context.calendar)
  return {
    clocks: mergeClocks(
      ticket.clocks,
      started.clocks.map((clock) => settle(ticket, clock, context)),
    ),
    warnings: started.warnings,
  }
}

/** A clock that is added late may be over already: met by what was reached before, or missed. */
function settle(ticket: Ticket, clock: TicketClock, context: Pick<DeskContext, 'now' | 'clocks'>): TicketClock {
  const metAt = reachedAt(ticket, untilOf(clock, context.clocks))
  const over = clock.dueAt < (metAt ?? context.now) ? { missedAt: clock.dueAt } : {}
  return { ...clock, ...(metAt === undefined ? {} : { metAt }), ...over }
}
