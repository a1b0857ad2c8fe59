import type { Topic, TopicAct, TopicStory } from '@guanlan/contracts'
import { t } from '../messages/index.js'
import { personOf, type HistoryEntry } from './history.js'

/** Whether every word stands somewhere in what the list tells of the topic. */
export function hasWords({ title, matterName, places }: Topic, words: string): boolean {
  const text = `${title} ${matterName} ${places.map(({ name }) => name).join(' ')}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The fullest stretch of the curve, the earliest of several; undefined for an empty one. */
export function peakOf(curve: TopicStory['curve']): { from: string; posts: number } | undefined {
  let peak: { from: string; posts: number } | undefined
  for (const { from, items, copies, official } of curve) {
    const posts = items + copies + official
    if (!peak || posts > peak.posts) peak = { from, posts }
  }
  return peak
}

/** The other topics that persons' acts on topic `id` were about, each once. */
export const othersIn = (id: string, acts: readonly TopicAct[]): string[] =>
  [...new Set(acts.map(({ from, into }) => (from === id ? into : from)))].sort()

/** What persons did to topic `id`, newest first; `titleOf` says what another topic is called. */
export function actHistory(id: string, acts: readonly TopicAct[], titleOf: (topic: string) => string): HistoryEntry[] {
  const { took, went, left, came } = t.topics.actLines
  const whatOf = ({ kind, from, into, items }: TopicAct): string => {
    if (kind === 'merge') return into === id ? took(titleOf(from), items.length) : went(titleOf(into))
    return from === id ? left(items.length, titleOf(into)) : came(titleOf(from))
  }
  return acts.map((act) => ({ at: act.at, who: personOf(act.by), what: whatOf(act), note: act.reason })).toReversed()
}
