import type { Article, ClassifiedArticle, DomainEvent, EventName, StationName } from '@guanlan/contracts'
import { toMs } from '@guanlan/kernel'
import { hopOf, type Hop, type Stage } from './hop.js'
import { deadHop, type Letter } from './letters.js'
import type { TraceStores } from './trace-stores.js'
import { scanLog, type Found } from './scan-log.js'

/** What the log knows of one revision of an item. */
export interface Revision {
  readonly hops: Hop[]
  readonly collected: Found
  readonly sighted: Found | null
}

/** Every revision of an item that the log still holds, oldest first. */
export async function collectedOf({ eventLog, recordStore }: TraceStores, article: string): Promise<Found[]> {
  const held = (await recordStore.records.seen.get([article])).get(article)
  const enough = (found: readonly Found[]) =>
    held !== undefined && (found.at(-1)?.event.body as Article | undefined)?.revision === held.revision
  const query = { key: article, enough }
  // First sight is wall time except in the sample; there, or where it is not found, the whole partition is read.
  const since = held ? await scanLog(eventLog, 'article.collected', { ...query, fromMs: toMs(held.seen) }) : null
  const complete = since && (since.found[0]?.event.body as Article | undefined)?.revision === 1
  return complete ? since.found : (await scanLog(eventLog, 'article.collected', query)).found
}

/** From collecting to the sighting of a matter, for one revision. */
export async function followRevision(
  stores: TraceStores,
  collected: Found,
  letters: readonly Letter[],
): Promise<Revision> {
  const article = collected.event.body as Article
  const { source, revision, published, seen } = article
  const hops: Hop[] = [
    hopOf('collected', collected, {
      note: `来源 ${source.name}，第 ${revision} 版${collected.event.live ? '' : '，回填（不触发预警）'}`,
      facts: { source: source.id, revision, live: collected.event.live, published: published ?? null, seen },
    }),
  ]
  const answer = async (name: EventName, key: string) => {
    const { found, complete } = await scanLog(stores.eventLog, name, {
      key,
      fromMs: collected.message.publishedAt,
      containing: article.article,
      enough: (all) => all.at(-1)?.event.cause === collected.event.id,
    })
    return { found: found.find(({ event }) => event.cause === collected.event.id) ?? null, complete }
  }
  const { found: classified, complete } = await answer('article.classified', article.article)
  if (!classified) {
    const missing = await whyMissing(stores, 'classified', letters, {
      station: 'classifier',
      input: collected.event,
      complete,
    })
    return { hops: [...hops, missing], collected, sighted: null }
  }
  const { labels } = classified.event.body as ClassifiedArticle
  const matters = labels.matters.map(({ name }) => name)
  const about = matters.length > 0
  const note = about ? `事项：${matters.join('、')}；紧急程度 ${labels.urgency}` : '不涉及任何事项'
  const facts = { matters: labels.matters.map(({ code }) => code).join(','), urgency: labels.urgency }
  hops.push(hopOf('classified', classified, { note, facts }, collected))
  hops.push(await indexedHop(stores, article, classified, letters))
  if (!about) {
    hops.push({ stage: 'sighted', state: 'ended', note: '不涉及任何事项：到此为止，只可检索' })
    return { hops, collected, sighted: null }
  }
  const { found: sighted } = await answer('matter.sighted', article.jurisdiction)
  hops.push(
    sighted
      ? hopOf('sighted', sighted, { note: '交给话题检测' }, collected)
      : { stage: 'sighted', state: 'waiting', note: '已研判，交接事件尚未见于日志' },
  )
  return { hops, collected, sighted }
}

async function indexedHop(
  stores: TraceStores,
  { article, revision }: Article,
  classified: Found,
  letters: readonly Letter[],
): Promise<Hop> {
  if (!stores.searchStore) return { stage: 'indexed', state: 'waiting', note: '检索库未打开，无法查看' }
  const stored = await stores.searchStore.get([article]).catch(() => null)
  if (stored === null) return { stage: 'indexed', state: 'waiting', note: '检索库暂时不可用，恢复后自行补上' }
  const [document] = stored
  if (document && document.revision >= revision) {
    const later = document.revision > revision ? `，现为第 ${document.revision} 版` : ''
    return { stage: 'indexed', state: 'done', note: `可检索${later}`, facts: { revision: document.revision } }
  }
  return whyMissing(stores, 'indexed', letters, { station: 'indexer', input: classified.event, complete: true })
}

/** Why a station has not written what it would write of an input: set aside, or not there yet. */
export async function whyMissing(
  { eventLog }: TraceStores,
  stage: Stage,
  letters: readonly Letter[],
  { station, input, complete }: { station: StationName; input: DomainEvent | undefined; complete: boolean },
): Promise<Hop> {
  const dead = deadHop(stage, letters, { station, input: input?.id })
  if (dead) return dead
  if (!complete) return { stage, state: 'waiting', note: '日志过长，没有查到尽头' }
  const lag = (await eventLog.lag(station)).reduce((sum, part) => sum + part.lag, 0)
  const note =
    lag > 0 ? `${station} 尚未处理到它（积压 ${lag} 条）` : `${station} 没有写出结果：正在处理，或该站没有运行`
  return { stage, state: 'waiting', note, facts: { station, lag } }
}
