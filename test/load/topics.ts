import { createJiebaSegmenter } from '@guanlan/text'
import { copyProbe, createNearCopies, createTopicIndex, type TopicItem } from '@guanlan/topics'

/** Live topics at which the detector is measured; the smallest says how flat it is. */
const sizes = [1_000, Number(process.env['GUANLAN_BENCH_TOPICS'] ?? 50_000)]
/** Items measured at each size: as many as come between two second looks at the most. */
const measured = 1_000
/** Items of one matter that come at once: more than the second look takes on. */
const flood = 6_000

const things = ['路灯', '污水', '噪音', '物业费', '停车位', '公交', '食堂', '工资', '电梯', '垃圾', '学位', '医保']
const faults = ['不亮', '外溢', '扰民', '乱涨', '被占', '改道', '不卫生', '拖欠', '停运', '没人清', '不够', '报不了']

/** Complaint `n`: its own estate, or this one, and one of a dozen matters; always the same for the same number. */
function complaint(n: number, estate?: string): { title: string; body: string } {
  let state = n * 2_654_435_761 + 12_345
  const next = (most: number) => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) % most
  const name = estate ?? Array.from({ length: 3 }, () => String.fromCharCode(0x4e00 + next(6_000))).join('')
  const [thing, fault] = [things[next(12)], faults[next(12)]]
  const filler = Array.from({ length: 40 }, () => String.fromCharCode(0x4e00 + next(3_000))).join('')
  return {
    title: `${name}小区${thing}${fault}`,
    body: `我们${name}小区的${thing}${fault}已经${next(60)}天，${filler}，打过电话没有人管，希望有关部门尽快处理。`,
  }
}

/**
 * p50 and p99 of one assignment and of one near-copy insert, ms, at each size, and how long the second look at what was measured takes;
 * then the same while one matter floods: the longest look, with as many members as its topic had then.
 */
export async function benchTopics(): Promise<object> {
  const segmenter = createJiebaSegmenter()
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
      times.insert.push(timed(() => insert(item)))
      times.assign.push(timed(() => take(item)))
    }
    const look_ms = Math.round(timed(() => index.recheck(since)))
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
    const look_ms = Math.round(timed(() => index.recheck(since)))
    const members = index.members(index.member(`a${first}`)?.topic ?? '').length
    if (look_ms > worst.look_ms) worst = { look_ms, members }
  }
  results.push({ flood, ...worst })
  return { items: n, results, rss_mb: Math.round(process.memoryUsage.rss() / 1e6) }
}

function timed(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function quantiles(times: number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(1_000 * (sorted[Math.floor(share * sorted.length)] ?? 0)) / 1_000
  return { p50: at(0.5), p99: at(0.99) }
}
