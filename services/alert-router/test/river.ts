import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alertsConfigSchema, allTopics, encode, makeEvent, topicOf, type Office, type Topic } from '@guanlan/contracts'
import { openEmbeddedEventLog } from '@guanlan/event-log'
import { silentLogger, toInstant, type Clock, type Instant } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { createMetrics, startOutboxRelay, type RunningService, type ServiceContext } from '@guanlan/runtime'
import { startAlertRouter } from '../src/index.js'

/** Minute `n` of the tests' day. */
export const minute = (n: number) => toInstant(Date.UTC(2026, 10, 23, 1, n))

/** A real webhook receiver that answers the n-th request (from 0) with `statusOf(n)`. */
export async function openHook(statusOf: (n: number) => number = () => 200) {
  const calls: { key: string; body: { type: string; alert: { alert: string; ticket: string } } }[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
    request.on('end', () => {
      calls.push({
        key: String(request.headers['idempotency-key']),
        body: JSON.parse(text) as (typeof calls)[0]['body'],
      })
      response.writeHead(statusOf(calls.length - 1)).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url, calls, close }
}

export function office(url: string, change: Partial<Office> = {}): Office {
  const department = (code: string, name: string) => ({ code, name, towns: false, duties: [] })
  return {
    office: { name: '样例办', jurisdiction: '330681', autoDispatch: { levels: [], confidence: 0.8 } },
    departments: [department('jyj', '教育体育局'), department('scjg', '市场监督管理局')],
    places: [],
    clocks: [
      {
        kind: 'dispatch',
        name: '派单',
        source: '样例',
        levels: ['yellow', 'orange', 'red'],
        hours: 1,
        from: ['detected'],
        until: 'dispatched',
      },
      {
        kind: 'first-word',
        name: '首次发布',
        source: '样例',
        levels: ['orange', 'red'],
        hours: 5,
        from: ['detected'],
        until: 'responded',
      },
    ],
    holidays: [],
    channels: [{ id: 'hook', kind: 'webhook', url, levels: ['red', 'orange', 'yellow'], enabled: true }],
    escalations: [],
    domains: [{ code: 'food-drug', name: '食品药品', points: 15 }],
    matters: [{ code: 'school-canteen', name: '学校食堂卫生', lead: 'jyj' }],
    // Each call goes out by itself and once, but where a test says otherwise.
    alerts: alertsConfigSchema.parse({
      levels: { red: { repeat: '0s' }, orange: { repeat: '0s' }, yellow: { wait: '0s', repeat: '0s' } },
    }),
    ...change,
    // What the alert router never looks at is left out.
  } as unknown as Office
}

export const topic = (change: Partial<Topic> = {}): Topic => ({
  topic: 'topic-1',
  version: 1,
  jurisdiction: '330681',
  title: '学校食堂午餐后多名学生呕吐',
  matter: 'school-canteen',
  matterName: '学校食堂卫生',
  domain: 'food-drug',
  places: [{ code: '330681002', name: '示例街道' }],
  candidates: [
    { department: 'jyj', name: '教育体育局', score: 0.9, why: '学校食堂由教育部门主管' },
    { department: 'scjg', name: '市场监督管理局', score: 0.6, why: '食品安全监管' },
  ],
  items: 4,
  copies: 1,
  voices: 4,
  sources: [],
  officialItems: 0,
  liveItems: 4,
  heat: 40,
  heatTerms: [],
  level: 'yellow',
  points: 45,
  reasons: [],
  confidence: 0.9,
  firstPublished: minute(0),
  firstSeen: minute(1),
  lastSeen: minute(2),
  medoid: 'a1',
  members: ['a1', 'a2', 'a3', 'a4'],
  ...change,
})

/**
 * The station on embedded stores in a folder that outlives it: `restart` is a stop and a new start on the same files. Its clock stands until it is set, unless
 * one is given: then channels live by it as well.
 */
export async function openRiver(
  settings: Office,
  given?: Pick<Clock, 'now'>,
  secretOf: (name: string) => string | undefined = () => undefined,
) {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-router-'))
  let now = Date.parse(minute(3))
  let running: { context: ServiceContext; service: RunningService; stop(): Promise<void> } = await start()

  async function start() {
    const eventLog = openEmbeddedEventLog({ file: join(folder, 'log.db'), logger: silentLogger })
    await eventLog.ensureTopics(allTopics())
    const recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
    const clock = given ?? { now: () => now }
    const context = { eventLog, recordStore, office: settings, clock, logger: silentLogger, metrics: createMetrics() }
    const service = await startAlertRouter(context, { secretOf, ...(given && { wall: given }) })
    const relay = startOutboxRelay(recordStore, eventLog, silentLogger)
    const stop = async () => {
      await service.stop(5_000)
      await relay.stop()
      await eventLog.close()
      await recordStore.close()
    }
    return { context, service, stop }
  }

  async function publish(bodies: readonly Topic[], at: Instant, live: boolean): Promise<void> {
    const messages = bodies.map((body) => {
      const { topic: key, version } = body
      const cause = `cause-${key}-${version}`
      const event = { station: 'topic-detector', key, at, cause, ordinal: 0, trace: 'a1', live, body } as const
      return { key, value: encode(makeEvent({ type: 'topic.changed', ...event })) }
    })
    await running.context.eventLog.publish(topicOf('topic.changed'), messages)
  }

  return {
    records: () => running.context.recordStore.records,
    store: () => running.context.recordStore,
    log: () => running.context.eventLog,
    setMinute: (n: number) => void (now = Date.parse(minute(n))),
    async restart() {
      await running.stop()
      running = await start()
    },
    /** Publishes `topic.changed` as the topic detector would, at minute `at`; the same topic version has the same event id. */
    tell: (body: Topic, at: number, live = true) => publish([body], minute(at), live),
    tellMany: (bodies: readonly Topic[], at: Instant) => publish(bodies, at, true),
    /** A commit that means nothing, so that whoever waits for one looks again. */
    nudge: () =>
      running.context.recordStore.transaction((records) =>
        records.feed.append([{ kind: 'source', id: 'none', at: minute(0), body: null }]),
      ),
    /** Everything told so far has been handled. */
    settled: () =>
      until(async () => (await running.context.eventLog.lag('alert-router')).every(({ lag }) => lag === 0)),
    async close() {
      await running.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function until<T>(look: () => Promise<T | null | false> | T | null | false, ms = 10_000): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const value = await look()
    if (value !== null && value !== false) return value
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
