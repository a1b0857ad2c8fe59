import type { Actor, ClockConfig, Ticket, TicketAction, TicketCommandBody, TicketState } from '@guanlan/contracts'
import { AppError, err, type Instant, type Result } from '@guanlan/kernel'
import type { Calendar } from './calendar.js'

/** One act on a ticket; which fields an action wants stands in docs/tickets.md. The version was compared before. */
export type TicketCommand = { readonly action: TicketAction } & Omit<TicketCommandBody, 'version'>

/** What an act needs to know of the office, and when it happens. */
export interface DeskContext {
  readonly now: Instant
  readonly clocks: readonly ClockConfig[]
  readonly calendar: Calendar
  /** Code → name of every department of the office. */
  readonly departments: ReadonlyMap<string, string>
  /** Code → name of the places, for a dispatch to a town. */
  readonly places?: ReadonlyMap<string, string>
  /** merge: the ticket that takes this one in. */
  readonly target?: Ticket
  /** Whose word is final after the second return. */
  readonly arbiter?: string
}

/** A ticket after an act, and the other tickets that it changed (merge) or made (split). */
export interface ActedTicket {
  readonly ticket: Ticket
  readonly others: readonly Ticket[]
  /** What the reckoning of a clock had to assume, in Chinese. */
  readonly warnings: readonly string[]
}

/** What a handler found: the new fields; `act` writes version, state, clocks and history around them. */
export interface TicketChange {
  readonly fields?: Partial<Ticket>
  /** Optional fields that the act wipes. */
  readonly without?: readonly ('review' | 'rating' | 'supervision')[]
  readonly to?: TicketState
  /** History's reason when it is not the command's own. */
  readonly reason?: string
  /** History's department when it is not the ticket's: the suggested owner of a return. */
  readonly department?: string
  readonly others?: readonly Ticket[]
}

/** Works out one action; role and state were checked before. */
export type Handler = (
  ticket: Ticket,
  command: TicketCommand,
  actor: Actor,
  context: DeskContext,
) => Result<TicketChange>

/** A refusal of what was sent, naming the field. */
export const wants = (field: string, message: string): Result<never> =>
  err(new AppError('bad_request', message, { field }))

/** A refusal because of where the ticket stands. */
export const refused = (message: string, details: Record<string, unknown> = {}): Result<never> =>
  err(new AppError('transition_refused', message, details))

/** The named text without surrounding space; null when it is missing or blank. */
export const textOf = (text: string | undefined): string | null => text?.trim() || null
