import type { Instant } from '@guanlan/kernel'

export interface Enclosure {
  readonly url: string
  readonly type: string | undefined
  readonly length: number | undefined
}

/**
 * One entry of a feed. Texts are as delivered, perhaps HTML: only what `feedItemTitle`, `feedItemText` and
 * `feedItemAuthor` make of them may be stored or shown.
 */
export interface FeedItem {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly url: string | undefined
  readonly published: Instant | undefined
  readonly updated: Instant | undefined
  readonly summary: string | undefined
  readonly content: string | undefined
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly enclosures: readonly Enclosure[]
  /** Elements of other namespaces by their prefixed name (`dc:subject`, `georss:point`), and unknown ones; several on lines. */
  readonly extra: Readonly<Record<string, string>>
}

export interface FeedHead {
  readonly title: string | undefined
  readonly link: string | undefined
  readonly description: string | undefined
  readonly language: string | undefined
  readonly updated: Instant | undefined
}

/** How often a feed wants to be asked (RSS 2.0: ttl, skipHours, skipDays). */
export interface FeedPace {
  /** How long its answer stays good, ms; undefined: it does not say. */
  readonly ttl: number | undefined
  /** Hours of GMT, 0 … 23, in which nobody need come. */
  readonly skipHours: readonly number[]
  /** Days of GMT, 0 = Sunday, on which nobody need come. */
  readonly skipDays: readonly number[]
}

/** A feed as read, and by whom. */
export interface FeedDocument {
  readonly feed: FeedHead
  readonly items: readonly FeedItem[]
  readonly pace: FeedPace
  /** What was odd, in English: for the log and `sources check`. */
  readonly warnings: readonly string[]
  readonly reader: 'rss-parser' | 'lenient'
  readonly charset: string
}

export type FeedReading = Pick<FeedDocument, 'feed' | 'items'>

/** Where a feed came from. */
export interface FeedContext {
  readonly url: string
  /** Zone of times that name none. */
  readonly zone: string
}
