import { ticketStates, type Ticket, type TicketState } from '@guanlan/contracts'
import { DAY, toMs, type Instant } from '@guanlan/kernel'
import { clockKey } from './clocks.js'
import { reachedAt } from './starts.js'

/** A share with what it was made of; `rate` in [0, 1], null when there is nothing to divide by. Ids drill down. */
export interface Share {
  readonly rate: number | null
  readonly of: number
  readonly tickets: readonly string[]
}

/** 回应及时率 of one clock: `rate` = met in time / (met in time + missed); what still runs counts in neither. */
export interface ClockTimeliness extends Share {
  readonly kind: string
  readonly name: string
  readonly from: Ticket['clocks'][number]['from']
  readonly running: number
}

/** 待办 of one department (null = waiting for dispatch). */
export interface Backlog {
  readonly department: string | null
  readonly open: number
  /** Open tickets with a clock that ran out unmet. */
  readonly overdue: number
  readonly byState: Readonly<Partial<Record<TicketState, number>>>
}

/** Tickets that count: what was merged into another is counted there. */
const counted = (tickets: readonly Ticket[]): Ticket[] => tickets.filter((ticket) => ticket.mergedInto === undefined)

/** 回应及时率 per clock (kind and start). `tickets` are those in time. */
export function timeliness(tickets: readonly Ticket[], now: Instant): ClockTimeliness[] {
  const groups = new Map<
    string,
    { sample: Ticket['clocks'][number]; inTime: string[]; missed: number; running: number }
  >()
  for (const ticket of counted(tickets)) {
    for (const clock of ticket.clocks) {
      const group = groups.get(clockKey(clock)) ?? { sample: clock, inTime: [], missed: 0, running: 0 }
      groups.set(clockKey(clock), group)
      if (clock.missedAt !== undefined) group.missed += 1
      else if (clock.metAt !== undefined) group.inTime.push(ticket.ticket)
      // Archived before it was met: not our business, so neither kept nor broken.
      else if (ticket.state === 'archived') continue
      else if (clock.dueAt <= now) group.missed += 1
      else group.running += 1
    }
  }
  return [...groups.values()].map(({ sample: { kind, name, from }, inTime, missed, running }) => ({
    kind,
    name,
    from,
    running,
    ...share(inTime, inTime.length + missed),
  }))
}

/** 处置率: tickets answered or further on, of all that were dispatched. */
export function disposalRate(tickets: readonly Ticket[]): Share {
  const dispatched = counted(tickets).filter((ticket) => reached(ticket, 'dispatched'))
  return share(idsOf(dispatched.filter((ticket) => reached(ticket, 'answered'))), dispatched.length)
}

/** 退回率: tickets returned at least once, of all that were dispatched. */
export function returnRate(tickets: readonly Ticket[]): Share {
  const dispatched = counted(tickets).filter((ticket) => reached(ticket, 'dispatched'))
  return share(idsOf(dispatched.filter((ticket) => ticket.returns > 0)), dispatched.length)
}

/** 回应精准率 (2021 plan, 二(一)2(3)): right at first dispatch and the matter addressed, of all that were reviewed. */
export function precisionRate(tickets: readonly Ticket[]): Share {
  const reviewed = counted(tickets).filter((ticket) => ticket.review !== undefined)
  const precise = reviewed.filter((ticket) => ticket.review?.departmentRight && ticket.review.addressed)
  return share(idsOf(precise), reviewed.length)
}

/** Days after the answer within which a disposal has to show effect. */
export const EFFECT_DAYS = 7
/** The pre-burst days end this long before the ticket was opened, for a burst begins before it is seen; and so many they are. */
const BURST_LEAD_DAYS = 1
const CALM_DAYS = 14

/** A ticket, and when the negative items of its topic were published: near copies and the authorities' own words left out, any order. */
export interface DisposedTicket {
  readonly ticket: Ticket
  readonly negatives: readonly Instant[]
}

/**
 * 处置有效率 (2021 plan, 二(一)2(3)): closed without 重办, and within seven days of the answer a whole day brought no more negative items
 * than a day before the burst, of all that were dispatched and closed. What has neither failed nor shown effect yet counts in neither.
 */
export function effectRate(disposed: readonly DisposedTicket[], now: Instant): Share {
  const closed = disposed.filter(({ ticket }) => isDisposed(ticket))
  const judged = closed.map((each) => ({ id: each.ticket.ticket, effect: effectOf(each, now) }))
  const effective = judged.filter(({ effect }) => effect === true).map(({ id }) => id)
  return share(effective, judged.filter(({ effect }) => effect !== null).length)
}

/** Whether it was dispatched and is closed, and its own: what 处置有效率 is of. */
export const isDisposed = (ticket: Ticket): boolean =>
  ticket.state === 'archived' && ticket.mergedInto === undefined && reached(ticket, 'dispatched')

/** null = not to be said yet. */
function effectOf({ ticket, negatives }: DisposedTicket, now: Instant): boolean | null {
  if (ticket.history.some(({ action }) => action === 'redo')) return false
  const times = negatives.map(toMs)
  const between = (from: number, to: number): number => times.filter((at) => at >= from && at < to).length
  const calm = toMs(ticket.openedAt) - BURST_LEAD_DAYS * DAY
  const usual = between(calm - CALM_DAYS * DAY, calm) / CALM_DAYS
  const closedAt = ticket.history.findLast(({ to }) => to === 'archived')?.at ?? ticket.changedAt
  const answered = toMs(ticket.response?.at ?? ticket.answer?.at ?? closedAt)
  const days = Math.min(EFFECT_DAYS, Math.floor((toMs(now) - answered) / DAY))
  for (let day = 0; day < days; day += 1)
    if (between(answered + day * DAY, answered + (day + 1) * DAY) <= usual) return true
  return days === EFFECT_DAYS ? false : null
}

/** 待办: what is open, by department, most overdue first. */
export function backlog(tickets: readonly Ticket[], now: Instant): Backlog[] {
  const groups = new Map<string | null, Ticket[]>()
  for (const ticket of counted(tickets)) {
    if (ticket.state === 'archived') continue
    groups.set(ticket.department, [...(groups.get(ticket.department) ?? []), ticket])
  }
  const rows = [...groups].map(([department, open]) => ({
    department,
    open: open.length,
    overdue: open.filter((ticket) => ticket.clocks.some((clock) => !clock.metAt && clock.dueAt <= now)).length,
    byState: Object.fromEntries(
      ticketStates
        .map((state) => [state, open.filter((ticket) => ticket.state === state).length] as const)
        .filter(([, count]) => count > 0),
    ),
  }))
  return rows.sort((a, b) => b.overdue - a.overdue || b.open - a.open)
}

const reached = (ticket: Ticket, state: TicketState): boolean => reachedAt(ticket, state) !== undefined

const idsOf = (tickets: readonly Ticket[]): string[] => tickets.map((ticket) => ticket.ticket)
const share = (tickets: readonly string[], of: number): Share => ({
  rate: of === 0 ? null : tickets.length / of,
  of,
  tickets,
})
