import { hashId, toMs, type Instant } from '@guanlan/kernel'
import { defaultTopicsConfig, type TopicsConfig } from './config.js'
import { createCandidates, indexKeys } from './cluster/candidates.js'
import { createDocumentFrequency } from './cluster/document-frequency.js'
import { featuresOf, type ItemFeatures } from './cluster/features.js'
import { pairEvidence, pairScore } from './cluster/pair-score.js'
import { createNearCopies, type CopyKind, type CopyMatch, type CopyText } from './copies/near-copies.js'
import type { TopicItem } from './item.js'

/** One item with its place among the topics: what is stored, and what the index is rebuilt from. */
export interface Member {
  /** Counts the items of this index from 0, in the order in which they were assigned. */
  readonly order: number
  readonly topic: string
  /** Canonical item that this one repeats; null = canonical itself. */
  readonly copyOf: string | null
  /** Index keys chosen when it came; [] for a copy, which is not compared. */
  readonly keys: readonly number[]
  readonly item: TopicItem
}

/** Why an item went where it went. */
export type Why = 'reply' | CopyKind | 'alike' | 'new'

/** What became of an item. */
export interface Assignment {
  readonly member: Member
  /** Whether the item opened the topic. */
  readonly opened: boolean
  /** Topic score, likeness of the copy, or 1. */
  readonly score: number
  readonly why: Why
}

/**
 * Articles into topics, one after the other. Everything it answers is a function of the members it holds and their
 * order, so an index rebuilt from rows goes on like the one that wrote them.
 */
export interface TopicIndex {
  /**
   * Gives the item its topic and keeps it. `null`: known already with this or a later revision. A later revision of a
   * known item changes its text and labels where it stands.
   */
  assign(item: TopicItem): Assignment | null
  /** Canonical members and copies of a topic in order of arrival; [] when unknown. */
  members(topic: string): readonly Member[]
  member(article: string): Member | null
  /** Forgets what no window needs at `now`. Topics of which nothing is left are gone. */
  evict(now: Instant): void
  readonly size: number
}

interface Held {
  member: Member
  features: ItemFeatures | null
}

/** Index holding `members`, in any order of the iterable. */
export function createTopicIndex(members: Iterable<Member>, config: TopicsConfig = defaultTopicsConfig): TopicIndex {
  const held = new Map<string, Held>()
  const byOrder = new Map<number, Held>()
  const topics = new Map<string, Map<string, Held>>()
  const copies = createNearCopies()
  const candidates = createCandidates()
  const frequency = createDocumentFrequency()
  let nextOrder = 0
  /** Oldest members still held, and still among the near copies, by order. */
  let firstHeld = 0
  let firstCopyable = 0

  const hold = (member: Member, features: ItemFeatures | null) => {
    const entry: Held = { member, features }
    held.set(member.item.article, entry)
    byOrder.set(member.order, entry)
    const topic = topics.get(member.topic)
    if (topic) topic.set(member.item.article, entry)
    else topics.set(member.topic, new Map([[member.item.article, entry]]))
    nextOrder = Math.max(nextOrder, member.order + 1)
    if (features) connect(entry)
  }
  /** A canonical member takes part in the search; so it is posted everywhere. */
  const connect = ({ member, features }: Held) => {
    if (!features) return
    frequency.add(features.bags)
    candidates.add(member.order, member.keys)
    if (member.order >= firstCopyable && copyable(member.item)) copies.add(copyText(member.item, member.order))
  }
  const disconnect = ({ member, features }: Held) => {
    copies.remove(member.item.article)
    if (!features) return
    frequency.remove(features.bags)
    candidates.remove(member.order, member.keys)
  }
  const drop = (entry: Held) => {
    disconnect(entry)
    const { item, topic, order } = entry.member
    held.delete(item.article)
    byOrder.delete(order)
    const of = topics.get(topic)
    of?.delete(item.article)
    if (of?.size === 0) topics.delete(topic)
  }

  const revise = (entry: Held, item: TopicItem): Assignment => {
    const { member } = entry
    disconnect(entry)
    // First seen stays first seen, and what could raise still can: a correction is not a new voice.
    const revised: TopicItem = { ...item, seen: member.item.seen, raises: member.item.raises }
    if (entry.features) entry.features = featuresOf(revised, frequency)
    entry.member = { ...member, item: revised, keys: keysOf(entry.features) }
    connect(entry)
    return { member: entry.member, opened: false, score: 1, why: 'alike' }
  }

  const keysOf = (features: ItemFeatures | null): number[] =>
    features ? indexKeys(features, frequency).map(({ key }) => key) : []
  const place = (item: TopicItem, topic: string, copyOf: string | null, features: ItemFeatures | null): Member => {
    const member: Member = { order: nextOrder, topic, copyOf, keys: keysOf(features), item }
    hold(member, features)
    return member
  }

  const joinBest = (item: TopicItem): Assignment => {
    const features = featuresOf(item, frequency)
    const best = bestTopic(features)
    if (best && best.score >= config.join) {
      const member = place(item, best.topic, null, features)
      return { member, opened: false, score: best.score, why: 'alike' }
    }
    const topic = hashId<'topic'>('topic', item.article)
    return { member: place(item, topic, null, features), opened: true, score: best?.score ?? 0, why: 'new' }
  }

  /** Sum of the best three member scores / min(3, canonical members); of equal topics the older. */
  const bestTopic = (features: ItemFeatures): { topic: string; score: number } | null => {
    const scores = new Map<string, number[]>()
    for (const position of candidates.find(indexKeys(features, frequency))) {
      const other = byOrder.get(position)
      if (!other?.features) continue
      const score = pairScore(pairEvidence(features, other.features, frequency))
      const of = scores.get(other.member.topic)
      if (of) of.push(score)
      else scores.set(other.member.topic, [score])
    }
    let best: { topic: string; score: number; first: number } | null = null
    for (const [topic, each] of scores) {
      const canonical = canonicalOf(topic)
      const [a = 0, b = 0, c = 0] = each.toSorted((x, y) => y - x)
      const score = (a + b + c) / Math.min(3, canonical.length)
      const first = canonical[0]?.member.order ?? 0
      if (!best || score > best.score || (score === best.score && first < best.first)) best = { topic, score, first }
    }
    return best
  }
  const canonicalOf = (topic: string): Held[] =>
    [...(topics.get(topic)?.values() ?? [])].filter(({ features }) => features !== null)

  for (const member of [...members].toSorted((a, b) => a.order - b.order)) {
    hold(member, member.copyOf === null ? featuresOf(member.item, frequency) : null)
  }
  firstHeld = Math.min(nextOrder, ...[...byOrder.keys()].slice(0, 1))
  firstCopyable = firstHeld

  return {
    assign(item) {
      const known = held.get(item.article)
      if (known) return item.revision > known.member.item.revision ? revise(known, item) : null
      const answered = item.replyTo === undefined ? undefined : held.get(item.replyTo)
      if (answered) {
        const member = place(item, answered.member.topic, null, featuresOf(item, frequency))
        return { member, opened: false, score: 1, why: 'reply' }
      }
      const match = copyable(item) ? copies.find(copyText(item, nextOrder)) : null
      const original = match && held.get(match.copyOf)
      if (!match || !original || !mayCopy(item, original.member.item)) return joinBest(item)
      return copied(item, match, original.member)
    },
    members: (topic) => [...(topics.get(topic)?.values() ?? [])].map(({ member }) => member),
    member: (article) => held.get(article)?.member ?? null,
    evict(now) {
      const at = toMs(now)
      const seenOf = (order: number) => {
        const entry = byOrder.get(order)
        return entry ? toMs(entry.member.item.seen) : -Infinity
      }
      for (; firstHeld < nextOrder; firstHeld += 1) {
        if (held.size <= config.maxItems && seenOf(firstHeld) >= at - config.matchableFor) break
        const entry = byOrder.get(firstHeld)
        if (entry) drop(entry)
      }
      for (; firstCopyable < nextOrder; firstCopyable += 1) {
        if (seenOf(firstCopyable) >= at - config.copyWindow) break
        const entry = byOrder.get(firstCopyable)
        if (entry) copies.remove(entry.member.item.article)
      }
    },
    get size() {
      return held.size
    },
  }

  function copied(item: TopicItem, match: CopyMatch, original: Member): Assignment {
    const member = place(item, original.topic, original.item.article, null)
    return { member, opened: false, score: match.similarity, why: match.kind }
  }
}

/** An answer is made of set phrases: two of them are alike without being copies of one another. */
const copyable = (item: TopicItem): boolean => item.replyTo === undefined

/** When an office quotes a complaint it answers it; that is no further copy of the complaint. */
const mayCopy = (item: TopicItem, original: TopicItem): boolean => !item.source.official || original.source.official

const copyText = (item: TopicItem, order: number): CopyText => ({
  order,
  id: item.article,
  url: item.url,
  title: item.title,
  body: item.body,
  places: item.places.map(({ code }) => code),
})
