import type { Level } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { Records, TopicItemRow } from '@guanlan/record-store'
import type { Evaluation, TopicIndex } from '@guanlan/topics'
import type { Cause } from './cause.js'
import { startTelling, type Telling } from './telling.js'

/** A topic touched in the current batch. */
export interface Touched {
  /** What touched it last, something live if there was any: it is what the event is caused by. */
  cause: Cause
  evaluation: Evaluation
  now: Instant
  /** Whether that was told, and the level that was told last. */
  told: boolean
  toldLevel: Level
}

/** What one batch gathers. */
export interface Batch {
  readonly telling: Telling
  readonly touched: Map<string, Touched>
  /** Rows to be written, by article. */
  readonly rows: Map<string, TopicItemRow>
  /** Articles whose topic changed. */
  readonly moved: Set<string>
}

export const openBatch = (): Batch => ({
  telling: startTelling(),
  touched: new Map(),
  rows: new Map(),
  moved: new Set(),
})

/** Writes rows, each with the topic that its article has by now. */
export async function writeRows({ rows, moved }: Batch, index: TopicIndex, { topicItems }: Records): Promise<void> {
  const topicOf = (article: string) => index.member(article)?.topic
  await topicItems.put([...rows.values()].map((row) => ({ ...row, topic: topicOf(row.article) ?? row.topic })))
  const byTopic = new Map<string, string[]>()
  for (const article of moved) {
    const topic = topicOf(article)
    if (topic === undefined || rows.has(article)) continue
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), article])
  }
  for (const [topic, articles] of byTopic) await topicItems.move(articles, topic)
}
