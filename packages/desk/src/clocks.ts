import {
  ticketStates,
  type ClockConfig,
  type Level,
  type Ticket,
  type TicketClock,
  type TicketState,
} from '@guanlan/contracts'
import { HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { addWorkingDays, type Calendar } from './calendar.js'

/** What decides which clocks run on a ticket, and from when. A start that is not given has not come yet. */
export interface ClockBasis {
  readonly level: Level
  readonly matter: string
  /** 0 … 3; absent = not known: clocks that ask for an urgency do not apply. */
  readonly urgency?: number | undefined
  readonly starts: Readonly<Partial<Record<TicketClock['from'], Instant>>>
}

/** Clocks, and Chinese sentences about what their reckoning had to assume. */
export interface StartedClocks {
  readonly clocks: TicketClock[]
  readonly warnings: string[]
}

/**
 * The clocks that apply, one for each kind and start: where several rules of one kind apply, the earliest end counts.
 * Hours run day and night; working days follow the calendar. A year without a holiday notice counts weekends alone, and
 * a warning says so.
 */
export function startClocks(basis: ClockBasis, configs: readonly ClockConfig[], calendar: Calendar): StartedClocks {
  const clocks = new Map<string, TicketClock>()
  const years = new Set<number>()
  for (const config of configs) {
    if (!applies(config, basis)) continue
    for (const from of config.from) {
      const startsAt = basis.starts[from]
      if (startsAt === undefined) continue
      const { dueAt, unknownYears } = endOf(config, startsAt, calendar)
      for (const year of unknownYears) years.add(year)
      const clock: TicketClock = { kind: config.kind, name: config.name, source: config.source, from, startsAt, dueAt }
      const rival = clocks.get(clockKey(clock))
      if (!rival || dueAt < rival.dueAt) clocks.set(clockKey(clock), clock)
    }
  }
  const warnings = [...years].map((year) => `节假日表缺少 ${year} 年，工作日仅按周末推算`)
  return { clocks: [...clocks.values()], warnings }
}

/**
 * The ticket's clocks with newly applying ones added; of two with the same kind and start the stricter stays. Nothing
 * that runs is taken away or put off: a lower level does not unmake a promise.
 */
export function mergeClocks(running: readonly TicketClock[], started: readonly TicketClock[]): TicketClock[] {
  const merged = new Map(running.map((clock) => [clockKey(clock), clock]))
  for (const clock of started) {
    const old = merged.get(clockKey(clock))
    if (!old) merged.set(clockKey(clock), clock)
    else if (isRunning(old) && clock.dueAt < old.dueAt) merged.set(clockKey(clock), clock)
  }
  return [...merged.values()]
}

/** Kind and start: what makes a clock one of its ticket's. */
export const clockKey = (clock: Pick<TicketClock, 'kind' | 'from'>): string => `${clock.kind}/${clock.from}`

/**
 * Clocks after the ticket reached `state` at `at`: those that this state, or one before it, stops are met. One that is
 * met after its end is missed as well, at its end, whether or not a timer had noticed by then.
 */
export function meetClocks(
  clocks: readonly TicketClock[],
  state: TicketState,
  at: Instant,
  configs: readonly ClockConfig[],
): TicketClock[] {
  return clocks.map((clock) => {
    if (clock.metAt !== undefined || rank(untilOf(clock, configs)) > rank(state)) return clock
    const late = clock.dueAt < at ? { missedAt: clock.missedAt ?? clock.dueAt } : {}
    return { ...clock, metAt: at, ...late }
  })
}

/** The ticket with every clock marked whose end lies at or before `now` unmet; the same ticket when there is none. */
export function missedClocks(ticket: Ticket, now: Instant): { ticket: Ticket; missed: TicketClock[] } {
  const missed = ticket.clocks.filter((clock) => isRunning(clock) && clock.dueAt <= now)
  if (missed.length === 0 || ticket.state === 'archived') return { ticket, missed: [] }
  const clocks = ticket.clocks.map((clock) => (missed.includes(clock) ? { ...clock, missedAt: clock.dueAt } : clock))
  return {
    ticket: { ...ticket, clocks, version: ticket.version + 1, changedAt: now },
    missed: missed.map((clock) => ({ ...clock, missedAt: clock.dueAt })),
  }
}

/** Neither met nor missed. */
export const isRunning = (clock: TicketClock): boolean => clock.metAt === undefined && clock.missedAt === undefined

/** The unmet clock that ends first, a missed one before all others; null when none is open or the ticket is archived. */
export function nextDeadline(ticket: Ticket): TicketClock | null {
  if (ticket.state === 'archived') return null
  const open = ticket.clocks.filter((clock) => clock.metAt === undefined)
  return open.reduce<TicketClock | null>((best, each) => (!best || each.dueAt < best.dueAt ? each : best), null)
}

/** State whose reaching stops this clock; one whose kind was taken out of the configuration runs until the response. */
export const untilOf = (clock: TicketClock, configs: readonly ClockConfig[]): ClockConfig['until'] =>
  configs.find((config) => config.kind === clock.kind)?.until ?? 'responded'

const rank = (state: TicketState): number => ticketStates.indexOf(state)

function applies(config: ClockConfig, basis: ClockBasis): boolean {
  if (!config.levels.includes(basis.level)) return false
  if (config.urgency !== undefined && (basis.urgency ?? -1) < config.urgency) return false
  return config.matters === undefined || config.matters.includes(basis.matter)
}

function endOf(config: ClockConfig, startsAt: Instant, calendar: Calendar) {
  if (config.workingDays !== undefined) return addWorkingDays(startsAt, config.workingDays, calendar)
  return { dueAt: toInstant(toMs(startsAt) + (config.hours ?? 0) * HOUR), unknownYears: [] }
}
