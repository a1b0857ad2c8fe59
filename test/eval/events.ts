import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runGuanlan } from './command.js'
import { share } from './figures.js'

interface KnownEvent {
  readonly event: string
  readonly known_date: string
  readonly titles: readonly { readonly t: string; readonly p: string; readonly title: string }[]
}

/** A headline as `replay` reads it; `event` = which known one it tells of. */
interface Headline {
  readonly id: string
  readonly title: string
  readonly platform: string
  readonly seen: string
  readonly event?: string
}

interface Told {
  readonly at: string
  readonly kind: string
  readonly level: string
  readonly title: string
  readonly items: readonly string[]
}

const DAY = 86_400_000
const platforms = ['toutiao', 'weibo', 'zhihu', 'douyin']

/**
 * `guanlan replay --scope any` over a month of four platforms' hot lists with known incidents of other months laid into it: how
 * many are called at yellow or above and how long after their third headline, alerts a day, how often one incident alerts, and
 * how many alerts are about an office's matters by our own classifier. GUANLAN_EVAL_LIST=1 prints every alert.
 */
export async function evaluateEvents(data: string): Promise<void> {
  const folder = join(data, 'hot')
  const missing = [...platforms.map((name) => `replay_2024_03/${name}.jsonl`), 'known_events_dev.jsonl'].filter(
    (file) => !existsSync(join(folder, file)),
  )
  if (missing.length > 0) return console.error(`SKIPPED: no ${missing.join(', ')} in ${folder}`)
  const read = <T>(file: string): T[] =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T)
  const month = platforms.flatMap((platform) =>
    read<{ first_seen: string; title: string }>(`replay_2024_03/${platform}.jsonl`).map(
      ({ first_seen, title }, at) => ({
        id: `${platform}-${at}`,
        title,
        platform,
        seen: new Date(first_seen).toISOString(),
      }),
    ),
  )
  const known = read<KnownEvent>('known_events_dev.jsonl')
  const laid = layIn(known, month)
  const added = laid.filter(({ id }) => id.startsWith('event-'))
  const headlines: Headline[] = [...month, ...added].toSorted((a, b) =>
    a.seen < b.seen ? -1 : a.seen > b.seen ? 1 : 0,
  )
  const eventOf = new Map(laid.map(({ id, event }) => [id, event]))
  const began = performance.now()
  const told: Told[] = []
  const lines = headlines.map(({ id, title, platform, seen }) => ({ id, title, platform, published: seen, seen }))
  for await (const line of runGuanlan('replay', lines, ['--scope', 'any'])) told.push(line as unknown as Told)
  const seconds = (performance.now() - began) / 1_000
  const alerts = told.filter(({ kind }) => kind === 'alert')
  console.log(`events: ${headlines.length} headlines of four platforms, ${known.length} known incidents laid in`)
  const delays = known.map(({ event }) => reportEvent(event, laid, told, alerts, eventOf))
  const caught = delays.filter((delay) => delay !== null)
  const days = (Date.parse(headlines.at(-1)?.seen ?? '') - Date.parse(headlines[0]?.seen ?? '')) / DAY
  const others = alerts.filter((alert) => mainEvent(alert, eventOf) === null)
  console.log(`  called at yellow or above: ${caught.length} of ${known.length}`)
  console.log(`  within 60 min of the third headline: ${caught.filter((delay) => delay <= 60).length}`)
  console.log(
    `  alerts a day: ${(alerts.length / days).toFixed(1)}, of them not of the known incidents ${(others.length / days).toFixed(1)}`,
  )
  const repeats = (alerts.length - others.length) / Math.max(1, caught.length)
  console.log(`  alerts for each incident called: ${repeats.toFixed(2)}`)
  console.log(`  other alerts to which guanlan classify gives a matter: ${await civicShare(others)}`)
  console.log(`  ${Math.round(headlines.length / seconds)} headlines a second, start included`)
  if (process.env['GUANLAN_EVAL_LIST'] === '1') {
    for (const { at, level, title, items } of others)
      console.log(`    ${at.slice(5, 16)} ${level} ${items.length} ${title}`)
  }
}

/** Known incidents moved into the month, two days apart, at their own time of day; one that is of the month is found there. */
function layIn(known: readonly KnownEvent[], month: readonly Headline[]): (Headline & { readonly event: string })[] {
  const times = month.map(({ seen }) => seen).toSorted()
  const [first = '', last = ''] = [times[0], times.at(-1)]
  const had = new Map(month.map((headline) => [`${headline.platform} ${headline.title}`, headline]))
  return known.flatMap(({ event, titles }, at) => {
    const seen = titles.map(({ t }) => new Date(t).toISOString())
    const begin = seen.toSorted()[0] ?? ''
    if (begin >= first && begin <= last) {
      return titles.flatMap(({ p, title }) => {
        const headline = had.get(`${p} ${title}`)
        return headline ? [{ ...headline, event }] : []
      })
    }
    const to = Date.parse(first) + (1 + ((2 * at) % 26)) * DAY
    const shift = Math.ceil((to - Date.parse(begin)) / DAY) * DAY
    return titles
      .map(({ p, title }, n) => ({
        id: `event-${at}-${n}`,
        title,
        platform: p,
        event,
        seen: new Date(Date.parse(seen[n] ?? '') + shift).toISOString(),
      }))
      .filter((headline) => headline.seen <= last)
  })
}

/** Prints what became of one incident; minutes from its third headline to the first call, null = never called. */
function reportEvent(
  event: string,
  laid: readonly (Headline & { readonly event: string })[],
  told: readonly Told[],
  alerts: readonly Told[],
  eventOf: ReadonlyMap<string, string>,
): number | null {
  const mine = laid.filter((headline) => headline.event === event).toSorted((a, b) => (a.seen < b.seen ? -1 : 1))
  const third = mine[Math.min(2, mine.length - 1)]?.seen ?? ''
  const call = told.find((line) => line.items.some((id) => eventOf.get(id) === event) && line.level !== 'blue')
  const times = alerts.filter((alert) => mainEvent(alert, eventOf) === event).length
  const delay = call ? Math.round((Date.parse(call.at) - Date.parse(third)) / 60_000) : null
  console.log(
    `  ${event.padEnd(24, '　')} ${delay === null ? 'never' : `${delay} min`.padStart(9)}  ${call?.level ?? ''}  alerts ${times}  ${call?.title ?? ''}`,
  )
  return delay
}

/** The known incident that most of an alert's headlines tell of, if any does. */
function mainEvent({ items }: Told, eventOf: ReadonlyMap<string, string>): string | null {
  const events = items.flatMap((id) => eventOf.get(id) ?? [])
  return events[0] ?? null
}

async function civicShare(alerts: readonly Told[]): Promise<string> {
  let civic = 0
  const lines = alerts.map(({ title }, id) => ({ id, title, body: '' }))
  for await (const answer of runGuanlan('classify', lines)) if (answer['matter'] !== null) civic += 1
  return share(civic, alerts.length)
}
