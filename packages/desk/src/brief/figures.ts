import {
  levels,
  type Alert,
  type Band,
  type BriefFigures,
  type BriefStory,
  type Compared,
  type Ticket,
} from '@guanlan/contracts'
import { DAY, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { changeOf } from './change.js'
import {
  backlog,
  disposalRate,
  effectRate,
  precisionRate,
  returnRate,
  timeliness,
  type DisposedTicket,
  type Share,
} from '../indicators.js'

/** Most alerts that a brief names. */
export const MOST_STORIES = 20
/** Days of opened tickets that the rates are of. */
export const RATE_DAYS = 30

/** What a brief is made of. Counts come from the search store, the rest from the record store, all asked at `at`. */
export interface BriefInputs extends Pick<BriefFigures, 'day' | 'from' | 'to' | 'at' | 'usualDays' | 'sources'> {
  readonly collected: Compared
  readonly civic: Compared
  /** In the order of domains.yaml. */
  readonly domains: readonly (Compared & Pick<BriefFigures['domains'][number], 'code' | 'name' | 'next'>)[]
  /** Those raised in the last RATE_DAYS days up to `to`, and every open one. */
  readonly alerts: readonly Alert[]
  /** Those opened in the last RATE_DAYS days up to `to`, and every open one. */
  readonly tickets: readonly Ticket[]
  /** When negative items came to the topics of `tickets` that are closed, by ticket. */
  readonly negatives: ReadonlyMap<string, DisposedTicket['negatives']>
  /** Department code → name. */
  readonly departmentNames: ReadonlyMap<string, string>
}

/**
 * The figures of a day's brief (2021 plan, item 24: watch the eight fields; 二(一)2(3): 回应精准率, 处置有效率). A function of its
 * inputs: the same rows in any order give the same brief.
 */
export function briefFigures(inputs: BriefInputs): BriefFigures {
  const { day, from, to, at, usualDays, collected, civic, domains, sources, departmentNames } = inputs
  const tickets = [...inputs.tickets].sort(byText((ticket) => ticket.ticket)).filter(({ openedAt }) => openedAt < to)
  const within = (time: Instant | undefined): boolean => time !== undefined && time >= from && time < to
  const counted = tickets.filter(({ mergedInto }) => mergedInto === undefined)
  const moved = (does: (line: Ticket['history'][number]) => boolean): string[] =>
    idsOf(counted.filter(({ history }) => history.some((line) => within(line.at) && does(line))))
  const open = counted.filter(({ state }) => state !== 'archived')
  const running = (ticket: Ticket) => ticket.clocks.filter(({ metAt }) => metAt === undefined)
  const soonBy = toInstant(toMs(at) + DAY)
  const stories = storiesOf(inputs)
  const recent = tickets.filter(({ openedAt }) => openedAt >= toInstant(toMs(to) - RATE_DAYS * DAY))
  const done: BriefFigures['tickets'] = {
    opened: idsOf(counted.filter(({ openedAt }) => within(openedAt))),
    dispatched: moved(({ action }) => action === 'dispatch'),
    answered: moved(({ to: state, action }) => state === 'answered' && action === 'answer'),
    responded: moved(({ action }) => action === 'respond'),
    returned: moved(({ action }) => action === 'return'),
    archived: moved(({ to: state, from: before }) => state === 'archived' && before !== 'archived'),
    overdue: idsOf(open.filter((ticket) => running(ticket).some(({ dueAt }) => dueAt <= at))),
    soon: idsOf(open.filter((ticket) => running(ticket).some(({ dueAt }) => dueAt > at && dueAt <= soonBy))),
  }
  const rates = ratesOf(recent, inputs.negatives, at)
  const named = new Set([...Object.values(done), ...rates.map((one) => one.tickets)].flat())
  return {
    day,
    from,
    to,
    at,
    usualDays,
    collected: withChange(collected),
    civic: withChange(civic),
    domains: domains.map(withChange),
    stories: stories.slice(0, MOST_STORIES),
    storyCount: stories.length,
    tickets: done,
    ticketIndex: Object.fromEntries(
      tickets
        .filter(({ ticket }) => named.has(ticket))
        .map(({ ticket, title, department, candidates }) => [
          ticket,
          { title, department: department ?? candidates[0]?.department ?? null },
        ]),
    ),
    rates,
    backlog: backlog(counted, at).map(({ department, open: count, overdue }) => ({
      department,
      name: department === null ? '待转办' : (departmentNames.get(department) ?? department),
      open: count,
      overdue,
    })),
    sources,
  }
}

/** Of these tickets: each clock's 回应及时率, then the rates of handling. */
const ratesOf = (
  tickets: readonly Ticket[],
  negatives: BriefInputs['negatives'],
  at: Instant,
): BriefFigures['rates'] => [
  ...timeliness(tickets, at).map((one) => rate(`${one.name}及时率（自${startNames[one.from]}起）`, one)),
  rate('处置率', disposalRate(tickets)),
  rate('回应精准率', precisionRate(tickets)),
  rate(
    '处置有效率',
    effectRate(
      tickets.map((ticket) => ({ ticket, negatives: negatives.get(ticket.ticket) ?? [] })),
      at,
    ),
  ),
  rate('退回率', returnRate(tickets)),
]
const withChange = <Counted extends Compared>(counted: Counted) => ({ ...counted, ...changeOf(counted) })

const startNames: Readonly<Record<Ticket['clocks'][number]['from'], string>> = {
  published: '首发',
  detected: '发现',
  dispatched: '转办',
}
const rate = (name: string, { rate: value, of, tickets }: Share): BriefFigures['rates'][number] => ({
  name,
  rate: value,
  of,
  tickets: [...tickets],
})

/** Alerts raised within the day, and older ones that nobody has closed; gravest first, then the hotter. */
function storiesOf({ alerts, tickets, from, to }: BriefInputs): BriefStory[] {
  const byAlert = new Map(tickets.filter(({ mergedInto }) => !mergedInto).map((ticket) => [ticket.alert, ticket]))
  const rank = ({ level }: Alert) => levels.indexOf(level)
  return alerts
    .filter(({ raisedAt, state }) => raisedAt < to && (raisedAt >= from || state !== 'closed'))
    .sort((a, b) => rank(a) - rank(b) || b.heat - a.heat || (a.alert < b.alert ? -1 : 1))
    .map((alert) => {
      const ticket = byAlert.get(alert.alert)
      return {
        ...pick(alert),
        reasons: [...alert.reasons].sort((a, b) => b.points - a.points).map(({ text }) => text),
        ticket: ticket ? progressOf(ticket) : null,
      }
    })
}

const pick = (alert: Alert): Omit<BriefStory, 'reasons' | 'ticket'> => ({
  alert: alert.alert,
  topic: alert.topic,
  title: alert.title,
  level: alert.level,
  highest: alert.highest,
  state: alert.state,
  matterName: alert.matterName,
  domain: alert.domain,
  places: alert.places,
  items: alert.items,
  copies: alert.copies,
  voices: alert.voices,
  raisedAt: alert.raisedAt,
})

function progressOf({ ticket, state, departmentName, clocks, response }: Ticket): BriefStory['ticket'] {
  const unmet = clocks.filter(({ metAt, missedAt }) => metAt === undefined && missedAt === undefined)
  const [next] = state === 'archived' ? [] : [...unmet].sort(byText(({ dueAt }) => dueAt))
  return {
    ticket,
    state,
    departmentName,
    next: next ? { name: next.name, dueAt: next.dueAt } : null,
    missed: clocks.filter(({ missedAt }) => missedAt !== undefined).length,
    responded: response?.at ?? null,
  }
}

const idsOf = (tickets: readonly Ticket[]): string[] => tickets.map(({ ticket }) => ticket)
const byText =
  <T>(textOf: (each: T) => string) =>
  (a: T, b: T): number =>
    textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0

/** A band as people say it: 「30—50」, whole numbers. */
export const bandInWords = ({ low, high }: Band): string =>
  Math.round(low) === Math.round(high) ? `${Math.round(high)}` : `${Math.round(low)}—${Math.round(high)}`
