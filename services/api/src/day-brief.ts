import type { Alert, BriefFigures, ClassifiedArticle, Compared, Ticket } from '@guanlan/contracts'
import { briefFigures, buildCalendar, isDisposed, RATE_DAYS, startOfDay } from '@guanlan/desk'
import { DAY, HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'
import type { Page, PageRequest, Records } from '@guanlan/record-store'
import type { ApiDeps } from './deps.js'
import { hourlyCounts, outlookOf, type HourlyCounts } from './outlook.js'
import { lostSources, sourceStates } from './routes/source-states.js'

/** Days before that a day is compared with. */
const COMPARED_DAYS = 7
/** Rows of alerts and of tickets that are looked at: the newest and the open ones. More than an office has in a month. */
const MOST_ROWS = 5_000
const PAGE = 500
/** Newest items of a closed ticket's topic that are looked at. */
const MOST_ITEMS = 2_000
/** From this sentiment down an item is negative, as the console says it. */
const NEGATIVE = -0.3

/**
 * The figures of a day (Beijing time), as far as it has gone at `now`: counts of the search store, alerts and tickets as they are now.
 * Errors: those of the stores.
 */
export async function dayBrief(deps: ApiDeps, day: string, now: Instant): Promise<BriefFigures> {
  const { office, recordStore, searchStore } = deps
  const { records } = recordStore
  const from = startOfDay(day)
  const to = toInstant(Math.min(toMs(from) + DAY, toMs(now)))
  const rowsFrom = toInstant(toMs(to) - RATE_DAYS * DAY)
  const [hours, states, newAlerts, openAlerts, heldAlerts, newTickets, openTickets] = await Promise.all([
    hourlyCounts(searchStore, from, to),
    sourceStates(deps),
    rows<Alert>(
      (page) => records.alerts.list(page),
      ({ raisedAt }) => raisedAt >= rowsFrom,
    ),
    rows<Alert>((page) => records.alerts.list({ ...page, state: 'open' })),
    rows<Alert>((page) => records.alerts.list({ ...page, state: 'acknowledged' })),
    rows<Ticket>(
      (page) => records.tickets.list({ ...page, order: 'newest' }),
      ({ openedAt }) => openedAt >= rowsFrom,
    ),
    rows<Ticket>((page) => records.tickets.list({ ...page, open: true, order: 'newest' })),
  ])
  const usualDays = daysHeard(hours.collected, from)
  const compare = (counts: HourlyCounts, key: string) => compared(counts, key, { from, to, usualDays })
  const calendar = buildCalendar(office.holidays)
  const seasons = new Map(office.domains.map(({ code }) => [code, code]))
  const outlook = outlookOf(hours.domains, seasons, calendar, to, { stretches: 1, hours: 24 })
  const tickets = unique([...newTickets, ...openTickets], ({ ticket }) => ticket)
  return briefFigures({
    day,
    from,
    to,
    at: now,
    usualDays,
    collected: compare(hours.collected, ''),
    civic: compare(hours.civic, ''),
    domains: office.domains.map(({ code, name }) => {
      const band = outlook?.get(code)?.[0]
      const next = band ? { low: band.low, middle: band.middle, high: band.high } : null
      return { code, name, ...compare(hours.domains, code), next }
    }),
    alerts: unique([...newAlerts, ...openAlerts, ...heldAlerts], ({ alert }) => alert),
    tickets,
    negatives: await negativesOf(records, tickets.filter(isDisposed)),
    departmentNames: new Map(office.departments.map(({ code, name }) => [code, name])),
    sources: {
      count: states.filter(({ health }) => health !== 'off').length,
      blind: lostSources(states, toMs(now)).map(({ health, message, ...source }) => ({
        ...source,
        message: message || (healthNames[health] ?? health),
      })),
    },
  })
}

const healthNames: Readonly<Record<string, string>> = {
  failing: '抓取失败',
  silent: '久无新内容',
  blocked: '被拒绝',
  gone: '已不存在',
}

/** When negative items came to these tickets' topics. What a merge took elsewhere is looked for where it went. */
async function negativesOf(records: Records, tickets: readonly Ticket[]): Promise<Map<string, Instant[]>> {
  const found = new Map<string, Instant[]>()
  for (const { ticket, topic } of tickets) {
    const now = (await records.topics.get(topic))?.redirect ?? topic
    const items = await records.topicItems.ofTopic(now, { canonical: true, limit: MOST_ITEMS })
    const negative = items.filter(({ body }) => {
      const { labels, source } = body as ClassifiedArticle
      return labels.sentiment <= NEGATIVE && !source.official
    })
    found.set(
      ticket,
      negative.map(({ published }) => published),
    )
  }
  return found
}

/** Rows of a list from its newest on, while they are wanted. */
async function rows<Row>(
  list: (page: PageRequest) => Promise<Page<Row>>,
  wanted: (row: Row) => boolean = () => true,
): Promise<Row[]> {
  const all: Row[] = []
  for (let cursor: string | null | undefined; cursor !== null && all.length < MOST_ROWS;) {
    const page: Page<Row> = await list({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
    const kept = page.items.filter(wanted)
    all.push(...kept)
    cursor = kept.length < page.items.length ? null : page.next
  }
  return all
}

const unique = <Row>(all: readonly Row[], idOf: (row: Row) => string): Row[] => [
  ...new Map(all.map((row) => [idOf(row), row])).values(),
]

const hourIndex = ({ from }: HourlyCounts, at: Instant): number => Math.floor((toMs(at) - toMs(from)) / HOUR)
const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)

/** Of the seven days before, the latest ones on end on which anything was collected: before that the office did not listen. */
function daysHeard(collected: HourlyCounts, from: Instant): number {
  const counts = collected.series.get('') ?? []
  const start = hourIndex(collected, from)
  let days = 0
  while (
    days < COMPARED_DAYS &&
    sum(counts.slice(Math.max(0, start - (days + 1) * 24), Math.max(0, start - days * 24))) > 0
  )
    days += 1
  return days
}

/** A series' count in the day so far, and its mean in the same hours of the days before. The last hour of a day that goes on is counted whole there, as far as it has gone by its share. */
function compared(
  hours: HourlyCounts,
  key: string,
  { from, to, usualDays }: { readonly from: Instant; readonly to: Instant; readonly usualDays: number },
): Compared {
  const counts = hours.series.get(key) ?? []
  const start = hourIndex(hours, from)
  const length = (toMs(to) - toMs(from)) / HOUR
  const whole = Math.floor(length)
  const inDay = (first: number) =>
    sum(counts.slice(Math.max(0, first), Math.max(0, first + whole))) + (length - whole) * (counts[first + whole] ?? 0)
  let before = 0
  for (let day = 1; day <= usualDays; day += 1) before += inDay(start - day * 24)
  return {
    count: sum(counts.slice(Math.max(0, start), Math.max(0, start + Math.ceil(length)))),
    usual: usualDays === 0 ? null : before / usualDays,
  }
}
