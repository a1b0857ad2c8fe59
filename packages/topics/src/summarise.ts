import type { Candidate, Level, Reason, Topic } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import { comparable } from './comparable.js'
import type { TopicItem } from './item.js'
import { countCopies, voiceOf } from './level/situation.js'
import { heatOf, type Heat } from './level/heat.js'
import type { Member } from './topic-index.js'
import type { LevelsConfig } from '@guanlan/contracts'

/** What is known of a topic beside its members. */
export interface TopicView {
  readonly topic: string
  readonly version: number
  readonly now: Instant
  readonly level: Level
  readonly points: number
  readonly reasons: readonly Reason[]
}

/** A topic's event lists so many members at most. */
const listed = 200
/** Headlines compared for the medoid: the newest ones speak for a long topic. */
const compared = 60

/**
 * Members of one topic → what the others are told of it. Returns null for a topic without any matter, which nobody could
 * be given to. Members: at least one canonical.
 */
export function summarise(members: readonly Member[], view: TopicView, heatConfig: LevelsConfig['heat']): Topic | null {
  const canonical = members.filter(({ copyOf }) => copyOf === null).map(({ item }) => item)
  const ordered = canonical.toSorted(byTime)
  const first = ordered[0]
  const matter = tellingMatter(ordered)
  if (!first || !matter) return null
  const medoid = medoidOf(ordered)
  const candidates = mergeCandidates(ordered)
  const heat = topicHeat(members, view.now, heatConfig)
  const all = members.map(({ item }) => item)
  return {
    topic: view.topic,
    version: view.version,
    jurisdiction: first.jurisdiction,
    title: medoid.title.trim() || matter.name,
    matter: matter.code,
    matterName: matter.name,
    domain: matter.domain,
    places: placesOf(ordered),
    candidates,
    items: ordered.length,
    copies: members.length - ordered.length,
    voices: new Set(
      members
        .filter(({ item, copyOf }) => copyOf === null || item.voice !== undefined)
        .map(({ item }) => voiceOf(item)),
    ).size,
    sources: sourcesOf(all),
    officialItems: ordered.filter(({ source }) => source.official).length,
    liveItems: ordered.filter(({ raises }) => raises).length,
    heat: heat.heat,
    heatTerms: [...heat.terms],
    level: view.level,
    points: Math.min(100, view.points),
    reasons: [...view.reasons],
    confidence: confidenceOf(ordered, matter.code, candidates[0]?.department),
    firstPublished: earliest(all.map(({ published }) => published)),
    firstSeen: earliest(all.map(({ seen }) => seen)),
    lastSeen: all.map(({ seen }) => seen).reduce((a, b) => (a > b ? a : b)),
    medoid: medoid.article,
    urgency: Math.max(0, ...ordered.filter(({ raises }) => raises).map(({ urgency }) => urgency)),
    members: ordered.slice(0, listed).map(({ article }) => article),
  }
}

/** Heat of all canonical members, back-fill too: a quiet week's story is warm without raising anything. */
export function topicHeat(members: readonly Member[], now: Instant, config: LevelsConfig['heat']): Heat {
  const copies = countCopies(members)
  const items = members
    .filter(({ copyOf }) => copyOf === null)
    .map(({ item }) => ({ item, copies: copies.get(item.article) ?? 0 }))
  return heatOf(items, now, config)
}

const earliest = (instants: readonly Instant[]): Instant => instants.reduce((a, b) => (a < b ? a : b))

const byTime = (a: TopicItem, b: TopicItem): number =>
  a.published < b.published || (a.published === b.published && a.article < b.article) ? -1 : 1

/** Voices of citizens and media say what it is about; the government's own only when nobody else spoke. */
function tellers(items: readonly TopicItem[]): readonly TopicItem[] {
  const spoken = items.filter(({ source, matters }) => !source.official && matters.length > 0)
  return spoken.length > 0 ? spoken : items.filter(({ matters }) => matters.length > 0)
}

/** Matter with the greatest sum: an item's best by its score, its others by half of theirs. Ties by code. */
export function tellingMatter(items: readonly TopicItem[]): TopicItem['matters'][number] | null {
  const sums = new Map<string, { sum: number; matter: TopicItem['matters'][number] }>()
  for (const { matters } of tellers(items)) {
    matters.forEach((matter, rank) => {
      const sum = (sums.get(matter.code)?.sum ?? 0) + matter.score / (rank === 0 ? 1 : 2)
      sums.set(matter.code, { sum, matter })
    })
  }
  const [best] = [...sums.values()].toSorted((a, b) => b.sum - a.sum || (a.matter.code < b.matter.code ? -1 : 1))
  return best?.matter ?? null
}

/** Mean score of each department over the items, best three, with the reason of the item that was surest. */
function mergeCandidates(items: readonly TopicItem[]): Candidate[] {
  const telling = tellers(items)
  const sums = new Map<string, { sum: number; best: Candidate }>()
  for (const { candidates } of telling) {
    for (const candidate of candidates) {
      const known = sums.get(candidate.department)
      const best = known && known.best.score >= candidate.score ? known.best : candidate
      sums.set(candidate.department, { sum: (known?.sum ?? 0) + candidate.score, best })
    }
  }
  return [...sums.values()]
    .map(({ sum, best }) => ({ ...best, score: Math.min(1, sum / telling.length) }))
    .toSorted((a, b) => b.score - a.score || (a.department < b.department ? -1 : 1))
    .slice(0, 3)
}

/** Share of the items that agree on matter and on department (the smaller) × mean score of those that agree on the matter. */
function confidenceOf(items: readonly TopicItem[], matter: string, department: string | undefined): number {
  const telling = tellers(items)
  const agreeing = telling.filter(({ matters }) => matters[0]?.code === matter)
  if (agreeing.length === 0) return 0
  const routed = telling.filter(({ candidates }) => candidates[0]?.department === department)
  const score = agreeing.reduce((sum, { matters }) => sum + (matters[0]?.score ?? 0), 0) / agreeing.length
  return (Math.min(agreeing.length, routed.length) / telling.length) * score
}

/** Places most often named first; at most eight. */
function placesOf(items: readonly TopicItem[]): Topic['places'] {
  const counts = new Map<string, { count: number; place: { code: string; name: string } }>()
  for (const { places } of items) {
    for (const place of places) {
      counts.set(place.code, { count: (counts.get(place.code)?.count ?? 0) + 1, place })
    }
  }
  return [...counts.values()]
    .toSorted(
      (a, b) =>
        b.count - a.count || b.place.code.length - a.place.code.length || (a.place.code < b.place.code ? -1 : 1),
    )
    .slice(0, 8)
    .map(({ place }) => ({ code: place.code, name: place.name }))
}

/** Sources with their items and copies, busiest first. */
function sourcesOf(items: readonly TopicItem[]): Topic['sources'] {
  const sources = new Map<string, Topic['sources'][number]>()
  for (const { source } of items) {
    const count = (sources.get(source.id)?.items ?? 0) + 1
    sources.set(source.id, { id: source.id, name: source.name, tier: source.tier, items: count })
  }
  return [...sources.values()].toSorted((a, b) => b.items - a.items || (a.id < b.id ? -1 : 1))
}

/** Item whose headline shares most character pairs with the others' (Dice); the earliest of equals. Items: at least one. */
function medoidOf(items: readonly TopicItem[]): TopicItem {
  const telling = tellers(items)
  const pool = (telling.length > 0 ? telling : items).filter(({ title }) => title.trim() !== '').slice(-compared)
  const pairs = pool.map(({ title }) => pairsOf(comparable(title)))
  let best = { item: pool[0] ?? (items[0] as TopicItem), sum: -1 }
  pool.forEach((item, at) => {
    const own = pairs[at] ?? new Set<string>()
    let sum = 0
    pairs.forEach((other, index) => {
      if (index !== at && own.size + other.size > 0) sum += (2 * shared(own, other)) / (own.size + other.size)
    })
    if (sum > best.sum + 1e-9) best = { item, sum }
  })
  return best.item
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (let at = 0; at + 2 <= text.length; at += 1) pairs.add(text.slice(at, at + 2))
  return pairs
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0
  for (const pair of a) if (b.has(pair)) count += 1
  return count
}
