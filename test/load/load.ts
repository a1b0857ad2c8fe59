import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { GuanlanProcess } from '@guanlan/testkit'
import { articleText } from './articles.js'

/** The load of every shape: half pushed in batches, half from feeds. */
export const TOTAL = Number(process.env['GUANLAN_BENCH_ARTICLES'] ?? 20_000)
const FEEDS = 20
const FEED_ITEMS = 60
const PUSH_BATCH = 200

/** What a bench asks of the product, whatever shape it has. */
export type Product = Pick<GuanlanProcess, 'url' | 'get' | 'post'>

/** Articles that come from feeds: an equal share of each. */
const perFeed = Math.ceil(TOTAL / 2 / FEEDS)
/** All articles of the load. */
export const expected = TOTAL / 2 + perFeed * FEEDS

/** Bytes of one article of the load, title and body in UTF-8. */
export const bytesEach = Buffer.byteLength(articleText(1).title + articleText(1).body)

/**
 * Feeds that show 60 items each, the next 60 when what was shown last has been kept: the ETag that the crawler saves with a visit says
 * how far it has come, so that a visit that failed is told the same again. Nothing is told before `open`.
 */
export async function serveFeeds(): Promise<{ address: string; open(): void; close(): void }> {
  let opened = false
  const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const server = createServer((request, response) => {
    const feed = Number(/^\/feed\/(\d+)$/.exec(request.url ?? '')?.[1] ?? FEEDS)
    if (feed >= FEEDS) {
      response.statusCode = 404
      response.end()
      return
    }
    const from = Number(/\d+/.exec(request.headers['if-none-match'] ?? '')?.[0] ?? 0)
    if (from >= perFeed || !opened) {
      response.statusCode = 304
      response.end()
      return
    }
    const until = Math.min(from + FEED_ITEMS, perFeed)
    const items = Array.from({ length: until - from }, (_, i) => {
      // Even numbers are the feeds', odd ones are pushed.
      const n = 2 * (feed * perFeed + from + i)
      const { title, body } = articleText(n)
      return `<item><guid isPermaLink="false">n${n}</guid><title>${escape(title)}</title><pubDate>${new Date().toUTCString()}</pubDate><description>${escape(body)}</description></item>`
    })
    response.setHeader('etag', `"${until}"`)
    response.setHeader('content-type', 'application/rss+xml; charset=utf-8')
    response.end(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>f</title><link>/</link><description>f</description>${items.join('')}</channel></rss>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: () => {
      opened = true
    },
    close: () => void (server.closeAllConnections(), server.close()),
  }
}

/** Writes the office of the bench: one source that is pushed, and the feeds. */
export function writeOffice(folder: string, feeds: string): void {
  mkdirSync(join(folder, 'sources'))
  writeFileSync(
    join(folder, 'sources/bench.yaml'),
    JSON.stringify([
      { id: 'bench-push', name: 'Push', kind: 'push', tier: 'forum', place: '330681' },
      ...Array.from({ length: FEEDS }, (_, i) => ({
        id: `bench-feed-${i}`,
        name: `Feed ${i}`,
        kind: 'feed',
        url: `http://${feeds}/feed/${i}`,
        every: '1s',
        hostDelay: '1ms',
        place: '330681',
      })),
    ]),
  )
  writeFileSync(join(folder, 'fetcher.yaml'), JSON.stringify({ allow_private: [feeds], concurrency: 16 }))
}

/** Pushes until it is taken: an api that is full or starting is asked again. */
export async function push(product: Product, items: readonly object[]): Promise<void> {
  for (;;) {
    const { status } = await product.post('/api/v1/items', { items })
    if (status < 300) return
    if (status !== 429 && status !== 503) throw new Error(`push answered ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Pushed article number `i`; one in ten is about a matter. */
export function pushedItem(i: number): object {
  const n = 2 * i + 1
  // Odd numbers are never a multiple of ten: pushed items shift by nine to get their tenth.
  const { title, body } = articleText(i % 10 === 0 ? n + 9 + TOTAL * 10 : n)
  return { id: `p${n}`, source: 'bench-push', title, body, published: new Date().toISOString() }
}

/** Pushes the pushed half, batch by batch. */
export async function pushHalf(product: Product): Promise<void> {
  for (let i = 0; i < TOTAL / 2; i += PUSH_BATCH)
    await push(
      product,
      Array.from({ length: Math.min(PUSH_BATCH, TOTAL / 2 - i) }, (_, j) => pushedItem(i + j)),
    )
}

/** Between two looks whether all can be found: each is a search that the machine has to do beside the load. */
const LOOK_MS = 250

/** Waits until as many articles as the load has can be found. */
export async function allSearchable(product: Product, patienceMs: number): Promise<void> {
  for (const end = performance.now() + patienceMs; ;) {
    const found = await searchable(product)
    if (found >= expected) return
    if (performance.now() > end) throw new Error(`${found} of ${expected} articles searchable after ${patienceMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Articles that can be found. */
export const searchable = async (product: Product): Promise<number> =>
  (await product.get<{ total: number }>('/api/v1/search?limit=1')).total
