import type { Candidate, Level, LevelsConfig, Reason, Topic } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import { medoidOf } from './medoid.js'
import type { TopicItem } from './item.js'
import { heatOf, type Heat } from './level/heat.js'
import { voiceOf, type TopicGroup } from './topic-group.js'

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

/**
 * Members of one topic → what the others are told of it. Returns null for a topic without any matter, which nobody could
 * be given to. Members: at least one canonical.
 */
export function summarise(group: TopicGroup, view: TopicView, heatConfig: LevelsConfig['heat']): Topic | null {
  const ordered = group.timeline.map(({ item }) => item)
  const first = ordered[0]
  const { matter } = group
  if (!first || !matter) return null
  const medoid = medoidOf(ordered, tellers(ordered))
  const candidates = mergeCandidates(ordered)
  const heat = topicHeat(group, view.now, heatConfig)
  const all = group.members.map(({ item }) => item)
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
    copies: all.length - ordered.length,
    voices: countVoices(group),
    sources: sourcesOf(all),
    officialItems: ordered.filter(({ source }) => source.official).length,
    liveItems: ordered.filter(({ raises }) => raises).length,
    heat: heat.heat,
    heatTerms: [...heat.terms],
    level: view.level,
    points: Math.min(100, view.points),
    reasons: [...view.reasons],
    confidence: confidenceOf(ordered, candidates[0]?.department),
    firstPublished: earliest(all.map(({ published }) => published)),
    firstSeen: earliest(all.map(({ seen }) => seen)),
    lastSeen: all.map(({ seen }) => seen).reduce((a, b) => (a > b ? a : b)),
    medoid: medoid.article,
    urgency: ordered.reduce((most, { raises, urgency }) => (raises ? Math.max(most, urgency) : most), 0),
    members: ordered.slice(0, listed).map(({ article }) => article),
  }
}

/** Heat of all canonical members, back-fill too: a quiet week's story is warm without raising anything. */
export function topicHeat({ timeline }: TopicGroup, now: Instant, config: LevelsConfig['heat']): Heat {
  return heatOf(
    timeline.map(({ item, copies }) => ({ item, copies: copies.length })),
    now,
    config,
  )
}

/** Distinct voices of originals and copies; a copy by nobody known is no further voice. */
function countVoices({ members }: TopicGroup): number {
  const voices = new Set<string>()
  for (const { item, copyOf } of members) if (copyOf === null || item.voice !== undefined) voices.add(voiceOf(item))
  return voices.size
}

const earliest = (instants: readonly Instant[]): Instant => instants.reduce((a, b) => (a < b ? a : b))

/** Voices of citizens and media say what it is about; the government's own only when nobody else spoke. */
function tellers(items: readonly TopicItem[]): readonly TopicItem[] {
  const spoken = items.filter(({ source, matters }) => !source.official && matters.length > 0)
  return spoken.length > 0 ? spoken : items.filter(({ matters }) => matters.length > 0)
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

/**
 * How surely the topic is this department's: share of the items that go to it first × mean score of that. Whether they call the matter
 * alike is another question: unpaid wages and a missing contract go to one desk.
 */
function confidenceOf(items: readonly TopicItem[], department: string | undefined): number {
  const telling = tellers(items)
  const routed = telling.flatMap(({ candidates: [first] }) =>
    first && first.department === department ? first.score : [],
  )
  return telling.length === 0
    ? 0
    : routed.toSorted((a, b) => a - b).reduce((sum, score) => sum + score, 0) / telling.length
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
