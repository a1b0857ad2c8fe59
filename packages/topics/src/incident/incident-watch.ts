import { levelRank, type Level, type Reason } from '@guanlan/contracts'
import { DAY, hashId, HOUR, toMs, type Instant } from '@guanlan/kernel'
import { seenTitle, topicPoints, type SeenTitle } from './incident-points.js'
import { createPairWeights, shareOf } from './pair-weights.js'
import { civicFrom, type TitlePoints } from './title-points.js'

/** A headline of a hot list, as first seen. */
export interface HotTitle {
  readonly article: string
  readonly title: string
  readonly platform: string
  readonly seen: Instant
}

/** A headline that was taken in. */
interface Sighting extends HotTitle, SeenTitle {
  readonly pairs: ReadonlyMap<string, number>
}

/** What an incident came to. */
export interface Incident {
  readonly topic: string
  /** `alert`: its story is told for the first time; `change`: its level rose. */
  readonly kind: 'alert' | 'change'
  readonly level: Level
  readonly title: string
  readonly articles: readonly string[]
  readonly reasons: readonly Reason[]
}

/** Headlines of hot lists into incidents, one after the other. Everything depends on the headlines and their order alone. */
export interface IncidentWatch {
  take(title: HotTitle): Incident | null
  holds(article: string): boolean
}

/** A topic gathers headlines for so long after its last one, and later topics go on with its story for so long; ms. */
const span = 72 * HOUR
const storySpan = 7 * DAY
/** Topics held at most: a flood of headlines costs time, not memory. */
const most = 2_000
/** Headlines of a topic that a new one is compared with: the first and the newest. */
const compared = 24

/** Weight of what is shared from which two headlines are compared at all. */
const worthAlook = 6

/** Topics compared at most. */
const lookedAt = 40

/** Shared rarity of pairs, of the shorter side's and in mass, from which a headline joins; less with the same danger at the same place. */
const joining = { share: 0.36, mass: 11, sameDanger: 0.25, otherPlace: 0.4 }
/** Shared rarity from which two topics are one story. */
const telling = { mass: 8, alone: { share: 0.25, mass: 14 } }

interface OpenTopic {
  /** Counts the topics as they were opened. */
  readonly order: number
  readonly topic: string
  readonly sightings: Sighting[]
  level: Level
  /** The alerted topic whose story this one goes on with; itself when it alerted. */
  story: OpenTopic | null
}

export function createIncidentWatch(): IncidentWatch {
  const weights = createPairWeights()
  let topics: OpenTopic[] = []
  const held = new Set<string>()
  let opened = 0

  /** Topics by what their headlines could be recognised by. */
  const byKey = new Map<string, Set<OpenTopic>>()
  const index = (topic: OpenTopic, sighting: Sighting) => {
    for (const [key] of keysOf(sighting)) {
      const known = byKey.get(key)
      if (known) known.add(topic)
      else byKey.set(key, new Set([topic]))
    }
  }

  let looked = 0
  const forget = (now: number) => {
    if (now - looked < HOUR && topics.length <= most) return
    looked = now
    const isOld = ({ sightings, story }: OpenTopic) => now - lastOf(sightings) > (story ? storySpan : span)
    if (!topics.some(isOld) && topics.length <= most) return
    const kept = topics.filter((topic) => !isOld(topic)).slice(-0.75 * most)
    const staying = new Set(kept)
    for (const topic of topics) if (!staying.has(topic)) for (const { article } of topic.sightings) held.delete(article)
    topics = kept
    byKey.clear()
    for (const topic of topics) for (const sighting of topic.sightings) index(topic, sighting)
  }
  /** Topics that share most with a headline, most first; of equal ones the older. */
  const nearTo = (sighting: Sighting): OpenTopic[] => {
    const met = new Map<OpenTopic, number>()
    for (const [key, weight] of keysOf(sighting))
      for (const topic of byKey.get(key) ?? []) met.set(topic, (met.get(topic) ?? 0) + weight)
    return [...met]
      .filter(([, mass]) => mass >= worthAlook)
      .toSorted((a, b) => b[1] - a[1] || a[0].order - b[0].order)
      .slice(0, lookedAt)
      .map(([topic]) => topic)
  }
  /** The topic it is likest to, if it is like enough. */
  const bestTopic = (sighting: Sighting, near: readonly OpenTopic[]): OpenTopic | null => {
    let best: { topic: OpenTopic; score: number } | null = null
    for (const topic of near) {
      if (sighting.at - lastOf(topic.sightings) > span) continue
      const score = Math.max(...comparedOf(topic).map((other) => joinScore(sighting, other)))
      if (score >= joining.share && (!best || score > best.score)) best = { topic, score }
    }
    return best?.topic ?? null
  }
  /** The story told before that a topic goes on with. */
  const storyOf = (topic: OpenTopic, near: readonly OpenTopic[]): OpenTopic | null =>
    near.find((other) => other !== topic && other.story !== null && isSameStory(topic, other))?.story ?? null

  return {
    take(title) {
      const at = toMs(title.seen)
      forget(at)
      const seen = seenTitle(title.title, title.platform, at)
      const { points, text } = seen
      if (text === '' || held.has(title.article)) return null
      const sighting: Sighting = { ...title, ...seen, pairs: weights.read(text) }
      const near = nearTo(sighting)
      let topic = bestTopic(sighting, near)
      if (!topic && points.total < civicFrom) return null
      if (!topic) {
        topic = {
          order: opened,
          topic: hashId<'topic'>('topic', title.article),
          sightings: [],
          level: 'blue',
          story: null,
        }
        opened += 1
        topics.push(topic)
      }
      topic.sightings.push(sighting)
      index(topic, sighting)
      held.add(title.article)
      return judgeTopic(topic, near)
    },
    holds: (article) => held.has(article),
  }

  function judgeTopic(topic: OpenTopic, near: readonly OpenTopic[]): Incident | null {
    const { level, reasons, title } = topicPoints(topic.sightings, lastOf(topic.sightings))
    if (levelRank(level) <= levelRank(topic.level)) return null
    topic.level = level
    const before = topic.story
    topic.story ??= storyOf(topic, near) ?? topic
    const { story } = topic
    if (story !== topic && levelRank(level) <= levelRank(story.level)) return null
    if (story !== topic) story.level = level
    const kind = before === null && story === topic ? 'alert' : 'change'
    return { topic: story.topic, kind, level, title, articles: topic.sightings.map(({ article }) => article), reasons }
  }
}

const lastOf = (sightings: readonly Sighting[]): number => sightings.at(-1)?.at ?? 0

/** Pairs that are not everywhere, and dangers at places, each with its weight: what two headlines can meet by. */
function keysOf({ pairs, points }: Sighting): (readonly [string, number])[] {
  const rare = [...pairs].filter(([, weight]) => weight >= 3)
  const provinces = new Set(points.places.map((place) => place.slice(0, 2)))
  return [
    ...rare,
    ...points.dangers.flatMap((danger) => [...provinces].map((at) => [`${danger}@${at}`, worthAlook] as const)),
  ]
}

const comparedOf = ({ sightings }: OpenTopic): Sighting[] =>
  sightings.length <= compared ? sightings : [...sightings.slice(0, 4), ...sightings.slice(4 - compared)]

function joinScore(a: Sighting, b: Sighting): number {
  const { share, mass } = shareOf(a.pairs, b.pairs)
  const place = placesOf(a.points, b.points)
  const sameDanger = a.points.dangers.some((kind) => b.points.dangers.includes(kind))
  const bonus = sameDanger && place === 'same' ? joining.sameDanger : 0
  if (mass < joining.mass && bonus === 0) return 0
  return (share + bonus) * (place === 'other' ? joining.otherPlace : 1)
}

/** Whether two headlines name the same place, one place each, or cannot tell. A city lies in its province. */
function placesOf(a: TitlePoints, b: TitlePoints): 'same' | 'other' | 'unknown' {
  if (a.places.length === 0 || b.places.length === 0) return 'unknown'
  const same = a.places.some((one) => b.places.some((other) => one.startsWith(other) || other.startsWith(one)))
  return same ? 'same' : 'other'
}

/**
 * Same danger at the same place or with the same toll, and words that few others use (with both, whatever the words); or so many
 * such words that nothing else is needed.
 */
function isSameStory(topic: OpenTopic, story: OpenTopic): boolean {
  return comparedOf(topic).some((one) =>
    comparedOf(story).some((other) => {
      const place = placesOf(one.points, other.points)
      if (place === 'other') return false
      const danger = one.points.dangers.some((kind) => other.points.dangers.includes(kind))
      const toll = one.points.dead > 0 && one.points.dead === other.points.dead
      if (danger && toll && place === 'same') return true
      const { share, mass } = shareOf(one.pairs, other.pairs)
      if (mass >= telling.alone.mass && share >= telling.alone.share) return true
      return mass >= telling.mass && danger && (toll || place === 'same')
    }),
  )
}
