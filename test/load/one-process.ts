import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { freshFolder, startGuanlan, until, type GuanlanProcess } from '@guanlan/testkit'
import { articleText } from './articles.js'

const TOTAL = Number(process.env['GUANLAN_BENCH_ARTICLES'] ?? 20_000)
const FEEDS = 20
const FEED_ITEMS = 60
const PUSH_BATCH = 200
const LATENCY_PROBES = 100

/** Feeds that show 60 items each, the next 60 at every visit, until their share is told. */
async function serveFeeds(perFeed: number): Promise<{ address: string; close(): void }> {
  const told = Array.from({ length: FEEDS }, () => 0)
  const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const server = createServer((request, response) => {
    const feed = Number(/^\/feed\/(\d+)$/.exec(request.url ?? '')?.[1] ?? -1)
    const from = told[feed]
    if (from === undefined) {
      response.statusCode = 404
      response.end()
      return
    }
    const until = Math.min(from + FEED_ITEMS, perFeed)
    told[feed] = until
    const items = Array.from({ length: Math.max(until - from, 0) }, (_, i) => {
      // Even numbers are the feeds', odd ones are pushed.
      const n = 2 * (feed * perFeed + from + i)
      const { title, body } = articleText(n)
      return `<item><guid isPermaLink="false">n${n}</guid><title>${escape(title)}</title><pubDate>${new Date().toUTCString()}</pubDate><description>${escape(body)}</description></item>`
    })
    response.setHeader('content-type', 'application/rss+xml; charset=utf-8')
    response.end(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>f</title><link>/</link><description>f</description>${items.join('')}</channel></rss>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void (server.closeAllConnections(), server.close()),
  }
}

async function push(guanlan: GuanlanProcess, items: readonly object[]): Promise<void> {
  for (;;) {
    const { status } = await guanlan.post('/api/v1/items', { items })
    if (status < 300) return
    if (status !== 429 && status !== 503) throw new Error(`push answered ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Sum of a counter or histogram sum by one label, from /metrics. */
function byLabel(metrics: string, name: string, label: string): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const [, labels = '', value] of metrics.matchAll(new RegExp(`^${name}\\{([^}]*)\\} ([\\d.e+-]+)$`, 'gm'))) {
    const key = new RegExp(`${label}="([^"]*)"`).exec(labels)?.[1]
    if (key) sums[key] = (sums[key] ?? 0) + Number(value)
  }
  return sums
}

const metricsOf = async (guanlan: GuanlanProcess): Promise<string> =>
  (await fetch(new URL('/metrics', guanlan.url))).text()

/** CPU seconds of the whole process so far, all its threads; the load comes from another process and is not in it. */
const cpuSeconds = (metrics: string): number => Number(/^process_cpu_seconds_total (\S+)$/m.exec(metrics)?.[1])

const percentile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? Number.NaN

/** Sends one more voice of a story that has an alert, and waits until the live stream tells of it. */
async function latencies(guanlan: GuanlanProcess): Promise<number[]> {
  let told: (at: number) => void = () => undefined
  const abort = new AbortController()
  const { lastEventId } = await guanlan.get<{ lastEventId: number }>('/api/v1/status')
  const stream = await fetch(new URL(`/api/v1/events?after=${lastEventId}`, guanlan.url), { signal: abort.signal })
  const reading = (async () => {
    let buffer = ''
    const decoder = new TextDecoder()
    for await (const chunk of stream.body ?? []) {
      buffer += decoder.decode(chunk as Uint8Array, { stream: true })
      const blocks = buffer.split('\n\n')
      buffer = blocks.pop() ?? ''
      if (blocks.some((block) => /^event: alert$/m.test(block))) told(performance.now())
    }
  })().catch(() => undefined)
  const times: number[] = []
  for (let i = 0; i < LATENCY_PROBES; i += 1) {
    const seen = new Promise<number>((resolve) => {
      told = resolve
    })
    const text = `云栖苑工地脚手架坍塌，已有3人死亡、5人被困。我是现场工友${i}号，第${i * 37}天没有安全培训，要求彻查。`
    const sent = performance.now()
    await push(guanlan, [
      {
        id: `probe-${i}`,
        source: 'bench-push',
        title: `云栖苑工地坍塌，工友${i}号说现场情况`,
        body: text,
        author: `工友${i}`,
        published: new Date().toISOString(),
      },
    ])
    const at = await Promise.race([
      seen,
      new Promise<number>((resolve) => setTimeout(() => resolve(Number.NaN), 5_000)),
    ])
    times.push(at - sent)
    // The rest of what this probe caused passes before the next one is sent.
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  abort.abort()
  await reading
  return times.filter((ms) => Number.isFinite(ms))
}

/** Whole process: half pushed in batches, half from feeds; then single urgent items for the way to the screen. */
export async function benchOneProcess(): Promise<unknown> {
  const perFeed = Math.ceil(TOTAL / 2 / FEEDS)
  const feeds = await serveFeeds(perFeed)
  const folder = await freshFolder('bench')
  const config = await freshFolder('bench-config')
  mkdirSync(join(config.path, 'sources'))
  writeFileSync(
    join(config.path, 'sources/bench.yaml'),
    JSON.stringify([
      { id: 'bench-push', name: 'Push', kind: 'push', tier: 'forum', place: '330681' },
      ...Array.from({ length: FEEDS }, (_, i) => ({
        id: `bench-feed-${i}`,
        name: `Feed ${i}`,
        kind: 'feed',
        url: `http://${feeds.address}/feed/${i}`,
        every: '1s',
        hostDelay: '1ms',
        place: '330681',
      })),
    ]),
  )
  writeFileSync(join(config.path, 'fetcher.yaml'), JSON.stringify({ allow_private: [feeds.address], concurrency: 16 }))
  const guanlan = await startGuanlan({ data: folder.path, args: ['--sample', 'off', '--config', config.path] })
  try {
    // Starting reads dictionaries and compiles the catalogue: seconds of CPU that no article costs.
    const cpuAtStart = cpuSeconds(await metricsOf(guanlan))
    const started = performance.now()
    const pushed = TOTAL / 2
    for (let i = 0; i < pushed; i += PUSH_BATCH) {
      const items = Array.from({ length: Math.min(PUSH_BATCH, pushed - i) }, (_, j) => {
        const n = 2 * (i + j) + 1
        // Odd numbers are never a multiple of ten: pushed items shift by nine to get their tenth.
        const { title, body } = articleText((i + j) % 10 === 0 ? n + 9 + TOTAL * 10 : n)
        return { id: `p${n}`, source: 'bench-push', title, body, published: new Date().toISOString() }
      })
      await push(guanlan, items)
    }
    const expected = pushed + perFeed * FEEDS
    await until(
      'all articles to be searchable',
      async () => (await guanlan.get<{ total: number }>('/api/v1/search?limit=1')).total >= expected,
      300_000,
    )
    const seconds = (performance.now() - started) / 1_000
    const metrics = await metricsOf(guanlan)
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const times = await latencies(guanlan)
    const rss = /^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]
    const cpu = cpuSeconds(metrics)
    return {
      cores: cpus().length,
      articles: expected,
      bytes_each: Math.round(Buffer.byteLength(articleText(1).title + articleText(1).body)),
      seconds: Number(seconds.toFixed(2)),
      articles_per_second: Math.round(expected / seconds),
      to_screen_ms: {
        probes: LATENCY_PROBES,
        seen: times.length,
        p50: Math.round(percentile(times, 0.5)),
        p99: Math.round(percentile(times, 0.99)),
      },
      rss_mb: Math.round(Number(rss) / 1e6),
      cpu_seconds: { start: Number(cpuAtStart.toFixed(1)), articles: Number((cpu - cpuAtStart).toFixed(1)) },
      cpu_ms_per_article: Number((((cpu - cpuAtStart) / expected) * 1_000).toFixed(2)),
      seconds_in_stations: Object.fromEntries(
        Object.entries(byLabel(metrics, 'guanlan_batch_seconds_sum', 'station')).map(([station, s]) => [
          station,
          Number(s.toFixed(2)),
        ]),
      ),
    }
  } finally {
    await guanlan.kill()
    feeds.close()
    await folder.remove()
    await config.remove()
  }
}
