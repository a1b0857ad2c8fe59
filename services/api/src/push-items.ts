import { timingSafeEqual, createHash } from 'node:crypto'
import {
  encode,
  makeEvent,
  placeCodeSchema,
  topicOf,
  type Article,
  type PushItem,
  type PushResponse,
} from '@guanlan/contracts'
import { AppError, toInstant } from '@guanlan/kernel'
import { believable, collectItem, toArticle, vaultOf, type Draft, type Vault } from '@guanlan/privacy'
import type { OutboxEvent, SealedItem, SeenItem } from '@guanlan/record-store'
import { countArticle, type TakenIn } from '@guanlan/runtime'
import type { ApiDeps } from './deps.js'
import { countPush, type PushSource } from './count-push.js'

/** Who pushes: the key that came along, and whether from this machine. */
export interface Pusher {
  readonly key: string | null
  readonly local: boolean
}

type Outcome = PushResponse['items'][number]['outcome']
interface Taken {
  readonly item: PushItem
  readonly source: PushSource
  readonly draft: Draft
  /** The original, where the office keeps it and something of it was masked. */
  readonly sealed: string | null
}

/**
 * Takes pushed items in: masks them in memory, and keeps seen items and outgoing events in one transaction. Pushing the
 * same item again changes nothing; other content makes the next revision. All items are taken or none. Errors:
 * `bad_request` (unknown source, unreadable place; details name the item), `not_allowed` (key), those of the record store.
 */
export async function pushItems(deps: ApiDeps, items: readonly PushItem[], pusher: Pusher): Promise<PushResponse> {
  const vault = vaultOf(deps.office.office.vault)
  const taken = items.map((item, number) => take(deps, vault, item, `items.${number}`, pusher))
  const now = toInstant(deps.clock.now())
  let told: TakenIn[] = []
  const outcomes = await deps.recordStore.transaction(async (records) => {
    told = []
    const seen = await records.seen.get(taken.map(({ draft }) => draft.article))
    const events: OutboxEvent[] = []
    const toVault: SealedItem[] = []
    const results: Outcome[] = []
    for (const { draft, sealed } of taken) {
      const known = seen.get(draft.article)
      if (known?.contentHash === draft.contentHash) {
        results.push('duplicate')
        continue
      }
      // First sight counts: a later revision keeps it.
      const article = toArticle(draft, (known?.revision ?? 0) + 1, known?.seen ?? now)
      seen.set(article.article, seenItem(article))
      const live = isLive(deps, article)
      const event = collected(article, now, live)
      events.push(event)
      told.push({ event: event.id, article, live })
      if (sealed !== null) toVault.push({ article: draft.article, contentHash: draft.contentHash, at: now, sealed })
      results.push(known ? 'changed' : 'accepted')
    }
    const touched = new Set(events.map(({ key }) => key))
    await records.seen.put([...seen.values()].filter(({ article }) => touched.has(article)))
    await records.vault.put(toVault)
    await records.outbox.add(events)
    for (const source of new Set(taken.map((one) => one.source))) {
      const own = results.filter((_outcome, number) => taken[number]?.source === source)
      await countPush(records, source, own, now)
    }
    return results
  })
  for (const taken of told) countArticle(deps, taken)
  const duplicates = outcomes.filter((outcome) => outcome === 'duplicate').length
  return {
    accepted: outcomes.length - duplicates,
    duplicates,
    items: taken.map(({ item, draft }, number) => ({
      id: item.id,
      article: draft.article,
      outcome: outcomes[number] ?? 'duplicate',
    })),
  }
}

function take(
  { office, salt, clock }: ApiDeps,
  vault: Vault | null,
  item: PushItem,
  path: string,
  pusher: Pusher,
): Taken {
  const source = office.sources.find(({ id }) => id === item.source)
  if (source?.kind !== 'push' || !source.enabled) {
    throw new AppError('bad_request', `没有可推送的来源 ${item.source}`, { field: `${path}.source` })
  }
  authorise(source, pusher)
  const place = item.place || source.place
  if (place !== undefined && !placeCodeSchema.safeParse(place).success) {
    throw new AppError('bad_request', '应为 6、9 或 12 位行政区划代码', { field: `${path}.place` })
  }
  const raw = {
    guid: item.id,
    url: item.url ?? '',
    title: item.title,
    body: item.body,
    published: believable(item.published && toInstant(Date.parse(item.published)), clock.now()),
    author: item.author,
    metrics: item.metrics,
    replyTo: item.replyTo,
  }
  const { id, name, tier, official, scope, weight } = source
  const context = {
    source: { id, name, tier, official, place, scope, weight },
    jurisdiction: office.office.jurisdiction,
    salt,
  }
  const draft = collectItem(raw, context)
  return { item, source, draft, sealed: vault?.seal(raw, draft) ?? null }
}

/** Errors: `not_allowed` when the source wants a key that did not come, or wants none and the pusher is elsewhere. */
function authorise({ name, keySha256 }: PushSource, { key, local }: Pusher): void {
  if (keySha256 === undefined) {
    if (!local) throw new AppError('not_allowed', `来源“${name}”未配置密钥，只接受本机推送`)
    return
  }
  const own = createHash('sha256')
    .update(key ?? '')
    .digest()
  if (key === null || !timingSafeEqual(own, Buffer.from(keySha256, 'hex'))) {
    throw new AppError('not_allowed', `来源“${name}”的密钥不正确`)
  }
}

const isLive = ({ backfillBefore }: ApiDeps, article: Article): boolean =>
  backfillBefore === undefined || (article.published ?? article.seen) >= backfillBefore

const seenItem = ({ article, source, revision, contentHash, seen }: Article): SeenItem => ({
  article,
  source: source.id,
  revision,
  contentHash,
  seen,
  mark: null,
})

function collected(article: Article, now: string, live: boolean): OutboxEvent {
  const event = makeEvent({
    type: 'article.collected',
    station: 'api',
    key: article.article,
    at: now,
    cause: null,
    // The revision too: content that goes back to what it was is news again.
    ordinal: `${article.revision}:${article.contentHash}`,
    trace: article.article,
    live,
    body: article,
  })
  return { id: event.id, topic: topicOf('article.collected'), key: event.key, value: encode(event) }
}
