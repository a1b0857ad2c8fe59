import type { Level } from '@guanlan/contracts'
import { levelOrder } from './level.js'
import { msOf } from './time.js'

/** A query as the router gives it. */
export type Query = Readonly<Record<string, string | null | (string | null)[] | undefined>>
/** A query as the router takes it; what is at its default is left out. */
export type QueryOut = Record<string, string>

const one = (query: Query, key: string): string => {
  const value = query[key]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
const many = (query: Query, key: string): string[] =>
  one(query, key)
    .split(',')
    .filter((part) => part !== '')
const pick = <T extends string>(value: string, known: readonly T[], fallback: T): T =>
  known.find((candidate) => candidate === value) ?? fallback

const compact = (entries: Record<string, string>, defaults: Record<string, string> = {}): QueryOut =>
  Object.fromEntries(Object.entries(entries).filter(([key, value]) => value !== '' && value !== defaults[key]))

/** What the list of the duty page shows. */
export interface DutyFilter {
  readonly show: 'active' | 'open' | 'acknowledged' | 'closed'
  readonly level: Level | ''
  readonly domain: string
  readonly sort: 'level' | 'newest'
}
const dutyDefaults = { show: 'active', sort: 'level' } as const

export const dutyFromQuery = (query: Query): DutyFilter => ({
  show: pick(one(query, 'show'), ['active', 'open', 'acknowledged', 'closed'], dutyDefaults.show),
  level: pick(one(query, 'level'), ['', ...levelOrder], ''),
  domain: one(query, 'domain'),
  sort: pick(one(query, 'sort'), ['level', 'newest'], dutyDefaults.sort),
})
export const dutyToQuery = (filter: DutyFilter): QueryOut => compact({ ...filter }, dutyDefaults)

/** What the list of the sources page shows; `q`: words of name, id, address or problem. */
export interface SourceFilter {
  readonly show: 'all' | 'unwell' | 'off'
  readonly q: string
}
export const sourceShows = ['all', 'unwell', 'off'] as const
const sourceDefaults = { show: 'all' } as const

export const sourcesFromQuery = (query: Query): SourceFilter => ({
  show: pick(one(query, 'show'), sourceShows, sourceDefaults.show),
  q: one(query, 'q'),
})
export const sourcesToQuery = (filter: SourceFilter): QueryOut => compact({ ...filter }, sourceDefaults)

/** What the list of the topics page shows; `q`: words of title, matter or place. */
export interface TopicFilter {
  readonly sort: 'heat' | 'newest'
  readonly level: Level | ''
  readonly domain: string
  readonly q: string
}
const topicDefaults = { sort: 'heat' } as const

export const topicsFromQuery = (query: Query): TopicFilter => ({
  sort: pick(one(query, 'sort'), ['heat', 'newest'], topicDefaults.sort),
  level: pick(one(query, 'level'), ['', ...levelOrder], ''),
  domain: one(query, 'domain'),
  q: one(query, 'q'),
})
export const topicsToQuery = (filter: TopicFilter): QueryOut => compact({ ...filter }, topicDefaults)

/** What the list of the rules page shows; `q`: words of matter, department or rules. `rule`: the one that is being looked at. */
export interface RuleFilter {
  readonly show: 'all' | 'changed' | 'silent'
  readonly domain: string
  readonly q: string
}
export const ruleShows = ['all', 'changed', 'silent'] as const
const ruleDefaults = { show: 'all' } as const

export const rulesFromQuery = (query: Query): RuleFilter & { readonly rule: string } => ({
  show: pick(one(query, 'show'), ruleShows, ruleDefaults.show),
  domain: one(query, 'domain'),
  q: one(query, 'q'),
  rule: one(query, 'rule'),
})
export const rulesToQuery = (state: RuleFilter & { readonly rule: string }): QueryOut =>
  compact({ ...state }, ruleDefaults)

export const ranges = ['24h', '3d', '7d', '30d', 'all', 'custom'] as const
export type Range = (typeof ranges)[number]
/** The filters that take several codes, by their names in the address and in the API. */
export const multiFilters = ['domain', 'department', 'place', 'source', 'tier'] as const
export type MultiFilter = (typeof multiFilters)[number]

/** Everything that the analysis page shows, so that a link shows it to a colleague. */
export interface AnalysisState extends Readonly<Record<MultiFilter, readonly string[]>> {
  readonly q: string
  readonly range: Range
  /** Instants; only with range `custom`, where either may be missing. */
  readonly from: string
  readonly to: string
  readonly civic: '' | 'true' | 'false'
  readonly order: 'newest' | 'oldest' | 'relevance'
  /** Opened document. */
  readonly doc: string
}
const analysisDefaults = { range: '7d', order: 'newest' } as const

const instantOr = (text: string): string => (Number.isNaN(msOf(text)) ? '' : new Date(msOf(text)).toISOString())

export function analysisFromQuery(query: Query): AnalysisState {
  const from = instantOr(one(query, 'from'))
  const to = instantOr(one(query, 'to'))
  const asked = pick(one(query, 'range'), ranges, from || to ? 'custom' : analysisDefaults.range)
  return {
    q: one(query, 'q'),
    range: asked,
    from: asked === 'custom' ? from : '',
    to: asked === 'custom' ? to : '',
    domain: many(query, 'domain'),
    department: many(query, 'department'),
    place: many(query, 'place'),
    source: many(query, 'source'),
    tier: many(query, 'tier'),
    civic: pick(one(query, 'civic'), ['', 'true', 'false'], ''),
    order: pick(one(query, 'order'), ['newest', 'oldest', 'relevance'], analysisDefaults.order),
    doc: one(query, 'doc'),
  }
}

export function analysisToQuery(state: AnalysisState): QueryOut {
  const { domain, department, place, source, tier, ...rest } = state
  const lists = { domain, department, place, source, tier }
  const joined = Object.fromEntries(Object.entries(lists).map(([key, codes]) => [key, codes.join(',')]))
  return compact({ ...rest, ...joined }, analysisDefaults)
}

const HOUR = 3_600_000
const spans: Readonly<Record<string, number>> = {
  '24h': 24 * HOUR,
  '3d': 72 * HOUR,
  '7d': 168 * HOUR,
  '30d': 720 * HOUR,
}

/** The window of time to ask for, seen from domain time `now`; a missing end is open. Starts on a whole hour. */
export function windowOf(
  state: Pick<AnalysisState, 'range' | 'from' | 'to'>,
  now: number,
): { from?: string; to?: string } {
  if (state.range === 'custom') {
    return { ...(state.from && { from: state.from }), ...(state.to && { to: state.to }) }
  }
  const span = spans[state.range]
  if (span === undefined) return {}
  return { from: new Date(Math.floor((now - span) / HOUR) * HOUR).toISOString() }
}

/** Width of a chart's buckets: hours while the window has at most `mostHours`, days up to a quarter, then weeks. */
export function intervalOf(
  window: { from?: string; to?: string },
  now: number,
  mostHours: number,
): 'hour' | 'day' | 'week' {
  if (!window.from) return 'day'
  const span = (window.to ? msOf(window.to) : now) - msOf(window.from)
  return span <= (mostHours + 1) * HOUR ? 'hour' : span <= 92 * 24 * HOUR ? 'day' : 'week'
}

const DAY = 24 * HOUR

/**
 * The window of the same length before this one, moved by whole days (whole weeks when it is a week or longer), so that
 * nights stand over nights; undefined for a window without a start. `shift` in milliseconds.
 */
export function windowBefore(
  window: { from?: string; to?: string },
  now: number,
): { from: string; to: string; shift: number } | undefined {
  if (!window.from) return undefined
  const from = msOf(window.from)
  const to = window.to ? msOf(window.to) : now
  const unit = to - from >= 6 * DAY ? 7 * DAY : DAY
  const shift = Math.max(unit, Math.ceil((to - from - HOUR) / unit) * unit)
  return { from: new Date(from - shift).toISOString(), to: new Date(to - shift).toISOString(), shift }
}
