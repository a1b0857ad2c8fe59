import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runGuanlan } from './command.js'

interface Message {
  readonly id: number
  readonly time: string
  readonly title: string
  readonly text: string
  readonly up?: number
  readonly down?: number
}

/** Topic by message id. */
type Partition = ReadonlyMap<number, string>

/**
 * `guanlan topics` over a board's stream, BCubed F1 against two annotators: over all messages, and over those that share their
 * matter with another by that annotator. Beside it what simple means give: each message alone, and likeness of titles.
 */
export async function evaluateTopics(data: string): Promise<void> {
  const read = <T>(file: string): T[] | null => {
    const path = join(data, 'complaints', file)
    if (!existsSync(path)) {
      console.error(`SKIPPED: no ${path}`)
      return null
    }
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
    return lines.map((line) => JSON.parse(line) as T)
  }
  const messages = read<Message>('stream_dev.jsonl')
  const annotators = ['A', 'B'].map((name) => read<{ ids: number[] }>(`stream_dev_topics_${name}.jsonl`))
  if (!messages || annotators.includes(null)) return
  const gold = annotators.map((topics) => goldOf(messages, topics ?? []))
  console.log(`topics: ${messages.length} messages; BCubed F1 over all / over those that share their matter`)
  const began = performance.now()
  const found = await assign(messages)
  const took = (performance.now() - began) / messages.length
  report('each message alone', new Map(messages.map(({ id }) => [id, String(id)])), gold)
  report('titles alike (pairs of characters, Dice ≥ 0.5)', byTitles(messages), gold)
  report('guanlan topics', found.topics, gold)
  const folded = [...found.copies].filter(([copy, original]) => gold.some((of) => of.get(copy) === of.get(original)))
  console.log(`near copies: ${found.copies.size}, in one topic by either annotator ${folded.length}`)
  console.log(`${took.toFixed(1)} ms a message, from line to answer`)
}

const goldOf = (messages: readonly Message[], topics: readonly { ids: readonly number[] }[]): Partition => {
  const shared = new Map(topics.flatMap(({ ids }, at) => ids.map((id) => [id, `topic ${at}`] as const)))
  return new Map(messages.map(({ id }) => [id, shared.get(id) ?? String(id)]))
}

async function assign(messages: readonly Message[]): Promise<{ topics: Partition; copies: Map<number, number> }> {
  const topics = new Map<number, string>()
  const copies = new Map<number, number>()
  const lines = messages.map(({ id, title, text, time, up, down }) => ({
    id,
    title,
    body: text,
    up,
    down,
    published: `${time.replace(' ', 'T')}+08:00`,
  }))
  for await (const answer of runGuanlan('topics', lines)) {
    const { id, topic, duplicateOf } = answer as { id: number; topic: string; duplicateOf?: number }
    topics.set(id, topic)
    if (duplicateOf !== undefined) copies.set(id, duplicateOf)
  }
  return { topics, copies }
}

/** Single pass: joins the earlier message whose title is most alike, if it is alike enough. */
function byTitles(messages: readonly Message[]): Partition {
  const topics = new Map<number, string>()
  const before: { readonly pairs: ReadonlySet<string>; readonly topic: string }[] = []
  for (const { id, title } of messages) {
    const pairs = new Set(Array.from({ length: title.length - 1 }, (_, at) => title.slice(at, at + 2)))
    let best = { likeness: 0, topic: String(id) }
    for (const other of before) {
      let shared = 0
      for (const pair of pairs) if (other.pairs.has(pair)) shared += 1
      const likeness = (2 * shared) / (pairs.size + other.pairs.size)
      if (likeness >= 0.5 && likeness > best.likeness) best = { likeness, topic: other.topic }
    }
    topics.set(id, best.topic)
    before.push({ pairs, topic: best.topic })
  }
  return topics
}

function report(name: string, found: Partition, gold: readonly Partition[]): void {
  const scores = gold.map((of) => bcubed(found, of))
  const show = (score: { all: number; shared: number }) => `${score.all.toFixed(3)} / ${score.shared.toFixed(3)}`
  const mean = (key: 'all' | 'shared') => scores.reduce((sum, score) => sum + score[key], 0) / scores.length
  const each = scores.map((score, at) => `${'AB'[at] ?? at} ${show(score)}`).join('   ')
  console.log(`  ${name.padEnd(52)} ${each}   mean ${show({ all: mean('all'), shared: mean('shared') })}`)
}

/** BCubed F1 (Bagga, Baldwin 1998): mean precision and recall of each message's topic. */
function bcubed(found: Partition, gold: Partition): { all: number; shared: number } {
  const sizes = (of: Partition) => {
    const counts = new Map<string, number>()
    for (const topic of of.values()) counts.set(topic, (counts.get(topic) ?? 0) + 1)
    return counts
  }
  const both = new Map<string, number>()
  const key = (id: number) => `${found.get(id)} ${gold.get(id)}`
  for (const id of gold.keys()) both.set(key(id), (both.get(key(id)) ?? 0) + 1)
  const [foundSizes, goldSizes] = [sizes(found), sizes(gold)]
  const score = (ids: readonly number[]): number => {
    let [precision, recall] = [0, 0]
    for (const id of ids) {
      const together = both.get(key(id)) ?? 0
      precision += together / (foundSizes.get(found.get(id) ?? '') ?? 1)
      recall += together / (goldSizes.get(gold.get(id) ?? '') ?? 1)
    }
    return (2 * precision * recall) / ids.length / (precision + recall)
  }
  const ids = [...gold.keys()]
  const shared = ids.filter((id) => (goldSizes.get(gold.get(id) ?? '') ?? 1) > 1)
  return { all: score(ids), shared: score(shared) }
}
