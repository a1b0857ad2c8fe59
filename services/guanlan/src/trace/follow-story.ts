import { levelNames, ticketStateNames, type Alert, type EventName, type Ticket, type Topic } from '@guanlan/contracts'
import type { CallRow } from '@guanlan/record-store'
import { whyMissing } from './follow-article.js'
import { hopOf, type Hop, type Stage } from './hop.js'
import type { Letter } from './letters.js'
import { scanLog, type Found } from './scan-log.js'
import type { TraceStores } from './trace-stores.js'

const MOST_CALLS = 200

/** From the topic of an item to the calls that went out for it. `sighted`: its hand-over to the detector, where the log holds it. */
export async function followStory(
  stores: TraceStores,
  { article, topicId, sighted, letters }: StoryQuery,
): Promise<Hop[]> {
  const { records } = stores.recordStore
  if (topicId === null) {
    if (!sighted) return []
    const { replyTo } = sighted.event.body as { replyTo?: string }
    if (replyTo !== undefined)
      return [{ stage: 'topic', state: 'waiting', note: `等待它所回复的 ${replyTo}，到时自行归入`, facts: { replyTo } }]
    const query = { station: 'topic-detector', input: sighted.event, complete: true } as const
    return [await whyMissing(stores, 'topic', letters, query)]
  }
  const told = await toldOf(stores, topicId, article, sighted)
  const last = await lastTopic(stores, topicId)
  const hops: Hop[] = [topicHop(topicId, last, told, sighted)]
  const alert = (await records.alerts.byTopic(last?.topic ?? topicId)) ?? (await records.alerts.byTopic(topicId))
  if (!alert) return [...hops, await noAlert(stores, last, told, letters)]
  const { level, state, ticket: ticketId } = alert
  const alertNote = `${levelNames[level]}，${alertStates[state]}`
  hops.push(
    ...(await entityHops(
      stores,
      'alert',
      alert.alert,
      { note: alertNote, facts: { alert: alert.alert, level, state } },
      told,
    )),
  )
  const ticket = ticketId === null ? null : await records.tickets.get(ticketId)
  if (!ticket) return [...hops, { stage: 'ticket', state: 'waiting', note: '该预警没有工单' }]
  hops.push(...(await entityHops(stores, 'ticket', ticket.ticket, ticketRest(ticket), told)))
  const calls = await records.calls.list({ group: alert.alert, limit: MOST_CALLS })
  if (calls.length === 0)
    return [...hops, { stage: 'call', state: 'ended', note: '没有渠道要接收这一等级，未发出通知' }]
  return [...hops, ...calls.reverse().map(callHop)]
}

export interface StoryQuery {
  readonly article: string
  readonly topicId: string | null
  readonly sighted: Found | null
  readonly letters: readonly Letter[]
}

const alertStates: Readonly<Record<Alert['state'], string>> = {
  open: '待确认',
  acknowledged: '已确认',
  closed: '已关闭',
}

const ticketRest = ({ ticket, state, department, departmentName, clocks, mergedInto }: Ticket) => {
  const missed = clocks.filter(({ missedAt }) => missedAt !== undefined).map(({ name }) => name)
  const merged = mergedInto === undefined ? '' : `，并入 ${mergedInto}`
  return {
    note: `${ticketStateNames[state]}，${departmentName ?? '未派单'}${missed.length > 0 ? `，超时：${missed.join('、')}` : ''}${merged}`,
    facts: { ticket, state, department },
  }
}

/** The topic event that first took account of the item: caused by it, or naming it; of a near copy the first told after it. */
async function toldOf(
  { eventLog }: TraceStores,
  topic: string,
  article: string,
  sighted: Found | null,
): Promise<Found | null> {
  const takes = ({ event }: Found) => event.trace === article || (event.body as Topic).members.includes(article)
  const { found } = await scanLog(eventLog, 'topic.changed', {
    key: topic,
    fromMs: sighted?.message.publishedAt,
    enough: (all) => all.at(-1) !== undefined && takes(all.at(-1) as Found),
  })
  return found.find(takes) ?? (sighted ? (found[0] ?? null) : null)
}

/** Follows mergers to the topic that goes on. */
async function lastTopic({ recordStore }: TraceStores, id: string): Promise<Topic | null> {
  const { topics } = recordStore.records
  let topic = await topics.get(id)
  for (let hops = 0; topic?.redirect !== undefined && hops < 20; hops += 1)
    topic = (await topics.get(topic.redirect)) ?? topic
  return topic
}

function topicHop(id: string, last: Topic | null, told: Found | null, sighted: Found | null): Hop {
  const merged = last && last.topic !== id ? `，已并入 ${last.topic}` : ''
  const now = last ? `，现为${levelNames[last.level]}，${last.items} 条` : ''
  const facts = { topic: id, into: last?.topic ?? id, level: last?.level ?? null, items: last?.items ?? null }
  if (!told) return { stage: 'topic', state: 'gone', note: `话题 ${id}${now}${merged}；日志中已没有其变化事件`, facts }
  const { level, version } = told.event.body as Topic
  return hopOf(
    'topic',
    told,
    { note: `话题 ${id} 第 ${version} 版，当时${levelNames[level]}${now}${merged}`, facts },
    sighted,
  )
}

async function noAlert(
  stores: TraceStores,
  last: Topic | null,
  told: Found | null,
  letters: readonly Letter[],
): Promise<Hop> {
  if (last?.level === 'blue') return { stage: 'alert', state: 'ended', note: '话题为蓝级：黄级及以上才预警' }
  if (last && last.liveItems === 0)
    return { stage: 'alert', state: 'ended', note: '话题内只有回填或过时的条目：不触发预警' }
  return whyMissing(stores, 'alert', letters, { station: 'alert-router', input: told?.event, complete: true })
}

/** The event by which an alert or ticket began, and the one that this item's topic event caused, where that is another. */
async function entityHops(
  { eventLog }: TraceStores,
  stage: Extract<Stage, 'alert' | 'ticket'>,
  id: string,
  rest: Pick<Hop, 'note' | 'facts'>,
  told: Found | null,
): Promise<Hop[]> {
  const name: EventName = stage === 'alert' ? 'alert.changed' : 'ticket.changed'
  const own = ({ event }: Found) => told !== null && event.cause === told.event.id
  const { found } = await scanLog(eventLog, name, { key: id, enough: (all) => all.some(own) })
  const [first] = found
  if (!first)
    return [
      {
        stage,
        state: 'gone',
        note: `${id}：${rest.note}；日志中已没有其变化事件`,
        ...(rest.facts ? { facts: rest.facts } : {}),
      },
    ]
  const hops = [hopOf(stage, first, { ...rest, note: `${id}：${rest.note}` }, told)]
  const moved = found.find(own)
  if (moved && moved !== first) hops.push(hopOf(stage, moved, { note: '因本条而变化' }, told))
  return hops
}

const callStates: Readonly<Record<CallRow['state'], string>> = {
  waiting: '待发送',
  sent: '已送达',
  failed: '已放弃',
  folded: '已并入摘要',
}

function callHop({ key, channel, state, attempts, createdAt, body, problem }: CallRow): Hop {
  const type = String((body as { type?: unknown }).type ?? '')
  const trouble = problem === null ? '' : `：${problem}`
  return {
    stage: 'call',
    state: state === 'sent' ? 'done' : state === 'waiting' ? 'waiting' : 'dead',
    at: createdAt,
    note: `${channel} ${type} ${callStates[state]}（${attempts} 次）${trouble}`,
    facts: { call: key, channel, type, state, attempts },
  }
}
