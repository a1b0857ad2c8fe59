import type { Actor, Alert, Ticket } from '@guanlan/contracts'
import { t } from '../messages/index.js'

/** One line of what happened. */
export interface HistoryEntry {
  readonly at: string
  readonly who: string
  readonly what: string
  readonly note: string
}

/** An actor as a history names it. */
export const personOf = (actor: Actor): string =>
  actor.kind === 'system' ? t.history.system : `${roleOf(actor)} ${actor.name}`
const roleOf = (actor: Actor): string => (actor.role === 'system' ? '' : t.roles[actor.role])
const whatOf = (name: string): string => t.actions[name] ?? name

/** An alert's history, newest first. */
export const alertHistory = (alert: Alert): HistoryEntry[] =>
  alert.history
    .map((entry) => ({
      at: entry.at,
      who: personOf(entry.by),
      what: `${whatOf(entry.what)} · ${t.levels[entry.level]}`,
      note: entry.reason ?? '',
    }))
    .reverse()

/** A ticket's history, newest first; `departmentName` says the names of codes. */
export const ticketHistory = (ticket: Ticket, departmentName: (code: string) => string): HistoryEntry[] =>
  ticket.history
    .map((entry) => ({
      at: entry.at,
      who: personOf(entry.by),
      what: [whatOf(entry.action), entry.department ? departmentName(entry.department) : '']
        .filter(Boolean)
        .join(' → '),
      note: entry.reason ?? '',
    }))
    .reverse()
