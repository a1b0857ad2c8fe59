import { toMs } from '@guanlan/kernel'
import type { Bonds } from './cluster/bonds.js'
import { seenTitle, type SeenTitle } from './incident/incident-points.js'
import type { ItemMatter, TopicItem } from './item.js'
import { engagement } from './level/heat.js'

/** One item with its place among the topics: what is stored, and what the index is rebuilt from. */
export interface Member {
  /** Counts the items of this index from 0, in the order in which they were assigned. */
  readonly order: number
  readonly topic: string
  /** Canonical item that this one repeats; null = canonical itself. */
  readonly copyOf: string | null
  /** Index keys chosen when it came; [] for a copy, which is not compared. */
  readonly keys: readonly number[]
  /** Earlier members that it was found alike when it came, as [order, score] in turn; [] for a copy. */
  readonly links: readonly number[]
  /** What people decided about it; absent = nothing, and for a copy, which goes with its original. */
  readonly bonds?: Bonds
  readonly item: TopicItem
}

/** A canonical member as judging needs it, worked out once. */
export interface Canonical {
  readonly item: TopicItem
  /** Epoch ms. */
  readonly published: number
  /** What reposts, comments, likes and reads make of it: 1 without any. */
  readonly engagement: number
  readonly voice: string
  /** What its title alone says, where it stood on a hot list; null elsewhere. */
  readonly headline: SeenTitle | null
  /** Its near copies, in order of arrival. */
  readonly copies: readonly TopicItem[]
  /** When those of them that may raise were published, epoch ms, ascending. */
  readonly raisingCopies: readonly number[]
}

/** The members of one topic. Judging it costs one pass over those that are fresh. */
export interface TopicGroup {
  /** Canonical members and copies, in order of arrival. */
  readonly members: readonly Member[]
  /** Canonical members by time of publication, ties by article id: free of the order of arrival. */
  readonly timeline: readonly Canonical[]
  /** `order` of the canonical member that came first; −1 = there is none. */
  readonly oldest: number
  /** Matter that the canonical members tell of, or null. */
  readonly matter: ItemMatter | null
}

export interface GrowingGroup extends TopicGroup {
  /** Puts a member in, or a revised one in the place of what it was. */
  put(member: Member): void
  remove(article: string): void
  /** Canonical members and copies. */
  readonly size: number
}

interface Standing extends Canonical {
  readonly order: number
  copies: TopicItem[]
  raisingCopies: number[]
}

/** Whose voice an item is: its author's, or its own when the author is unknown. */
export const voiceOf = (item: TopicItem): string => item.voice ?? item.article

/** A group of these members, in their order. */
export function groupOf(members: Iterable<Member>): GrowingGroup {
  const byArticle = new Map<string, Member>()
  const canonical = new Map<string, Standing>()
  const timeline: Standing[] = []
  const matters = createMatterSums()
  let listed: readonly Member[] | null = null
  let oldest = -1

  const insert = (standing: Standing) => {
    let at = timeline.length
    while (at > 0 && isBefore(standing, timeline[at - 1] as Standing)) at -= 1
    timeline.splice(at, 0, standing)
    canonical.set(standing.item.article, standing)
    matters.count(standing.item, 1)
    if (oldest < 0 || standing.order < oldest) oldest = standing.order
  }
  const take = (article: string): Standing | undefined => {
    const standing = canonical.get(article)
    if (!standing) return undefined
    timeline.splice(timeline.indexOf(standing), 1)
    canonical.delete(article)
    matters.count(standing.item, -1)
    if (standing.order === oldest)
      oldest = timeline.reduce((first, { order }) => (first < 0 || order < first ? order : first), -1)
    return standing
  }
  const group: GrowingGroup = {
    put(member) {
      const { item, copyOf } = member
      const known = byArticle.get(item.article)
      byArticle.set(item.article, member)
      listed = null
      if (copyOf === null) return insert(standingOf(member, take(item.article)))
      const original = canonical.get(copyOf)
      if (!original) return
      const { copies, raisingCopies } = original
      if (known) {
        copies.splice(copies.indexOf(known.item), 1, item)
        forgetTime(raisingCopies, known.item)
      } else copies.push(item)
      noteTime(raisingCopies, item)
    },
    remove(article) {
      const member = byArticle.get(article)
      if (!member) return
      byArticle.delete(article)
      listed = null
      take(article)
      const original = member.copyOf === null ? undefined : canonical.get(member.copyOf)
      if (!original) return
      original.copies.splice(original.copies.indexOf(member.item), 1)
      forgetTime(original.raisingCopies, member.item)
    },
    get members() {
      return (listed ??= [...byArticle.values()])
    },
    get size() {
      return byArticle.size
    },
    timeline,
    get oldest() {
      return oldest
    },
    get matter() {
      return matters.telling()
    },
  }
  for (const member of members) group.put(member)
  return group
}

/** `before`: the same item before it was revised, whose copies it keeps. */
const standingOf = ({ item, order }: Member, before: Standing | undefined): Standing => ({
  item,
  order,
  published: toMs(item.published),
  engagement: engagement(item.metrics),
  voice: voiceOf(item),
  headline: item.source.tier === 'hotlist' ? seenTitle(item.title, item.source.id, toMs(item.published)) : null,
  copies: before?.copies ?? [],
  raisingCopies: before?.raisingCopies ?? [],
})

/** How many of these times, ascending, are `time` or earlier. */
export function countUntil(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) <= time) low = middle + 1
    else high = middle
  }
  return low
}

function noteTime(times: number[], { raises, published }: TopicItem): void {
  if (!raises) return
  const time = toMs(published)
  times.splice(countUntil(times, time), 0, time)
}

function forgetTime(times: number[], { raises, published }: TopicItem): void {
  if (raises) times.splice(countUntil(times, toMs(published)) - 1, 1)
}

const isBefore = (a: Canonical, b: Canonical): boolean =>
  a.published < b.published || (a.published === b.published && a.item.article < b.item.article)

interface MatterSum {
  sum: number
  items: number
  readonly matter: ItemMatter
}

/** Scores are summed as whole millionths: sums of fractions would depend on the order in which they came and went. */
const whole = (score: number): number => Math.round(1e6 * score)

/** Voices of citizens and media say what it is about; the government's own only when nobody else spoke. */
function createMatterSums() {
  const spoken = new Map<string, MatterSum>()
  const official = new Map<string, MatterSum>()
  return {
    count({ source, matters }: TopicItem, by: 1 | -1): void {
      const sums = source.official ? official : spoken
      matters.forEach((matter, rank) => {
        const known = sums.get(matter.code) ?? { sum: 0, items: 0, matter }
        // An item's best counts whole, its others half.
        known.sum += by * whole(matter.score / (rank === 0 ? 1 : 2))
        known.items += by
        if (known.items > 0) sums.set(matter.code, known)
        else sums.delete(matter.code)
      })
    },
    /** Matter with the greatest sum; ties by code. */
    telling(): ItemMatter | null {
      let best: MatterSum | null = null
      for (const sum of (spoken.size > 0 ? spoken : official).values()) {
        if (!best || sum.sum > best.sum || (sum.sum === best.sum && sum.matter.code < best.matter.code)) best = sum
      }
      return best?.matter ?? null
    },
  }
}
