import { encode, makeEvent, topicOf, type Article } from '@guanlan/contracts'
import { toMs, type Instant } from '@guanlan/kernel'
import { believable, collectItem, toArticle, type CollectContext, type Draft, type Vault } from '@guanlan/privacy'
import type { OutboxEvent, SealedItem, SeenItem } from '@guanlan/record-store'
import type { TakenIn } from '@guanlan/runtime'
import type { FoundItem } from './visit.js'

/** A masked item, ready to be compared with what is remembered. */
export interface MaskedItem {
  readonly draft: Draft
  readonly mark: string | null
  /** The original, where the office keeps it sealed and something of it was masked. */
  readonly sealed: string | null
}

/** Masks what a visit found; from here on nothing personal is left but what `vault` has sealed. Of two with one id the first stays. `nowMs` on the domain clock. */
export function maskItems(
  items: readonly FoundItem[],
  context: CollectContext,
  nowMs: number,
  vault: Vault | null,
): MaskedItem[] {
  const byId = new Map<string, MaskedItem>()
  for (const { raw, mark } of items) {
    const draft = collectItem({ ...raw, published: believable(raw.published, nowMs) }, context)
    if ((draft.title || draft.body) && !byId.has(draft.article))
      byId.set(draft.article, { draft, mark, sealed: vault?.seal(raw, draft) ?? null })
  }
  return [...byId.values()]
}

export interface Remembered {
  readonly events: OutboxEvent[]
  /** The same, for those who count. */
  readonly told: TakenIn[]
  readonly seen: SeenItem[]
  readonly toVault: SealedItem[]
  readonly counts: { readonly items: number; readonly changed: number; readonly duplicates: number }
}

/**
 * Compares items with what is remembered: new ones and those with other content become `article.collected`. First sight
 * is kept by every revision. `now` (domain
 * clock) is the first sight of new ones. `backfillBefore`: what was published before is told as back-fill (`live: false`).
 */
export function rememberItems(
  items: readonly MaskedItem[],
  known: ReadonlyMap<string, SeenItem>,
  now: Instant,
  backfillBefore?: Instant,
): Remembered {
  const events: OutboxEvent[] = []
  const told: TakenIn[] = []
  const seen: SeenItem[] = []
  const toVault: SealedItem[] = []
  const counts = { items: 0, changed: 0, duplicates: 0 }
  for (const { draft, mark, sealed } of items) {
    const held = known.get(draft.article)
    const same = held?.contentHash === draft.contentHash
    if (!held || !same || held.mark !== mark) {
      seen.push({
        article: draft.article,
        source: draft.source.id,
        revision: (held?.revision ?? 0) + (same ? 0 : 1),
        contentHash: draft.contentHash,
        seen: held?.seen ?? now,
        mark,
      })
    }
    if (same) {
      counts.duplicates += 1
      continue
    }
    if (held) counts.changed += 1
    else counts.items += 1
    const live = isLive(draft, backfillBefore)
    const article = toArticle(draft, (held?.revision ?? 0) + 1, held?.seen ?? now)
    const event = eventOf(article, now, live)
    events.push(event)
    told.push({ event: event.id, article, live })
    if (sealed !== null) toVault.push({ article: draft.article, contentHash: draft.contentHash, at: now, sealed })
  }
  return { events, told, seen, toVault, counts }
}

const isLive = ({ published }: Draft, backfillBefore?: Instant): boolean =>
  backfillBefore === undefined || published === undefined || toMs(published) >= toMs(backfillBefore)

function eventOf(article: Article, at: Instant, live: boolean): OutboxEvent {
  const event = makeEvent({
    type: 'article.collected',
    station: 'crawler',
    key: article.article,
    at,
    cause: null,
    // With the revision: content that goes back to an earlier text is news again.
    ordinal: `${article.revision}:${article.contentHash}`,
    trace: article.article,
    live,
    body: article,
  })
  return { id: event.id, topic: topicOf(event.type), key: event.key, value: encode(event) }
}
