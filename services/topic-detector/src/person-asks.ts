import { topicAskSchema, type TopicAct, type TopicAsk } from '@guanlan/contracts'
import { hashId } from '@guanlan/kernel'
import type { Records, TimerRow, TopicItemRow } from '@guanlan/record-store'
import { topicAskTimer, topicDesk } from '@guanlan/runtime'
import type { Recheck, TopicIndex } from '@guanlan/topics'

/** What a person asked of a topic, by the timer that brings it; null = another timer. */
export function askOf(timer: TimerRow): TopicAsk | null {
  const ask = topicAskSchema.safeParse(timer.payload).data
  return ask && timer.id === topicAskTimer(ask.topic) ? ask : null
}

/** What became of an ask: rows to be written anew, what moved, and the act as the topics remember it. */
export interface DoneAsk extends Recheck {
  readonly act: TopicAct
  /** All rows of the topics that it was about. */
  readonly rows: readonly TopicItemRow[]
}

/** Merges that a topic may have gone through since it was asked about. */
const mostHops = 20
/** More rows than a topic has. */
const allRows = 1_000_000
const mostItems = 200

/**
 * Does what was asked, with the topics as they are by now: those that were merged meanwhile are where they went. null = it can
 * no longer be done, because a topic is out of the window or its articles went elsewhere.
 */
export async function doAsk(ask: TopicAsk, index: TopicIndex, records: Records): Promise<DoneAsk | null> {
  await topicDesk.done(records, ask.topic)
  const from = await standingTopic(ask.topic, index, records)
  const into = ask.kind === 'merge' ? await standingTopic(ask.into, index, records) : hashId<'topic'>('topic', ask.id)
  if (from === null || into === null) return null
  const topics = [...new Set([from, into])]
  const rows = await Promise.all(
    topics.map((topic) => records.topicItems.ofTopic(topic, { canonical: false, limit: allRows })),
  )
  const leaving = ask.kind === 'split' ? { leaving: ask.items } : {}
  const { bound, ...change } = index.decide({ act: ask.id, from, into, ...leaving })
  if (bound.length === 0) return null
  const items = change.moved.filter(({ copyOf }) => copyOf === null).map(({ item }) => item.article)
  const { kind, at, by, reason } = ask
  const act: TopicAct = { kind, at, by, reason, from, into, items: items.slice(0, mostItems) }
  // Merged by the machine meanwhile: nobody moves, and the person's word is kept and told all the same.
  return { ...change, touched: [...new Set([...change.touched, into])], act, rows: rows.flat() }
}

async function standingTopic(topic: string, index: TopicIndex, { topics }: Records): Promise<string | null> {
  let id: string | undefined = topic
  for (let hops = 0; id !== undefined && hops < mostHops; hops += 1) {
    if (index.group(id)) return id
    id = (await topics.get(id))?.redirect
  }
  return null
}
