import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTopicChanged } from '@guanlan/alerts'
import { allTopics, roleHeaders, type Alert, type Office, type Ticket, type Topic } from '@guanlan/contracts'
import { openTicket } from '@guanlan/desk'
import { openEmbeddedEventLog } from '@guanlan/event-log'
import { silentLogger, toInstant, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { createMetrics, deskOf, loadOffice, saveAlert, saveTicket } from '@guanlan/runtime'
import { openEmbeddedSearchStore } from '@guanlan/search-store'
import { sampleDocument, type Sample } from '@guanlan/search-store/contract'
import { buildApi, type ApiDeps } from '../src/index.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
export const NOW = '2026-11-20T08:00:00.000Z'

/** Headers of a person in a role. */
export const as = (role: string, name = '张三', department?: string): Record<string, string> => ({
  [roleHeaders.role]: role,
  [roleHeaders.name]: encodeURIComponent(name),
  ...(department ? { [roleHeaders.department]: department } : {}),
})

let office: Office | undefined

/** The shipped office with two push sources and one that is off; read once. */
function loadShippedOffice(): Office {
  const sources = [
    { id: 'hotline', name: '12345 热线', kind: 'push', place: '330681' },
    // SHA-256 of the key "secret".
    {
      id: 'keyed',
      name: '带密钥',
      kind: 'push',
      scope: 'any',
      weight: 2,
      keySha256: '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b',
    },
    { id: 'paper', name: '晚报', kind: 'feed', url: 'https://example.invalid/feed', enabled: false },
  ] as const
  return unwrap(loadOffice({ shipped: join(root, 'config/office'), sample: { sources, allowPrivate: [] } })).office
}

/** The api on embedded stores in a fresh folder, with the shipped office and two push sources. */
export async function openApi(change: Partial<ApiDeps> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-api-'))
  const consoleFiles = join(folder, 'console')
  await mkdir(join(consoleFiles, 'assets'), { recursive: true })
  await writeFile(join(consoleFiles, 'index.html'), '<!doctype html><title>观澜</title>')
  await writeFile(join(consoleFiles, 'assets', 'main-1a2b.js'), 'export {}')
  const eventLog = openEmbeddedEventLog({ file: join(folder, 'log.db'), logger: silentLogger })
  await eventLog.ensureTopics(allTopics())
  const recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
  const searchStore = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
  office ??= loadShippedOffice()
  let now = Date.parse(NOW)
  const deps: ApiDeps = {
    eventLog,
    recordStore,
    searchStore,
    office,
    clock: { now: () => now },
    logger: silentLogger,
    metrics: createMetrics(),
    salt: 'salt',
    consoleFiles,
    version: '0.0.0-test',
    clockInfo: { sample: true, speed: 60 },
    health: async () => [],
    ...change,
  }
  const app = await buildApi(deps)
  return {
    app,
    deps,
    setNow: (instant: string) => {
      now = Date.parse(instant)
    },
    /** Request as a browser on this machine would make it. */
    get: (url: string, headers: Record<string, string> = {}) =>
      app.inject({ method: 'GET', url, headers: { host: 'localhost:8600', ...headers } }),
    post: (url: string, body: unknown, headers: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url,
        headers: { host: 'localhost:8600', 'content-type': 'application/json', ...headers },
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async close() {
      await app.close()
      await searchStore.close()
      await eventLog.close()
      await recordStore.close()
      await rm(folder, { recursive: true })
    },
  }
}
export type OpenApi = Awaited<ReturnType<typeof openApi>>

export const topicOfMatter = (change: Partial<Topic> = {}): Topic => ({
  topic: 'topic-1',
  version: 1,
  jurisdiction: '330681',
  title: '学校食堂午餐后多名学生呕吐',
  matter: 'school-canteen',
  matterName: '学校食堂卫生',
  domain: 'food-drug',
  places: [],
  candidates: [
    { department: 'jyj', name: '教育体育局', score: 0.9, why: '学校食堂由教育部门主管' },
    { department: 'scjg', name: '市场监督管理局', score: 0.6, why: '食品安全监管' },
  ],
  items: 2,
  copies: 0,
  voices: 2,
  sources: [],
  officialItems: 0,
  liveItems: 2,
  heat: 40,
  heatTerms: [],
  level: 'yellow',
  points: 45,
  reasons: [],
  confidence: 0.9,
  firstPublished: '2026-11-20T07:00:00.000Z',
  firstSeen: '2026-11-20T07:10:00.000Z',
  lastSeen: '2026-11-20T07:40:00.000Z',
  medoid: 'a1',
  members: ['a1', 'a2'],
  ...change,
})

/** Writes a topic with its items, its alert and its ticket, as the stations would have. */
export async function seedAlert(
  { deps }: OpenApi,
  change: Partial<Topic> = {},
): Promise<{ topic: Topic; alert: Alert; ticket: Ticket }> {
  const topic = topicOfMatter(change)
  const opened = onTopicChanged(null, topic, { now: NOW, live: true }).alert
  if (!opened) throw new Error('the topic raises no alert')
  const { ticket } = openTicket(opened, topic, deskOf(deps.office).contextAt(NOW))
  const alert = { ...opened, ticket: ticket.ticket }
  await deps.recordStore.transaction(async (records) => {
    await records.topics.put(topic)
    await records.topicItems.put(
      topic.members.map((id, i) => ({
        article: id,
        topic: topic.topic,
        revision: 1,
        copyOf: null,
        seen: toInstant(Date.parse(topic.firstSeen) + i * 60_000),
        published: toInstant(Date.parse(topic.firstPublished) + i * 60_000),
        live: true,
        body: sampleDocument({ id, body: `正文 ${id}` }).article,
      })),
    )
    await saveAlert(records, alert)
    await saveTicket(records, ticket, null)
  })
  return { topic, alert, ticket }
}

/** Puts articles into the search store. */
export const seedSearch = async ({ deps }: OpenApi, ...samples: Sample[]): Promise<void> => {
  await deps.searchStore.put(samples.map(sampleDocument))
}
