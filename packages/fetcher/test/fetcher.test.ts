import { setTimeout as wait } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib'
import { silentLogger, unwrap } from '@guanlan/kernel'
import { afterEach, describe, expect, it } from 'vitest'
import { createFetcher, type Fetcher, type FetcherParts, type FetcherSettings } from '../src/index.js'
import {
  endless,
  gzipBomb,
  redirect,
  silent,
  slowLoris,
  startFakeWeb,
  text,
  wrongLength,
  type FakeWeb,
  type Page,
} from '@guanlan/testkit'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close()
})

async function web(pages: Record<string, Page>): Promise<FakeWeb> {
  const started = await startFakeWeb(pages)
  cleanUp.push(() => started.close())
  return started
}

function fetcherFor(
  hosts: string[],
  settings: Partial<FetcherSettings> = {},
  parts: Partial<FetcherParts> = {},
): Fetcher {
  const fetcher = createFetcher(
    {
      agent: 'TestBot/1.0 (+http://example.org)',
      allow_private: hosts,
      ports: [80, 443],
      maxBytes: 1_000_000,
      connectTimeout: 1_500,
      firstByteTimeout: 1_500,
      totalTimeout: 2_500,
      maxRedirects: 3,
      hostDelay: 0,
      concurrency: 4,
      ...settings,
    },
    { logger: silentLogger, ...parts },
  )
  cleanUp.push(() => fetcher.close())
  return fetcher
}

const codeOf = (result: Awaited<ReturnType<Fetcher['fetch']>>) => (result.ok ? 'ok' : result.error.code)
const bodyOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('fetch', () => {
  it('gives body, type and validators, and says who asks', async () => {
    const site = await web({ '/a': text('水', { etag: '"1"', 'last-modified': 'Mon, 16 Nov 2026 00:35:00 GMT' }) })
    const result = unwrap(await fetcherFor([site.host]).fetch(`${site.origin}/a#part`))
    expect(result).toMatchObject({
      status: 200,
      notModified: false,
      contentType: 'text/html',
      etag: '"1"',
      url: `${site.origin}/a`,
    })
    expect(bodyOf(result.bytes)).toBe('水')
    expect(site.headers[0]).toMatchObject({ 'user-agent': 'TestBot/1.0 (+http://example.org)' })
  })

  it('asks with the validators of last time and understands 304', async () => {
    const site = await web({
      '/a': (request, response) =>
        void response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 200).end(),
    })
    const result = unwrap(await fetcherFor([site.host]).fetch(`${site.origin}/a`, { etag: '"1"' }))
    expect(result).toMatchObject({ status: 304, notModified: true })
  })

  it.each([
    ['gzip', gzipSync('水')],
    ['br', brotliCompressSync('水')],
    ['deflate', deflateRawSync('水')],
    ['gzip', Buffer.from('水')],
  ])('unpacks %s', async (encoding, packed) => {
    const site = await web({
      '/a': (_, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(packed),
    })
    expect(bodyOf(unwrap(await fetcherFor([site.host]).fetch(`${site.origin}/a`)).bytes)).toBe('水')
  })

  it.each<[string, Page, string]>([
    ['a gzip bomb', gzipBomb, 'fetch_too_large'],
    ['an endless answer', endless, 'fetch_too_large'],
    ['a slow loris', slowLoris, 'fetch_timeout'],
    ['a server that says nothing', silent, 'fetch_timeout'],
    ['a body shorter than promised', wrongLength, 'connect_failed'],
    [
      'a torn gzip',
      (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('水'.repeat(500)).subarray(0, 20)),
      'connect_failed',
    ],
    [
      'an unknown encoding',
      (_, response) => void response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
      'connect_failed',
    ],
    [
      'a header without end',
      (_, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end(),
      'connect_failed',
    ],
    ['a redirect to itself', redirect('/trap'), 'too_many_redirects'],
    ['a redirect to an unlisted loopback address', redirect('http://127.0.0.1:1/'), 'address_refused'],
    ['a redirect to another spelling of it', redirect('http://0x7f.1/'), 'address_refused'],
    ['a redirect to a file', redirect('file:///etc/passwd'), 'address_refused'],
    ['a redirect with credentials', redirect('http://a:b@example.com/'), 'address_refused'],
    ['a missing page', (_, response) => void response.writeHead(404).end(), 'http_status'],
  ])('survives %s', async (_, page, code) => {
    const site = await web({ '/trap': page, '/fine': text('ok') })
    const fetcher = fetcherFor([site.host])
    expect(codeOf(await fetcher.fetch(`${site.origin}/trap`))).toBe(code)
    expect(codeOf(await fetcher.fetch(`${site.origin}/fine`))).toBe('ok')
  })

  it('tells status and Retry-After of an answer that is none', async () => {
    const site = await web({ '/a': (_, response) => void response.writeHead(429, { 'retry-after': '120' }).end() })
    const result = await fetcherFor([site.host]).fetch(`${site.origin}/a`)
    expect(result).toMatchObject({ ok: false, error: { details: { status: 429, retryAfterMs: 120_000 } } })
  })

  it('refuses an unlisted private address before any connection', async () => {
    const site = await web({ '/a': text('secret') })
    expect(codeOf(await fetcherFor([]).fetch(`${site.origin}/a`))).toBe('address_refused')
    expect(site.requests).toEqual([])
  })

  it('refuses a name that resolves to a private address, in the lookup that the connection uses', async () => {
    const resolve: FetcherParts['resolve'] = (_, done) =>
      done(null, [
        { address: '114.114.114.114', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ])
    expect(codeOf(await fetcherFor([], {}, { resolve }).fetch('http://rebind.example.org/'))).toBe('address_refused')
  })

  it('connects to where a listed name points', async () => {
    const site = await web({ '/a': text('内网') })
    const port = site.host.split(':')[1] ?? ''
    const resolve: FetcherParts['resolve'] = (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }])
    const fetcher = fetcherFor([`intra.example:${port}`], {}, { resolve })
    expect(bodyOf(unwrap(await fetcher.fetch(`http://intra.example:${port}/a`)).bytes)).toBe('内网')
  })

  it('tells a name that does not exist from a port where nobody listens', async () => {
    const resolve: FetcherParts['resolve'] = (_, done) =>
      done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
    expect(codeOf(await fetcherFor([], {}, { resolve }).fetch('http://nobody.example.org/'))).toBe('dns_failed')
    expect(codeOf(await fetcherFor(['127.0.0.1:1']).fetch('http://127.0.0.1:1/'))).toBe('connect_failed')
  })
})

describe('robots.txt', () => {
  it('is asked first and obeyed, also on hosts of allow_private', async () => {
    const site = await web({
      '/robots.txt': text('User-agent: testbot\nDisallow: /no'),
      '/no': text('x'),
      '/yes': text('y'),
    })
    const fetcher = fetcherFor([site.host])
    expect(await fetcher.fetch(`${site.origin}/no`)).toMatchObject({
      error: { code: 'robots_disallowed', details: { rule: 'Disallow: /no' } },
    })
    expect(codeOf(await fetcher.fetch(`${site.origin}/yes`))).toBe('ok')
    expect(site.requests).toEqual(['/yes'])
  })

  it('forbids everything while its server is ill', async () => {
    const site = await web({ '/robots.txt': (_, response) => void response.writeHead(500).end(), '/a': text('x') })
    expect(codeOf(await fetcherFor([site.host]).fetch(`${site.origin}/a`))).toBe('robots_disallowed')
  })

  it('is judged on the host that a redirect leads to', async () => {
    const other = await web({ '/robots.txt': text('User-agent: *\nDisallow: /'), '/b': text('x') })
    const site = await web({ '/a': redirect(`${other.origin}/b`) })
    expect(codeOf(await fetcherFor([site.host, other.host]).fetch(`${site.origin}/a`))).toBe('robots_disallowed')
  })

  it('stretches the delay between two requests when it asks for more', async () => {
    const times: number[] = []
    const page: Page = (_, response) => {
      times.push(performance.now())
      response.end('x')
    }
    const site = await web({ '/robots.txt': text('User-agent: *\nCrawl-delay: 0.3'), '/a': page })
    const fetcher = fetcherFor([site.host])
    await Promise.all([fetcher.fetch(`${site.origin}/a`), fetcher.fetch(`${site.origin}/a`)])
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(250)
  })
})

describe('politeness', () => {
  it('asks one host one thing at a time, with the delay between, while other hosts go on', async () => {
    const times: number[] = []
    const page: Page = (_, response) => {
      times.push(performance.now())
      response.end('x')
    }
    const slow = await web({ '/a': page })
    const other = await web({ '/b': text('y') })
    const fetcher = fetcherFor([slow.host, other.host])
    const started = performance.now()
    const all = Promise.all([1, 2, 3].map(() => fetcher.fetch(`${slow.origin}/a`, { hostDelay: 200 })))
    await fetcher.fetch(`${other.origin}/b`)
    expect(performance.now() - started).toBeLessThan(190)
    await all
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(150)
  })

  it('gives up waiting when it is told to, and the line goes on', async () => {
    const site = await web({ '/slow': slowLoris, '/a': text('x') })
    const fetcher = fetcherFor([site.host])
    const first = fetcher.fetch(`${site.origin}/slow`)
    const stop = new AbortController()
    const second = fetcher.fetch(`${site.origin}/a`, { signal: stop.signal })
    const third = fetcher.fetch(`${site.origin}/a`)
    stop.abort()
    expect(codeOf(await second)).toBe('shutting_down')
    expect([codeOf(await first), codeOf(await third)]).toEqual(['fetch_timeout', 'ok'])
  })

  it('calls a request that was broken off on the way broken off, not failed', async () => {
    const site = await web({ '/a': silent })
    const stop = new AbortController()
    const running = fetcherFor([site.host]).fetch(`${site.origin}/a`, { signal: stop.signal })
    await wait(50)
    stop.abort()
    expect(codeOf(await running)).toBe('shutting_down')
  })

  it('ends what is running when it is closed', async () => {
    const site = await web({ '/a': silent })
    const fetcher = fetcherFor([site.host])
    const running = fetcher.fetch(`${site.origin}/a`)
    await wait(50)
    await fetcher.close()
    expect(codeOf(await running)).toBe('shutting_down')
  })
})
