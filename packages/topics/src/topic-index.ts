import { hashId, toMs, type Instant } from '@guanlan/kernel'
import { comparable } from './comparable.js'
import { defaultTopicsConfig, type TopicsConfig } from './config.js'
import type { Bonds } from './cluster/bonds.js'
import { bodyReach, readHead, type ReadHead } from './cluster/bags.js'
import { createCandidates, indexKeys, type IndexKey } from './cluster/candidates.js'
import { createComparer } from './cluster/comparison.js'
import { createDocumentFrequency } from './cluster/document-frequency.js'
import { featuresOf, type ItemFeatures } from './cluster/features.js'
import { createLinkTable } from './cluster/link-table.js'
import { copyProbe, type CopyProbe } from './copies/copy-probe.js'
import { createNearCopies } from './copies/near-copies.js'
import type { CopyKind, CopyMatch } from './copies/verify.js'
import type { TopicItem } from './item.js'
import { groupOf, type GrowingGroup, type Member, type TopicGroup } from './topic-group.js'
import { decide, type Decision } from './topic-decision.js'
import { recheck, type Recheck } from './topic-recheck.js'

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
  /**
   * A second look at everything that hangs together with members of order `since` and later: who is nearest to whom is often
   * known only when others have come. Splits and merges; a group keeps the id that most of its members had. Depends on the
   * members held alone, so it says the same after a restart.
   */
  recheck(since: number): Recheck
  /**
   * Does what a person decided; later looks keep to it. `bound`: the canonical members that carry his mark now. Nothing happens when
   * nobody would go, or nobody stay.
   */
  decide(decision: Decision): Recheck & { readonly bound: readonly Member[] }
  /** `order` of the next member: what a later `recheck` goes on from. */
  readonly nextOrder: number
  /** A topic with its members, or null when unknown. To be read until the next change. */
  group(topic: string): TopicGroup | null
  /** Canonical members and copies of a topic in order of arrival, without body and words; [] when unknown. */
  members(topic: string): readonly Member[]
  /** As `members`; null when unknown. */
  member(article: string): Member | null
  /** Forgets what no window needs at `now`. Topics of which nothing is left are gone. */
  evict(now: Instant): void
  readonly size: number
}

interface Held {
  member: Member
  group: GrowingGroup
  /** null for a copy, which is not compared. */
  features: ItemFeatures | null
}

/**
 * Index holding `members`: an array in any order, or whatever else gives them one by one in their own, so that never all of
 * their texts are in memory. `now`, when it is known, spares reading for copies what `evict` would take out at once.
 */
export function createTopicIndex(
  members: Iterable<Member>,
  config: TopicsConfig = defaultTopicsConfig,
  now?: Instant,
): TopicIndex {
  const held = new Map<string, Held>()
  const byOrder = new Map<number, Held>()
  const topics = new Map<string, GrowingGroup>()
  const copies = createNearCopies()
  const candidates = createCandidates()
  const frequency = createDocumentFrequency()
  const comparer = createComparer(frequency)
  const links = createLinkTable()
  let nextOrder = 0
  /** Oldest members still held, and still among the near copies, by order. */
  let firstHeld = 0
  let firstCopyable = Infinity

  const hold = (member: Member, features: ItemFeatures | null, probe: CopyProbe | null) => {
    const group = topics.get(member.topic) ?? groupOf([])
    const entry: Held = { member: leanMember(member), group, features }
    held.set(member.item.article, entry)
    byOrder.set(member.order, entry)
    topics.set(member.topic, group)
    group.put(entry.member)
    nextOrder = Math.max(nextOrder, member.order + 1)
    connect(entry, probe)
  }
  /** A canonical member takes part in the search; so it is posted everywhere. */
  const connect = ({ member, features }: Held, probe: CopyProbe | null) => {
    if (!features) return
    frequency.add(features)
    candidates.add(member.order, member.keys)
    links.add(member.order, member.links)
    if (probe && member.order >= firstCopyable) copies.add(probe)
  }
  const disconnect = ({ member, features }: Held) => {
    copies.remove(member.item.article)
    if (!features) return
    frequency.remove(features)
    candidates.remove(member.order, member.keys)
    frequency.release(features)
  }
  const drop = (entry: Held) => {
    disconnect(entry)
    const { item, topic, order } = entry.member
    held.delete(item.article)
    byOrder.delete(order)
    links.remove(order)
    entry.group.remove(item.article)
    if (entry.group.size === 0) topics.delete(topic)
  }

  const revise = (entry: Held, item: TopicItem): Assignment => {
    const { member } = entry
    disconnect(entry)
    // First seen stays first seen, and what could raise still can: a correction is not a new voice.
    const revised: TopicItem = { ...item, seen: member.item.seen, raises: member.item.raises }
    const text = readItem(revised, member.order)
    if (entry.features) entry.features = featuresOf(revised, frequency, text.head)
    const keys = entry.features ? plainKeys(indexKeys(entry.features, frequency)) : []
    const changed: Member = { ...member, item: revised, keys }
    entry.member = leanMember(changed)
    entry.group.put(entry.member)
    connect(entry, text.probe)
    return { member: changed, opened: false, score: 1, why: 'alike' }
  }

  const place = (item: TopicItem, topic: string, read: Read, linked: readonly number[]): Member => {
    const member: Member = { order: nextOrder, topic, copyOf: null, keys: plainKeys(read.keys), links: linked, item }
    hold(member, read.features, read.probe)
    return member
  }
  const placeCopy = (item: TopicItem, match: CopyMatch, original: Member): Assignment => {
    const { topic, item: first } = original
    const member: Member = { order: nextOrder, topic, copyOf: first.article, keys: [], links: [], item }
    hold(member, null, null)
    return { member, opened: false, score: match.similarity, why: match.kind }
  }

  /** What a canonical item is sought and kept by. */
  interface Read {
    readonly features: ItemFeatures
    readonly keys: readonly IndexKey[]
    readonly probe: CopyProbe | null
  }
  const read = (item: TopicItem, { head, probe }: ReadItem): Read => {
    const features = featuresOf(item, frequency, head)
    return { features, keys: indexKeys(features, frequency), probe }
  }

  const joinBest = (item: TopicItem, text: ReadItem): Assignment => {
    const known = read(item, text)
    const linked: number[] = []
    const best = bestTopic(known, linked)
    if (best && best.score >= config.join) {
      return { member: place(item, best.topic, known, linked), opened: false, score: best.score, why: 'alike' }
    }
    const topic = hashId<'topic'>('topic', item.article)
    return { member: place(item, topic, known, linked), opened: true, score: best?.score ?? 0, why: 'new' }
  }

  /** Sum of the best three member scores / min(3, canonical members); of equal topics the older. */
  const bestTopic = ({ features, keys }: Read, linked: number[]): { topic: string; score: number } | null => {
    const scores = new Map<GrowingGroup, TopicScore>()
    comparer.lay(features)
    for (const position of candidates.find(keys)) {
      const other = byOrder.get(position)
      if (!other?.features) continue
      const score = comparer.score(other.features)
      if (score >= config.link) linked.push(position, Math.round(score * 1e4) / 1e4)
      const known = scores.get(other.group)
      if (known) takeIn(known, score)
      else scores.set(other.group, { topic: other.member.topic, a: score, b: 0, c: 0 })
    }
    let best: { topic: string; score: number; oldest: number } | null = null
    for (const [{ timeline, oldest }, { topic, a, b, c }] of scores) {
      const score = (a + b + c) / Math.min(3, timeline.length)
      if (!best || score > best.score || (score === best.score && oldest < best.oldest)) best = { topic, score, oldest }
    }
    return best
  }

  /** Takes a canonical member and its copies into another topic. */
  const move = (order: number, topic: string): Member[] => {
    const entry = byOrder.get(order) as Held
    const { group: from, member } = entry
    const copied = from.timeline.find(({ item }) => item.article === member.item.article)?.copies ?? []
    const folded = copied.map((copy) => held.get(copy.article) as Held)
    for (const each of [...folded, entry]) from.remove(each.member.item.article)
    if (from.size === 0) topics.delete(member.topic)
    const group = topics.get(topic) ?? groupOf([])
    topics.set(topic, group)
    return [entry, ...folded].map((each) => {
      each.member = { ...each.member, topic }
      each.group = group
      group.put(each.member)
      return each.member
    })
  }

  const inner = () => ({
    links,
    config,
    firstHeld,
    nextOrder,
    move,
    canonical(order: number) {
      const entry = byOrder.get(order)
      return entry?.features ? entry.member : undefined
    },
    members: (topic: string) => topics.get(topic)?.members ?? [],
    bind(order: number, bonds: Bonds) {
      const entry = byOrder.get(order) as Held
      entry.member = { ...entry.member, bonds }
      entry.group.put(entry.member)
    },
  })

  const copyableFrom = now === undefined ? -Infinity : toMs(now) - config.copyWindow
  for (const member of Array.isArray(members) ? inOrder(members) : members) {
    const { copyOf, order, item } = member
    if (firstCopyable === Infinity && toMs(item.seen) >= copyableFrom) firstCopyable = order
    if (copyOf !== null) hold(member, null, null)
    else if (order < firstCopyable) hold(member, featuresOf(item, frequency), null)
    else {
      const text = readItem(item, order)
      hold(member, featuresOf(item, frequency, text.head), text.probe)
    }
  }
  firstHeld = Math.min(nextOrder, ...[...byOrder.keys()].slice(0, 1))
  firstCopyable = Math.min(nextOrder, firstCopyable)

  return {
    assign(item) {
      const known = held.get(item.article)
      if (known) return item.revision > known.member.item.revision ? revise(known, item) : null
      const text = readItem(item, nextOrder)
      const answered = item.replyTo === undefined ? undefined : held.get(item.replyTo)
      if (answered) {
        const question = held.get(answered.member.copyOf ?? answered.member.item.article) ?? answered
        // Bound to what it answers, whatever else its set phrases resemble.
        const member = place(item, answered.member.topic, read(item, text), [question.member.order, 1])
        return { member, opened: false, score: 1, why: 'reply' }
      }
      const match = text.probe ? copies.find(text.probe) : null
      const original = match && held.get(match.copyOf)
      if (!match || !original || !mayCopy(item, original.member.item)) return joinBest(item, text)
      return placeCopy(item, match, original.member)
    },
    recheck: (since) => recheck(inner(), since),
    decide: (decision) => decide(inner(), decision),
    get nextOrder() {
      return nextOrder
    },
    group: (topic) => topics.get(topic) ?? null,
    members: (topic) => topics.get(topic)?.members ?? [],
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
}

const inOrder = (members: readonly Member[]): Member[] => members.toSorted((a, b) => a.order - b.order)

/** A member as it is held: its text was read when it came, and words are the greater part of what an item weighs. */
const leanMember = (member: Member): Member => ({
  ...member,
  item: { ...member.item, body: '', titleWords: [], bodyWords: [] },
})

/** A topic's three best member scores, the best first. */
interface TopicScore {
  readonly topic: string
  a: number
  b: number
  c: number
}

function takeIn(best: TopicScore, score: number): void {
  if (score > best.a) [best.a, best.b, best.c] = [score, best.a, best.b]
  else if (score > best.b) [best.b, best.c] = [score, best.b]
  else if (score > best.c) best.c = score
}

/** An item's text, read once for copies and topics alike. */
interface ReadItem {
  readonly head: ReadHead
  /** null for an answer: it is made of set phrases, two of them are alike without being copies of one another. */
  readonly probe: CopyProbe | null
}

function readItem(item: TopicItem, order: number): ReadItem {
  const head = readHead(item)
  if (item.replyTo !== undefined) return { head, probe: null }
  const { article: id, url, title, body } = item
  const text = { id, order, url, title, body, places: item.places.map(({ code }) => code) }
  const isShort = body.length <= bodyReach
  const probe = isShort
    ? copyProbe(text, head.title, head.head, head.grams)
    : copyProbe(text, head.title, comparable(body))
  return { head, probe }
}

const plainKeys = (keys: readonly IndexKey[]): number[] => keys.map(({ key }) => key)

/** When an office quotes a complaint it answers it; that is no further copy of the complaint. */
const mayCopy = (item: TopicItem, original: TopicItem): boolean => !item.source.official || original.source.official
