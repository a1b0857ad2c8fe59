import type { Ticket, TicketClock } from '@guanlan/contracts'
import { msOf } from './time.js'

export type ClockState = 'overdue' | 'soon' | 'ample' | 'met'

/** What a clock says now. `left` in milliseconds, negative when overdue; `share` of its span that is left, in [0, 1]. */
export interface ClockReading {
  readonly clock: TicketClock
  readonly state: ClockState
  readonly left: number
  readonly share: number
}

const HOUR = 3_600_000

/** 「即将到期」: under a quarter of the span is left, or under an hour. */
const isSoon = (left: number, span: number): boolean => left < HOUR || left < span / 4

/** Reads one clock at domain time `now` (epoch milliseconds). */
export function readClock(clock: TicketClock, now: number): ClockReading {
  const due = msOf(clock.dueAt)
  const span = Math.max(1, due - msOf(clock.startsAt))
  if (clock.metAt !== undefined) return { clock, state: 'met', left: due - msOf(clock.metAt), share: 0 }
  const left = due - now
  const share = Math.min(1, Math.max(0, left / span))
  const state = left <= 0 ? 'overdue' : isSoon(left, span) ? 'soon' : 'ample'
  return { clock, state, left, share }
}

/** The running clock that expires first; undefined when none runs. */
export function nextClock(ticket: Pick<Ticket, 'clocks'>, now: number): ClockReading | undefined {
  let first: TicketClock | undefined
  for (const clock of ticket.clocks) {
    if (clock.metAt !== undefined) continue
    if (!first || clock.dueAt < first.dueAt) first = clock
  }
  return first && readClock(first, now)
}

/** Running clocks by deadline, then those that were met. */
export const readClocks = (ticket: Pick<Ticket, 'clocks'>, now: number): ClockReading[] =>
  ticket.clocks
    .map((clock) => readClock(clock, now))
    .sort((a, b) => Number(a.state === 'met') - Number(b.state === 'met') || msOf(a.clock.dueAt) - msOf(b.clock.dueAt))

/** Clocks of one kind, which run from different starts: the one that expires first speaks for them. */
export interface ClockGroup {
  readonly first: ClockReading
  readonly all: readonly ClockReading[]
}

/** The ticket's clocks, one group for each name, in the order of `readClocks`. */
export function groupClocks(ticket: Pick<Ticket, 'clocks'>, now: number): ClockGroup[] {
  const groups = new Map<string, ClockReading[]>()
  for (const reading of readClocks(ticket, now)) {
    const group = groups.get(reading.clock.name)
    if (group) group.push(reading)
    else groups.set(reading.clock.name, [reading])
  }
  return [...groups.values()].flatMap((all) => (all[0] ? [{ first: all[0], all }] : []))
}

const dueOf = (ticket: Ticket): string =>
  ticket.clocks.reduce((due, clock) => (clock.metAt === undefined && clock.dueAt < due ? clock.dueAt : due), '9999')

/** Orders an inbox: what expires first stands first; without a running clock last; then oldest first. */
export const byDeadline = (a: Ticket, b: Ticket): number => {
  const [dueA, dueB] = [dueOf(a), dueOf(b)]
  if (dueA !== dueB) return dueA < dueB ? -1 : 1
  return a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : 0
}
