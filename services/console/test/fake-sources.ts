import {
  sourceDetailSchema,
  sourceStateSchema,
  switchSourceSchema,
  type Actor,
  type SourceDetail,
  type SourceState,
  type SourceVisit,
  type Status,
} from '@guanlan/contracts'
import { ago } from './fake-data.js'
import type { FakeStream } from './fake-stream.js'

/** A name and a message as long as an office may write them. */
export const LONG_NAME =
  '江城市人民政府门户网站「政务公开」栏目下重大建设项目批准和实施领域基层政务公开标准化规范化专栏（含各镇乡街道转载）'

const counts = { fetches: 240, failures: 0, unchanged: 190, items: 312, changed: 4, duplicates: 2_180, refused: 0 }
const visit: SourceVisit = {
  at: ago(0.2),
  outcome: 'ok',
  requests: 3,
  slowestMs: 820,
  bytes: 48_310,
  items: 2,
  changed: 0,
  duplicates: 18,
  refused: 0,
  warnings: [],
}
type Made = Partial<SourceState> & Pick<SourceState, 'source' | 'name' | 'kind' | 'tier' | 'health'>
const broken = (code: string, message: string, hours: number): Partial<SourceState> => ({
  problem: { code, message, since: ago(hours) },
  lastItemAt: ago(hours + 3),
  counts: { ...counts, failures: 12, refused: 2 },
})
const made: Made[] = [
  { source: 'city-forum', name: '江城论坛', kind: 'forum', tier: 'forum', health: 'healthy', interval: 300_000 },
  { source: 'morning-paper', name: '江城晨报', kind: 'feed', tier: 'media', health: 'healthy' },
  {
    source: 'old-board',
    name: '老城留言板',
    kind: 'page',
    tier: 'forum',
    health: 'failing',
    interval: 900_000,
    ...broken('connect_failed', '无法连接：对方拒绝连接', 3.4),
  },
  {
    source: 'evening-feed',
    name: '江城晚报',
    kind: 'feed',
    tier: 'media',
    health: 'failing',
    ...broken('feed_unreadable', '订阅源内容无法解析：第 14 行标签没有闭合', 2),
  },
  {
    source: 'hotline',
    name: '政务服务热线',
    kind: 'push',
    tier: 'hotline',
    health: 'silent',
    ...broken('source_silent', '已 6 小时没有新内容，与它平时各时段的习惯不符', 30),
  },
  {
    source: 'projects',
    name: LONG_NAME,
    kind: 'list',
    tier: 'government',
    health: 'blocked',
    problem: { code: 'robots_disallowed', message: '对方 robots.txt 不允许抓取（/xxgk/）', since: ago(50) },
  },
  { source: 'town-list', name: '新桥镇政务公开', kind: 'list', tier: 'government', health: 'off' },
]

const stateOf = (one: Made): SourceState =>
  sourceStateSchema.parse({
    version: 1,
    url: one.kind === 'push' ? '' : `https://example.invalid/${one.source}/list?page=1&size=50`,
    counts:
      one.health === 'off' ? { ...counts, fetches: 0, unchanged: 0, items: 0, changed: 0, duplicates: 0 } : counts,
    ...(one.health === 'off' || one.health === 'blocked'
      ? {}
      : { lastItemAt: ago(0.2), ...(one.kind === 'push' ? {} : { nextDueAt: ago(-0.1) }) }),
    ...one,
  })

/** Visits of a source: a failing one read its listing before. */
function visitsOf({ health, problem }: SourceState): SourceVisit[] {
  if (health === 'off') return []
  return Array.from({ length: 12 }, (_, index) => {
    const at = ago(0.2 + index * 0.5)
    if (problem && index < 7)
      return { ...visit, at, outcome: problem.code, message: problem.message, items: 0, duplicates: 0, bytes: 0 }
    if (index % 3 === 1) return { ...visit, at, outcome: 'unchanged', items: 0, duplicates: 0, requests: 1, bytes: 0 }
    return index === 5 ? { ...visit, at, items: 0, warnings: ['2 items without a date'] } : { ...visit, at }
  })
}

const detailOf = (state: SourceState): SourceDetail => ({
  state,
  config: {
    enabled: state.health !== 'off',
    owner: '江城市网信办，联系人周岚',
    tier: state.tier,
    official: state.tier === 'government',
    place: '330681003',
    weight: 1.5,
    language: 'zh-CN',
    scope: 'home',
    ...(state.kind === 'push' ? {} : { every: 300_000, slowest: 3_600_000, hostDelay: 5_000 }),
  },
  switched: null,
  asked: null,
  tried: null,
  visits: state.kind === 'push' ? [] : visitsOf(state),
})

const triedItems = ['新桥镇 2026 年第三批农村公路养护工程中标公告', '关于调整公交 6 路走向的通告'].map(
  (title, index) => ({ title, published: index === 0 ? ago(5) : null, chars: 640 - index * 120 }),
)

/** The sources of the fake city, and a crawler that takes wishes up after `mode.takes` milliseconds, unless it is away. */
export function createFakeSources(
  stream: FakeStream,
  refusal: (status: number, code: string, title: string, detail?: string) => Error,
) {
  const details = new Map(made.map(stateOf).map((state) => [state.source, detailOf(state)]))
  const mode = { takes: 400, away: false, fails: false }
  const unheard = new Set(['failing', 'silent', 'blocked', 'gone'])
  const unheardStates = (): SourceState[] =>
    [...details.values()].map(({ state }) => state).filter(({ health }) => unheard.has(health))
  const known = (id: string): SourceDetail => {
    const found = details.get(id)
    if (!found) throw refusal(404, 'not_found', '没有找到', `没有来源 ${id}`)
    return found
  }
  /** Changes a source and tells it live, as the crawler does of another health. */
  const change = (id: string, part: Partial<SourceState>): void => {
    const detail = known(id)
    const { problem: _, ...rest } = detail.state
    const state = sourceStateSchema.parse({ ...rest, ...part, version: detail.state.version + 1 })
    details.set(id, { ...detail, state })
    stream.push('source', state)
  }
  const later = (act: () => void): void => void setTimeout(() => mode.away || act(), mode.takes)

  function act(id: string, action: string, body: unknown, by: Actor): { asked: string } {
    if (mode.fails) throw refusal(503, 'store_unavailable', '存储暂时不可用')
    if (by.role === 'clerk') throw refusal(403, 'not_allowed', '当前角色无权进行此操作')
    const asked = { by: by.name, at: stream.now() }
    const detail = known(id)
    if (action === 'switch') {
      const { on, reason } = switchSourceSchema.parse(body)
      later(() => {
        const switched = on === detail.config.enabled ? null : { ...asked, on, reason }
        details.set(id, { ...known(id), switched })
        change(id, { health: on ? 'unknown' : 'off' })
      })
    } else if (action === 'fetch') {
      details.set(id, { ...detail, asked })
      later(() => {
        const now = known(id)
        details.set(id, { ...now, asked: null, visits: [{ ...visit, at: stream.now() }, ...now.visits] })
      })
    } else {
      details.set(id, { ...detail, tried: { ...asked, id: stream.now() } })
      later(() => {
        const { tried } = known(id)
        const done = { at: stream.now(), items: triedItems, more: true, requests: 3, slowestMs: 1_430, warnings: [] }
        if (tried) details.set(id, { ...known(id), tried: { ...tried, done } })
      })
    }
    return { asked: id }
  }
  return {
    mode,
    details,
    change,
    act,
    detail: (id: string): SourceDetail => sourceDetailSchema.parse(known(id)),
    page(cursor: string | null) {
      // Two pages, so that the second must be asked for.
      const all = [...details.values()].map(({ state }) => state)
      return cursor ? { items: all.slice(5), next: null } : { items: all.slice(0, 5), next: '5' }
    },
    unhealthy: (): number => unheardStates().length,
    blind(): Status['blind'] {
      const lost = unheardStates().flatMap(({ source, name, health, lastItemAt, problem }) =>
        lastItemAt
          ? [{ source, name, health, message: problem?.message ?? '', since: problem?.since ?? lastItemAt }]
          : [],
      )
      lost.sort((a, b) => a.since.localeCompare(b.since))
      return { count: lost.length, sources: lost.slice(0, 20) }
    },
  }
}
