import {
  outlookSchema,
  searchResponseSchema,
  trendsResponseSchema,
  type ClassifiedArticle,
  type Outlook,
  type SearchResponse,
  type TrendsResponse,
} from '@guanlan/contracts'
import { allItems, departments, domains, FAKE_NOW, towns, withoutBody } from './fake-data.js'

const HOUR = 3_600_000
const items = allItems()

/** A problem of the query language, with the place counted from 1; undefined when the query is well-formed. */
export function faultOf(q: string): { at: number; message: string } | undefined {
  const quotes = [...q].filter((char) => char === '"').length
  if (quotes % 2 === 1) return { at: q.lastIndexOf('"') + 1, message: '引号没有配对' }
  if (/(AND|OR|NOT)\s*$/.test(q)) return { at: q.length, message: '运算符后面缺少词' }
  return undefined
}

const wordsOf = (q: string): string[] => q.split(/[\s()"]+/).filter((word) => word && !/^(AND|OR|NOT)$/.test(word))

function find(query: URLSearchParams): ClassifiedArticle[] {
  const words = wordsOf(query.get('q') ?? '')
  const list = (name: string): string[] => (query.get(name) ?? '').split(',').filter(Boolean)
  const [domain, department, place, source] = ['domain', 'department', 'place', 'source'].map(list)
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? '9999']
  const some = (wanted: string[] | undefined, has: readonly string[]): boolean =>
    !wanted || wanted.length === 0 || wanted.some((each) => has.includes(each))
  return items.filter(
    (item) =>
      words.every((word) => item.title.includes(word) || item.body.includes(word)) &&
      some(domain, item.labels.domains) &&
      some(
        department,
        item.labels.candidates.slice(0, 1).map((each) => each.department),
      ) &&
      some(
        place,
        item.labels.places.map((each) => each.code),
      ) &&
      some(source, [item.source.id]) &&
      item.seen >= from &&
      item.seen < to,
  )
}

const spansOf = (text: string, words: readonly string[]): [number, number][] =>
  words.flatMap((word) => {
    const at = text.indexOf(word)
    return at < 0 ? [] : [[at, at + word.length] as [number, number]]
  })

const count = (keys: readonly string[], names: readonly { code: string; name: string }[]) => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts]
    .map(([key, n]) => ({ key, name: names.find((each) => each.code === key)?.name ?? key, count: n }))
    .sort((a, b) => b.count - a.count)
}

export function search(query: URLSearchParams): SearchResponse {
  const found = find(query).sort((a, b) => (a.seen < b.seen ? 1 : -1))
  const words = wordsOf(query.get('q') ?? '')
  const start = Number(query.get('cursor') ?? 0)
  const page = found.slice(start, start + 10)
  return searchResponseSchema.parse({
    items: page.map((item) => {
      const snippet = item.body.slice(0, 90)
      return {
        article: withoutBody(item, snippet),
        domains: item.labels.domains,
        matters: item.labels.matters.map(({ code, name }) => ({ code, name })),
        places: item.labels.places.map(({ code, name }) => ({ code, name })),
        sentiment: item.labels.sentiment,
        urgency: item.labels.urgency,
        highlights: { title: spansOf(item.title, words), snippet: spansOf(snippet, words) },
      }
    }),
    next: start + 10 < found.length ? String(start + 10) : null,
    total: found.length,
    facets: {
      domain: count(
        found.flatMap((item) => item.labels.domains),
        domains,
      ),
      department: count(
        found.flatMap((item) => item.labels.candidates[0]?.department ?? []),
        departments,
      ),
      place: count(
        found.flatMap((item) => item.labels.places.map((each) => each.code)),
        towns,
      ),
      source: count(
        found.map((item) => item.source.id),
        items.map(({ source }) => ({ code: source.id, name: source.name })),
      ),
      tier: count(
        found.map((item) => item.source.tier),
        [
          { code: 'forum', name: '论坛' },
          { code: 'media', name: '媒体' },
          { code: 'hotline', name: '热线' },
          { code: 'government', name: '政府' },
        ],
      ),
    },
  })
}

/** Made-up counts with nights and a burst, on whole buckets of the office's zone. */
export function trends(query: URLSearchParams): TrendsResponse {
  const interval = query.get('interval') === 'day' ? 'day' : query.get('interval') === 'week' ? 'week' : 'hour'
  const width = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR }[interval]
  const zone = interval === 'hour' ? 0 : 8 * HOUR
  const floor = (ms: number): number => Math.floor((ms + zone) / width) * width - zone
  const to = query.get('to') ? Date.parse(query.get('to') ?? '') : FAKE_NOW
  const from = query.get('from') ? Date.parse(query.get('from') ?? '') : to - 30 * 24 * HOUR
  const buckets: number[] = []
  for (let at = floor(from); at < to; at += width) buckets.push(at)
  const level = (at: number, salt: number): number => {
    const hour = new Date(at + 8 * HOUR).getUTCHours()
    const day = interval === 'hour' ? Math.max(0, Math.sin(((hour - 5) / 24) * Math.PI)) : 8
    const burst = FAKE_NOW - at < 5 * HOUR && salt < 2 ? 14 : 0
    return Math.round(day * (3 + ((salt * 7 + hour) % 5)) + burst)
  }
  const series = query.get('by') === 'domain' ? domains : [{ code: 'all', name: '全部' }]
  return trendsResponseSchema.parse({
    interval,
    buckets: buckets.map((at) => new Date(at).toISOString()),
    series: series.map(({ code, name }, salt) => ({ key: code, name, counts: buckets.map((at) => level(at, salt)) })),
  })
}

/** A made-up week or day to come; none where a department is asked for. */
export function outlook(query: URLSearchParams): Outlook {
  const interval = query.get('interval') === 'hour' ? 'hour' : 'day'
  const [width, length] = interval === 'hour' ? [HOUR, 24] : [24 * HOUR, 7]
  const zone = interval === 'hour' ? 0 : 8 * HOUR
  const first = Math.floor((FAKE_NOW + zone) / width) * width - zone
  return outlookSchema.parse({
    interval,
    buckets: Array.from({ length }, (_, n) => new Date(first + n * width).toISOString()),
    bands: query.get('department')
      ? null
      : Array.from({ length }, (_, n) => ({ low: 6 + (n % 4), middle: 10 + (n % 4), high: 17 + (n % 4) })),
  })
}
