import { existsSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allTopics, events as flowEvents } from '@guanlan/contracts'
import { dropDatabase, freshFolder, makeStorage, startSplit, type Split } from '@guanlan/testkit'
import { catchUp } from './catch-up.js'
import {
  allSearchable,
  bytesEach,
  expected,
  pushHalf,
  searchable,
  serveFeeds,
  writeOffice,
  type Product,
} from './load.js'
import { batchesOfStations, metricsOf, secondsInStations } from './metrics.js'
import { dropIndices, openServers, serverPids, storeFigures, type StoreFigures } from './split-servers.js'
import { toScreen } from './to-screen.js'
import { usageOf, type Usage } from './usage.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Long enough for the polls and heartbeats of an idle river to show. */
const IDLE_MS = 10_000
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const round = (value: number, digits = 3): number => Number(value.toFixed(digits))

/** Progress: standard output holds the JSON alone. */
const tell = (line: string): void => void process.stderr.write(`${line}\n`)

/** Every service as a process of its own on real servers: the same load as one process, then the way back after an outage. */
export async function benchSplit(): Promise<unknown> {
  if (!existsSync(join(ROOT, 'services/api/dist/main.js'))) throw new Error('not built yet: run `npm run build` first')
  const servers = await openServers(tell)
  const feeds = await serveFeeds()
  const folder = await freshFolder('bench-split')
  const config = await freshFolder('bench-config')
  let storage: Record<string, string> = {}
  let split: Split | null = null
  try {
    writeOffice(config.path, feeds.address)
    storage = await makeStorage(folder.path, servers)
    split = await startSplit({
      env: { ...storage, GUANLAN_CONFIG: config.path, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn' },
      logs: join(ROOT, 'build/bench-split-logs'),
      patienceMs: 300_000,
    })
    tell('all services ready')
    return { servers: servers.whose, ...(await measure(split, storage, serverPids(servers), feeds.open)) }
  } finally {
    await split?.kill()
    feeds.close()
    if (servers.whose === 'environment' && storage['DATABASE_URL']) {
      await dropDatabase(storage['DATABASE_URL'])
      await dropIndices(servers.elasticsearchUrl, storage['GUANLAN_NAMESPACE'] ?? '')
    }
    await servers.close()
    await folder.remove()
    await config.remove()
  }
}

async function measure(
  split: Split,
  storage: Readonly<Record<string, string>>,
  pids: Record<string, number>,
  openFeeds: () => void,
) {
  const product = productOf(split)
  const names = Object.keys(flowEvents)
  const look = (): Record<string, Usage> =>
    Object.fromEntries(
      [
        ...split.processes.map((one) => [one.name, one.pid() ?? 0] as const),
        ...Object.entries(pids).map(([name, pid]) => [`server:${name}`, pid] as const),
      ].flatMap(([name, pid]) => {
        const usage = usageOf(pid)
        return usage ? [[name, usage] as const] : []
      }),
    )
  const figures = () => storeFigures(storage, pids, names)

  const storesBefore = await figures()
  const usageBefore = look()
  tell(`pushing ${expected / 2} articles, ${expected / 2} in feeds`)
  const started = performance.now()
  openFeeds()
  await pushHalf(product)
  const pushedAfter = (performance.now() - started) / 1_000
  await allSearchable(product, 900_000)
  const seconds = (performance.now() - started) / 1_000
  const usageAfter = look()
  tell(`all searchable after ${seconds.toFixed(1)} s; at rest, then the way to the screen`)
  const texts = await Promise.all(split.processes.map(async (one) => [one.name, await metricsOf(one.url())] as const))
  await pause(3_000)
  const storesAfter = await figures()
  const idleFrom = look()
  await pause(IDLE_MS)
  const idleTo = look()
  const screen = await toScreen(product)
  tell('the way back after an outage')
  const classifier = split.process('classifier-1')
  const back = await catchUp(() => product, {
    name: classifier.name,
    before: await searchable(product),
    perSecond: expected / seconds,
    stop: () => classifier.kill({ forGood: true }),
    start: () => classifier.start(),
  })
  const processes = Object.entries(usageAfter).map(([name, after]) => {
    const cpu = after.cpuSeconds - (usageBefore[name]?.cpuSeconds ?? 0)
    const idle = ((idleTo[name]?.cpuSeconds ?? 0) - (idleFrom[name]?.cpuSeconds ?? 0)) / (IDLE_MS / 1_000)
    return [
      name,
      {
        rss_mb: after.rssMb,
        cpu_seconds: round(cpu, 1),
        cpu_ms_per_article: round((cpu * 1_000) / expected),
        idle_cores: round(idle),
      },
    ] as const
  })
  const total = processes.reduce((sum, [, one]) => sum + one.cpu_seconds, 0)
  return {
    cores: cpus().length,
    load_average: round(loadavg()[0] ?? 0, 1),
    articles: expected,
    bytes_each: bytesEach,
    seconds: round(seconds, 2),
    articles_per_second: Math.round(expected / seconds),
    seconds_pushing: round(pushedAfter, 2),
    cpu_seconds: round(total, 1),
    cpu_ms_per_article: round((total * 1_000) / expected, 2),
    to_screen_ms: screen,
    catch_up: back,
    processes: Object.fromEntries(processes),
    seconds_in_stations: Object.assign({}, ...texts.map(([, text]) => secondsInStations(text))) as object,
    batches_of_stations: Object.assign({}, ...texts.map(([, text]) => batchesOfStations(text))) as object,
    stores: perArticle(storesBefore, storesAfter),
    partitions: Object.fromEntries(
      allTopics().flatMap(({ name, partitions }) => (partitions > 1 ? [[name, partitions]] : [])),
    ),
  }
}

/** What one article of the load left in the stores. Figures of the write-ahead log are those of the whole server. */
function perArticle(before: StoreFigures, after: StoreFigures) {
  const each = (from: number, to: number, digits = 0) => round((to - from) / expected, digits)
  const { log } = after
  return {
    postgres_transactions_per_article: each(before.database.transactions, after.database.transactions, 4),
    postgres_bytes_per_article: each(before.database.bytes, after.database.bytes),
    postgres_wal_bytes_per_article: each(before.database.walBytes, after.database.walBytes),
    kafka_bytes_per_article:
      log === null
        ? null
        : Object.fromEntries(
            Object.entries(log).map(([event, bytes]) => [event, each(before.log?.[event] ?? 0, bytes)]),
          ),
    search_bytes_per_document: Math.round(after.search.bytes / Math.max(1, after.search.documents)),
  }
}

/** The api of a split shape, asked like one process. */
function productOf(split: Split): Product {
  return {
    get url() {
      return split.url()
    },
    async get<T>(path: string): Promise<T> {
      const response = await fetch(new URL(path, split.url()))
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    async post(path, body) {
      const response = await fetch(new URL(path, split.url()), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const text = await response.text()
      return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null }
    },
  }
}
