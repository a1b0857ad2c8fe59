import type { Candidate, ClassifiedArticle, Metrics, SourceTier } from '@guanlan/contracts'
import { toInstant, toMs, type Instant } from '@guanlan/kernel'

/** A matter of an item, as the classifier scored it. */
export interface ItemMatter {
  readonly code: string
  readonly name: string
  readonly domain: string | null
  /** In [0, 1]. */
  readonly score: number
}

/** What the topics need to know of one sighted article. Plain data: what is stored of it gives it back unchanged. */
export interface TopicItem {
  readonly article: string
  readonly revision: number
  readonly jurisdiction: string
  readonly source: {
    readonly id: string
    readonly name: string
    readonly tier: SourceTier
    readonly official: boolean
    /** Multiplies its tier's weight in heat; absent = 1. */
    readonly weight?: number
  }
  readonly url: string
  readonly title: string
  readonly body: string
  /** Words of title and body in the order of the text, as the segmenter cut them. */
  readonly titleWords: readonly string[]
  readonly bodyWords: readonly string[]
  /** When it was published as far as we know: never after `seen`, and `seen` when the page said nothing. */
  readonly published: Instant
  readonly seen: Instant
  /** Whether it may raise anything: it came live, and was fresh when first seen. */
  readonly raises: boolean
  /** Salted hash of the author, for counting distinct voices only. */
  readonly voice?: string
  readonly metrics?: Metrics
  /** Article that this one answers. */
  readonly replyTo?: string
  /** Best first. */
  readonly matters: readonly ItemMatter[]
  readonly places: readonly { readonly code: string; readonly name: string }[]
  readonly candidates: readonly Candidate[]
  readonly sentiment: number
  readonly urgency: number
  /** Kinds of the signals that set a floor under the level. */
  readonly signals: readonly string[]
}

/** What the caller knows beside the article: its words, whether the event came live, and the office's freshness in ms. */
export interface ItemContext {
  readonly titleWords: readonly string[]
  readonly bodyWords: readonly string[]
  readonly live: boolean
  readonly freshness: number
}

/** Article as sighted → item. A time of publication after `seen`, or none, counts as `seen`. */
export function toTopicItem(article: ClassifiedArticle, context: ItemContext): TopicItem {
  const seen = toMs(article.seen)
  const published = Math.min(seen, article.published === undefined ? seen : toMs(article.published))
  const { labels, source } = article
  return {
    article: article.article,
    revision: article.revision,
    jurisdiction: article.jurisdiction,
    source: {
      id: source.id,
      name: source.name,
      tier: source.tier,
      official: source.official,
      ...(source.weight === undefined ? {} : { weight: source.weight }),
    },
    url: article.url,
    title: article.title,
    body: article.body,
    titleWords: context.titleWords,
    bodyWords: context.bodyWords,
    published: toInstant(published),
    seen: article.seen,
    raises: context.live && seen - published <= context.freshness,
    ...(article.voice === undefined ? {} : { voice: article.voice }),
    ...(article.metrics === undefined ? {} : { metrics: article.metrics }),
    ...(article.replyTo === undefined ? {} : { replyTo: article.replyTo }),
    matters: labels.matters.map(({ code, name, domain, score }) => ({ code, name, domain, score })),
    places: labels.places.map(({ code, name }) => ({ code, name })),
    candidates: labels.candidates,
    sentiment: labels.sentiment,
    urgency: labels.urgency,
    signals: labels.signals.map((signal) => signal.kind),
  }
}
