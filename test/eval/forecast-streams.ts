import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOUR, toMs, unwrap } from '@guanlan/kernel'
import { loadOffice, shippedConfig } from '@guanlan/runtime'
import { levelRulesOf } from '@guanlan/service-topic-detector'
import {
  createTopicIndex,
  defaultTopicsConfig,
  enoughKnown,
  landmarksOf,
  type Landmark,
  type TopicItem,
} from '@guanlan/topics'
import { asFields } from '../../services/guanlan/src/commands/batch/fields.js'
import { createStreamReader } from '../../services/guanlan/src/commands/batch/stream-items.js'

/** A line as the batch commands read it. */
type Line = Readonly<Record<string, unknown>>

const platforms = ['toutiao', 'weibo', 'zhihu', 'douyin']

/** Lines of the month of hot lists, by first sight; null (said aloud) when the data are not there. */
export function hotlistLines(data: string): Line[] | null {
  const month = platforms.map((platform) =>
    readLines<{ first_seen: string; title: string }>(join(data, 'hot/replay_2024_03', `${platform}.jsonl`)),
  )
  if (month.includes(null)) return null
  return month
    .flatMap((lines, n) =>
      (lines ?? []).map(({ first_seen, title }, at) => {
        const seen = new Date(first_seen).toISOString()
        return { id: `${platforms[n] ?? ''}-${at}`, title, platform: platforms[n], published: seen, seen }
      }),
    )
    .toSorted((a, b) => (a.seen < b.seen ? -1 : a.seen > b.seen ? 1 : 0))
}

/** Lines of the message board by time; null when the data are not there. */
export function boardLines(data: string): Line[] | null {
  const messages = readLines<{ id: number; time: string; title: string; text: string; up?: number; down?: number }>(
    join(data, 'complaints/stream_dev.jsonl'),
  )
  return (
    messages?.map(({ id, time, title, text, up, down }) => ({
      id,
      title,
      body: text,
      up,
      down,
      published: `${time.replace(' ', 'T')}+08:00`,
    })) ?? null
  )
}

function readLines<T>(path: string): T[] | null {
  if (!existsSync(path)) {
    console.error(`SKIPPED: no ${path}`)
    return null
  }
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
}

/** Items that tell of a matter, as crawler and classifier would have made them. */
export function itemsOf(lines: readonly Line[]): TopicItem[] {
  const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
  const reader = createStreamReader(office)
  return lines.map((line) => reader.read(asFields(line), () => 0)).filter(({ matters }) => matters.length > 0)
}

/** Landmarks of the topics that these items make, one an hour, topic by topic, where a forecast would have said something. */
export function livesOf(items: readonly TopicItem[]): Landmark[][] {
  const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
  const index = createTopicIndex([], defaultTopicsConfig)
  for (const item of items) index.assign(item)
  index.recheck(0)
  const until = Math.max(...items.map(({ seen }) => toMs(seen)))
  const topics = [...new Set(items.flatMap(({ article }) => index.member(article)?.topic ?? []))].toSorted()
  return topics.flatMap((topic) => {
    const group = index.group(topic)
    const life = group && landmarksOf({ group, until, every: HOUR }, office.office.freshness, levelRulesOf(office))
    const told = life?.filter(({ outlook }) => enoughKnown(outlook)) ?? []
    return told.length > 0 ? [told] : []
  })
}
