import { ticketStates, type Actor, type Ticket, type TicketAction } from '@guanlan/contracts'
import { err, ok, type Result } from '@guanlan/kernel'
import { archive, rate, redo, respond, review } from './acts/close.js'
import { arbitrate, dispatch, reassign, returnTicket } from './acts/dispatch.js'
import { answer, assist, extend, sign, start, supervise } from './acts/handle.js'
import { merge, split } from './acts/join.js'
import { meetClocks, mergeClocks, startClocks } from './clocks.js'
import type { ActedTicket, DeskContext, Handler, TicketChange, TicketCommand } from './command.js'
import { startsOf } from './starts.js'
import { refusalOf, transitions } from './transitions.js'

const handlers: Readonly<Record<TicketAction, Handler>> = {
  dispatch,
  sign,
  start,
  answer,
  return: returnTicket,
  reassign,
  assist,
  supervise,
  extend,
  review,
  respond,
  rate,
  archive,
  redo,
  merge,
  split,
  arbitrate,
}

/**
 * One act on a ticket: checks who and from where, then what was sent; gives the ticket one version and one line of
 * history on, its clocks met by what was reached. Errors: `not_allowed`, `transition_refused`, `bad_request` (details
 * name the field), each with a Chinese sentence.
 */
export function act(ticket: Ticket, command: TicketCommand, actor: Actor, context: DeskContext): Result<ActedTicket> {
  const refusal = refusalOf(ticket, command.action, actor)
  if (refusal) return err(refusal)
  const change = handlers[command.action](ticket, command, actor, context)
  if (!change.ok) return change
  return ok(apply(ticket, command, actor, context, change.value))
}

function apply(
  ticket: Ticket,
  command: TicketCommand,
  actor: Actor,
  context: DeskContext,
  change: TicketChange,
): ActedTicket {
  const to = change.to ?? transitions[command.action].to ?? ticket.state
  const next: Ticket = { ...ticket, ...change.fields, state: to, version: ticket.version + 1, changedAt: context.now }
  for (const field of change.without ?? []) delete next[field]
  const reason = change.reason ?? command.reason
  next.history = [
    ...ticket.history,
    {
      at: context.now,
      by: actor,
      action: command.action,
      from: ticket.state,
      to,
      department: change.department ?? next.department,
      ...(reason === undefined ? {} : { reason }),
    },
  ]
  const { clocks, warnings } = runClocks(ticket, next, context)
  return { ticket: { ...next, clocks }, others: change.others ?? [], warnings }
}

/** Going forward meets clocks; a first dispatch starts those that count from it. Going back stops and restarts nothing. */
function runClocks(before: Ticket, next: Ticket, context: DeskContext) {
  const forward = ticketStates.indexOf(next.state) > ticketStates.indexOf(before.state)
  // Archiving without an answer (not our business, merged away) is no answer: it meets nothing.
  const reached = next.state === 'archived' ? before.state : next.state
  const met = forward ? meetClocks(next.clocks, reached, context.now, context.clocks) : next.clocks
  const starts = startsOf(next)
  if (starts.dispatched === undefined || startsOf(before).dispatched !== undefined) return { clocks: met, warnings: [] }
  const basis = { ...next, starts: { dispatched: starts.dispatched } }
  const started = startClocks(basis, context.clocks, context.calendar)
  return { clocks: mergeClocks(met, started.clocks), warnings: started.warnings }
}
