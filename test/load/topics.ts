import { createDictionarySegmenter } from '@guanlan/text'
import { copyProbe, createNearCopies, createTopicIndex, type TopicItem } from '@guanlan/topics'
import { complaint } from './complaints.js'
import { timed } from './cpu-time.js'
import { benchDetector } from './detector.js'
import { benchNearCopies } from './near-copies.js'

/** Live topics at which the detector is measured; the smallest says how flat it is. */
const sizes = [1_000, Number(process.env['GUANLAN_BENCH_TOPICS'] ?? 50_000)]
/** Items measured at each size: as many as come between two second looks at the most. */
const measured = 1_000
/** Items of one matter that come at once: more than the second look takes on. */
const flood = 6_000

/**
 * p50 and p99 of one assignment and of one near-copy insert, ms of processor time, at each size, and how long the second look at what was measured takes;
 * then the same while one matter floods: the longest look, with as many members as its topic had then. Before it, memory
 * of near copies and the station's speed, each with nothing else in memory.
 */
export async function benchTopics(): Promise<object> {
  const near_copies = benchNearCopies()
  const detector = await benchDetector()
  const segmenter = createDictionarySegmenter()
  const start = Date.parse('2026-11-16T00:00:00Z')
  const itemOf = (n: number, estate?: string): TopicItem => {
    const { title, body } = complaint(n, estate)
    const seen = new Date(start + 1_000 * n).toISOString()
    return {
      article: `a${n}`,
      revision: 1,
      jurisdiction: '330681',
      source: { id: 'board', name: 'board', tier: 'forum', official: false },
      url: '',
      title,
      body,
      titleWords: segmenter.cut(title),
      bodyWords: segmenter.cut(body),
      published: seen,
      seen,
      raises: true,
      matters: [],
      places: [],
      candidates: [],
      sentiment: -0.5,
      urgency: 1,
      signals: [],
    }
  }
  const index = createTopicIndex([])
  const copies = createNearCopies()
  const topics = new Set<string>()
  const results: object[] = []
  let n = 0
  const insert = (item: TopicItem) => {
    const probe = copyProbe({ id: item.article, url: '', title: item.title, body: item.body, places: [], order: n })
    copies.find(probe)
    copies.add(probe)
  }
  const take = (item: TopicItem) => {
    const assignment = index.assign(item)
    if (assignment) topics.add(assignment.member.topic)
  }
  for (const size of sizes) {
    for (; topics.size < size; n += 1) {
      const item = itemOf(n)
      insert(item)
      take(item)
    }
    const times = { assign: [] as number[], insert: [] as number[] }
    const since = index.nextOrder
    for (let each = 0; each < measured; each += 1, n += 1) {
      const item = itemOf(n)
      times.insert.push(spent(() => insert(item)))
      times.assign.push(spent(() => take(item)))
    }
    const look_ms = Math.round(spent(() => index.recheck(since)))
    results.push({
      topics: topics.size,
      assign_ms: quantiles(times.assign),
      insert_ms: quantiles(times.insert),
      look_ms,
    })
  }
  let worst = { look_ms: 0, members: 0 }
  for (let taken = 0; taken < flood; taken += measured) {
    const since = index.nextOrder
    const first = n
    for (; n < first + measured; n += 1) take(itemOf(n, '锦绣'))
    const look_ms = Math.round(spent(() => index.recheck(since)))
    const members = index.members(index.member(`a${first}`)?.topic ?? '').length
    if (look_ms > worst.look_ms) worst = { look_ms, members }
  }
  results.push({ flood, ...worst })
  return { near_copies, detector, items: n, results, rss_mb: Math.round(process.memoryUsage.rss() / 1e6) }
}

/** Milliseconds of processor time, so that waiting for neighbours on the machine is not in them. */
const spent = (work: () => void): number => 1_000 * timed(work).seconds

function quantiles(times: number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(1_000 * (sorted[Math.floor(share * sorted.length)] ?? 0)) / 1_000
  return { p50: at(0.5), p99: at(0.99) }
}
