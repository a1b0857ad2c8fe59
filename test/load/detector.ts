import { createDictionarySegmenter } from '@guanlan/text'
import { createTopicIndex, toTopicItem, type TopicItem } from '@guanlan/topics'
import type { ClassifiedArticle } from '@guanlan/contracts'
import { toRow } from '../../services/topic-detector/src/stored-member.js'
import { openBench, sighted } from '../../services/topic-detector/test/support.js'
import { complaint } from './complaints.js'
import { timed, timedAsync } from './cpu-time.js'

/** Live topics that the station holds when it is measured. */
const live = Number(process.env['GUANLAN_BENCH_TOPICS'] ?? 50_000)
/** Matters sighted then, and how many of them the runtime hands over at once. */
const [measured, batch] = [2_048, 64]
/** Items whose rows are read back in the goal for a restart. */
const window = 500_000

/**
 * The station on an embedded record store, as the runtime drives it but for the event log: what a restart takes with so many
 * live topics, each of one item; then sighted matters a second, one in four a further voice of a topic that is there. By
 * processor time.
 */
export async function benchDetector(): Promise<object> {
  const bench = await openBench()
  try {
    const filled = await fill(bench.store)
    const back = await timedAsync(() => bench.kill())
    const inputs = Array.from({ length: measured }, (_, n) => sightingOf(n % 4 === 0 ? n : live + n, n))
    const batches = Array.from({ length: measured / batch }, (_, n) => inputs.slice(n * batch, (n + 1) * batch))
    const times: number[] = []
    for (const each of batches) times.push((await timedAsync(() => bench.handle(each))).seconds)
    const work = times.reduce((sum, seconds) => sum + seconds, 0)
    return {
      live_topics: live,
      filled_s_cpu: round(filled),
      back_after_a_kill: {
        items: live,
        seconds_cpu: round(back.seconds),
        seconds: round(back.wall),
        seconds_cpu_for_500_000: round((back.seconds * window) / live),
      },
      sighted: measured,
      sighted_per_s: Math.round(measured / work),
      slowest_batch_ms_each: round((1_000 * Math.max(...times)) / batch),
    }
  } finally {
    await bench.close()
  }
}

/** Writes the rows of as many topics of one item; returns seconds of processor time. */
async function fill(store: Awaited<ReturnType<typeof openBench>>['store']): Promise<number> {
  const segmenter = createDictionarySegmenter()
  const index = createTopicIndex([])
  let rows: ReturnType<typeof toRow>[] = []
  let seconds = 0
  for (let n = 0; n < live; n += 1) {
    seconds += timed(() => {
      const article = sightingOf(n, n - live).body
      const assignment = index.assign(itemOf(article, segmenter))
      // Each its own topic: what is measured is a memory full of them.
      if (assignment) rows.push(toRow({ ...assignment.member, topic: `topic-${n}`, copyOf: null }, article, true))
    }).seconds
    if (rows.length < 1_000 && n < live - 1) continue
    const full = rows
    await store.transaction((records) => records.topicItems.put(full))
    rows = []
  }
  return seconds
}

/** The sighting of complaint `n`, a second after the one before. */
function sightingOf(n: number, second: number) {
  const { title, body } = complaint(n)
  // Enough of days that the latest is in the window of the earliest.
  return sighted(`${second < 0 ? 'a' : 'b'}${n}`, title, { body, minute: 20_000 + second / 60 })
}

function itemOf(article: ClassifiedArticle, segmenter: ReturnType<typeof createDictionarySegmenter>): TopicItem {
  return toTopicItem(article, {
    titleWords: segmenter.cut(article.title),
    bodyWords: segmenter.cut(article.body),
    live: true,
    freshness: 0,
  })
}

const round = (value: number): number => Number(value.toFixed(2))
