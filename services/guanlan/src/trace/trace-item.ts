import type { Article } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { createDeadLetterDesk } from '@guanlan/runtime'
import { collectedOf, followRevision } from './follow-article.js'
import { followStory } from './follow-story.js'
import type { Hop } from './hop.js'
import { lettersAbout } from './letters.js'
import type { TraceStores } from './trace-stores.js'

/** The way of one item, as far as logs and stores know it. */
export interface ItemTrace {
  readonly article: string
  /** Source id; null when the log no longer holds the item. */
  readonly source: string | null
  readonly hops: readonly Hop[]
}

/**
 * The whole path of one item: from collecting to the calls, each hop with its event, or why it is missing. Writes nothing.
 * Error `not_found`: nobody has heard of this id.
 */
export async function traceItem(stores: TraceStores, article: string): Promise<ItemTrace> {
  const { records } = stores.recordStore
  const [collected, held, topics] = await Promise.all([
    collectedOf(stores, article),
    records.seen.get([article]),
    records.topicItems.topicsOf([article]),
  ])
  const topicId = topics.get(article) ?? null
  if (collected.length === 0 && !held.has(article) && topicId === null)
    throw new AppError(
      'not_found',
      `没有听说过条目 ${article}：请核对编号（接口返回的 article 字段），或换一个数据目录。`,
    )
  const letters = await lettersAbout(createDeadLetterDesk(stores.eventLog, stores.recordStore), [
    article,
    ...(topicId === null ? [] : [topicId]),
  ])
  const revisions = []
  for (const found of collected) revisions.push(await followRevision(stores, found, letters))
  const hops = revisions.flatMap((revision) => revision.hops)
  if (collected.length === 0) hops.push(await lostHop(stores))
  const sighted = revisions.find((revision) => revision.sighted !== null)?.sighted ?? null
  hops.push(...(await followStory(stores, { article, topicId, sighted, letters })))
  const source = (collected[0]?.event.body as Article | undefined)?.source.id ?? held.get(article)?.source ?? null
  return { article, source, hops }
}

async function lostHop({ recordStore }: TraceStores): Promise<Hop> {
  const waiting = await recordStore.records.outbox.count()
  const note =
    waiting > 0
      ? `已记下，收集事件还不在日志里（待发 ${waiting} 条），或已过保留期`
      : '收集事件已过日志的保留期（7 天）'
  return { stage: 'collected', state: waiting > 0 ? 'waiting' : 'gone', note, facts: { outbox: waiting } }
}
