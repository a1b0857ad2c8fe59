import type { Article, Metrics, SourceTier } from '@guanlan/contracts'
import { hashId, type ArticleId, type Instant } from '@guanlan/kernel'
import { articleIdOf, canonicalUrl } from './article-id.js'
import { mask, type Masked } from './mask.js'
import { maskUrl } from './mask-url.js'
import { voiceOf } from './voice.js'

/** An item as it came, in memory only: plain text that nobody has masked yet. */
export interface RawItem {
  /** Permanent id given by the source (guid, thread URL with floor, the pusher's id); default: the address. */
  readonly guid?: string | undefined
  readonly url: string
  readonly title: string
  /** Plain text, paragraphs on lines; never HTML. */
  readonly body: string
  readonly published?: Instant | undefined
  readonly author?: string | undefined
  readonly metrics?: Metrics | undefined
  /** Whether this very item is the government's voice; default: what the source says of itself. */
  readonly official?: boolean | undefined
  /** Guid of the item this one answers. */
  readonly replyTo?: string | undefined
}

/** What is known of the source of an item. `url` only serves to leave the own origin out of ids. */
export interface CollectContext {
  readonly source: {
    readonly id: string
    readonly name: string
    readonly tier: SourceTier
    readonly official: boolean
    readonly place?: string | undefined
    readonly scope?: 'home' | 'any' | undefined
    readonly weight?: number | undefined
    readonly url?: string | undefined
  }
  readonly jurisdiction: string
  /** Secret of the installation for the voices. */
  readonly salt: string
}

/** A masked article that still lacks what only the store knows: revision and first sight. */
export type Draft = Omit<Article, 'revision' | 'seen'>

const titleLimit = 2_000
const bodyLimit = 200_000
const urlLimit = 2_048

/**
 * Raw item → masked article. Everything personal in title, body and address is hidden here and nowhere later; the
 * author becomes a salted hash. The content hash covers the masked title and body, so that a page which only differs
 * in a hidden number is no revision. Longer texts are cut (title 2,000, body 200,000 UTF-16 units).
 */
export function collectItem(raw: RawItem, { source, jurisdiction, salt }: CollectContext): Draft {
  const home = { id: source.id, ...(source.url === undefined ? {} : { url: source.url }) }
  const title = maskAndCut(tidy(raw.title), titleLimit)
  const body = maskAndCut(tidyLines(raw.body), bodyLimit)
  const masked = addCounts(title.masked, body.masked)
  const voice = voiceOf(raw.author, salt)
  const url = cut(maskUrl(canonicalUrl(raw.url)), urlLimit)
  return {
    article: articleIdOf(home, raw.guid?.trim() || raw.url),
    jurisdiction,
    source: {
      id: source.id,
      name: source.name,
      tier: source.tier,
      official: raw.official ?? source.official,
      ...(source.place === undefined ? {} : { place: source.place }),
      ...(source.scope === 'any' ? { scope: source.scope } : {}),
      ...(source.weight === undefined || source.weight === 1 ? {} : { weight: source.weight }),
    },
    url,
    title: title.text,
    body: body.text,
    ...(raw.published === undefined ? {} : { published: raw.published }),
    ...(voice === undefined ? {} : { voice }),
    ...(raw.metrics === undefined ? {} : { metrics: raw.metrics }),
    ...(raw.replyTo === undefined ? {} : { replyTo: articleIdOf(home, raw.replyTo) as ArticleId }),
    ...(Object.keys(masked).length > 0 ? { masked } : {}),
    contentHash: hashId('content', title.text, body.text),
  }
}

/** A draft as the event carries it. `seen` is the first sight of the item, kept by every revision. */
export const toArticle = (draft: Draft, revision: number, seen: Instant): Article => ({ ...draft, revision, seen })

/** Longer than any personal datum: what is cut must not leave half a number behind that nobody knows for one. */
const margin = 200

function maskAndCut(text: string, limit: number): Masked {
  const masked = mask(cut(text, limit + margin))
  return { ...masked, text: cut(masked.text, limit) }
}

/** Half pairs and control characters are no text, and six times as long where they are written down as JSON. */
const readable = (text: string) => text.replace(/\p{Cs}/gu, '\ufffd').replace(/[^\P{Cc}\n]+/gu, '')
const tidy = (text: string) => readable(text.replace(/\s+/g, ' ')).trim()
const tidyLines = (text: string) =>
  readable(text.replace(/[^\S\n]+/g, ' '))
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()

/** At most `limit` units, never through the middle of a surrogate pair. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit)
}

function addCounts(...parts: readonly Partial<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const part of parts)
    for (const [kind, count] of Object.entries(part)) sum[kind] = (sum[kind] ?? 0) + (count ?? 0)
  return sum
}
