import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { freshFolder, startGuanlan } from '@guanlan/testkit'
import { cpuSeconds, gauge, metricsOf } from './metrics.js'

const SOURCES = Number(process.env['GUANLAN_BENCH_SOURCES'] ?? 1_000)
const SECONDS = Number(process.env['GUANLAN_BENCH_SECONDS'] ?? 300)
/** How often each source is asked. */
const EVERY_SECONDS = 60
/** The first round, in which all are due at once, is a start and not a habit. */
const SETTLE_SECONDS = EVERY_SECONDS + 15
const LOOK_SECONDS = 10

/**
 * A thousand sources, each a host of its own (127.0.x.y): feeds that say something new every tenth time, some slow, some broken, some dead,
 * asked once a minute by one process. How late visits begin, and whether memory grows.
 */
export async function benchSources(): Promise<unknown> {
  const web = await serveHosts()
  const folder = await freshFolder('bench-sources')
  const config = await freshFolder('bench-sources-config')
  writeOffice(config.path, web.port)
  const guanlan = await startGuanlan({
    data: folder.path,
    args: ['--sample', 'off', '--config', config.path],
    shape: 'one',
  })
  try {
    await sleep(SETTLE_SECONDS)
    const before = await metricsOf(guanlan.url)
    const asked = web.requests()
    const heaps: number[] = []
    const cpu = cpuSeconds(before)
    for (let second = 0; second < SECONDS; second += LOOK_SECONDS) {
      await sleep(LOOK_SECONDS)
      heaps.push(gauge(await metricsOf(guanlan.url), 'nodejs_heap_size_used_bytes') / 1e6)
    }
    const after = await metricsOf(guanlan.url)
    const third = Math.max(1, Math.floor(heaps.length / 3))
    // What is left after a collection: the least of a third of the time.
    const [early, late] = [Math.min(...heaps.slice(0, third)), Math.min(...heaps.slice(-third))]
    return {
      cores: cpus().length,
      load_average: Number((loadavg()[0] ?? 0).toFixed(1)),
      sources: SOURCES,
      every_seconds: EVERY_SECONDS,
      seconds: SECONDS,
      requests_per_second: Number(((web.requests() - asked) / SECONDS).toFixed(1)),
      late_seconds: lateness(before, after),
      cpu_cores: Number(((cpuSeconds(after) - cpu) / SECONDS).toFixed(2)),
      rss_mb: Math.round(gauge(after, 'process_resident_memory_bytes') / 1e6),
      heap_mb: { early: Number(early.toFixed(1)), late: Number(late.toFixed(1)) },
      heap_growth: Number(((late - early) / early).toFixed(3)),
    }
  } finally {
    await guanlan.kill()
    web.close()
    await folder.remove()
    await config.remove()
  }
}

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1_000))

const address = (i: number): string => `127.0.${1 + (i >> 8)}.${i & 255}`

/** One server behind all addresses. By number: 2 % dead (reset), 2 % answer 500, 2 % take three seconds, the others are well. */
async function serveHosts(): Promise<{ port: number; requests(): number; close(): void }> {
  let requests = 0
  const times = new Map<string, number>()
  const feed = (host: string, response: ServerResponse, known: string | undefined): void => {
    const time = (times.get(host) ?? 0) + 1
    times.set(host, time)
    const edition = Math.floor(time / 10)
    const etag = `"${edition}"`
    if (known === etag) return void response.writeHead(304).end()
    const items = [0, 1, 2, 3, 4].map((back) => {
      const n = edition - back
      return `<item><guid isPermaLink="false">${host}-${n}</guid><title>${host} 第${n}期简报</title><pubDate>${new Date().toUTCString()}</pubDate><description>本期刊登文化活动安排与图书馆开放时间，欢迎市民届时前往参加，具体时间以现场公告为准。</description></item>`
    })
    response.writeHead(200, { 'content-type': 'application/rss+xml', etag })
    response.end(`<rss version="2.0"><channel><title>${host}</title>${items.join('')}</channel></rss>`)
  }
  const server = createServer((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(404).end()
    requests += 1
    const host = request.headers.host ?? ''
    const [, , third = 0, last = 0] = (host.split(':')[0] ?? '').split('.').map(Number)
    const kind = ((third - 1) * 256 + last) % 50
    if (kind === 0) return void request.socket.destroy()
    if (kind === 1) return void response.writeHead(500).end()
    const known = request.headers['if-none-match']
    if (kind === 2) setTimeout(() => feed(host, response, known), 3_000)
    else feed(host, response, known)
  })
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.address() as AddressInfo
  return { port, requests: () => requests, close: () => void (server.closeAllConnections(), server.close()) }
}

function writeOffice(folder: string, port: number): void {
  mkdirSync(join(folder, 'sources'))
  const sources = Array.from({ length: SOURCES }, (_, i) => ({
    id: `source-${i}`,
    name: `来源 ${i}`,
    kind: 'feed',
    url: `http://${address(i)}:${port}/feed.xml`,
    every: `${EVERY_SECONDS}s`,
    hostDelay: '1s',
    place: '330681',
  }))
  writeFileSync(join(folder, 'sources/bench.yaml'), JSON.stringify(sources))
  const hosts = sources.map((_, i) => `${address(i)}:${port}`)
  writeFileSync(join(folder, 'fetcher.yaml'), JSON.stringify({ allow_private: hosts }))
}

/** Visits between two scrapes, and the bucket below which half and 99 % of them began, seconds after they were due. */
function lateness(before: string, after: string): { visits: number; p50: number | null; p99: number | null } {
  const name = 'guanlan_visit_late_seconds'
  const counts = (metrics: string): Map<number, number> =>
    new Map(
      [...metrics.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)$`, 'gm'))].map(([, le, count]) => [
        le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le),
        Number(count),
      ]),
    )
  const [old, now] = [counts(before), counts(after)]
  const within = [...now].map(([le, count]) => [le, count - (old.get(le) ?? 0)] as const).sort((a, b) => a[0] - b[0])
  const visits = within.at(-1)?.[1] ?? 0
  const below = (share: number): number | null => {
    const le = within.find(([, count]) => count >= visits * share)?.[0]
    return le !== undefined && Number.isFinite(le) ? le : null
  }
  return { visits, p50: below(0.5), p99: below(0.99) }
}
