import { gzipSync } from 'node:zlib'
import { HOUR } from '@guanlan/kernel'
import { gzipBomb, text, type Page } from '@guanlan/testkit'
import { describe, expect, it } from 'vitest'
import { openDesk, startWeb } from './harness.js'

interface Entry {
  readonly path: string
  readonly lastmod?: string
  readonly news?: string
}
const urlset = (entries: readonly Entry[]) =>
  `<urlset>${entries
    .map(
      ({ path, lastmod, news }) =>
        `<url><loc>${path}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}${news ? `<news:news><news:title>题</news:title><news:publication_date>${news}</news:publication_date></news:news>` : ''}</url>`,
    )
    .join('')}</urlset>`
const index = (entries: readonly Entry[]) =>
  `<sitemapindex>${entries.map(({ path, lastmod }) => `<sitemap><loc>${path}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</sitemap>`).join('')}</sitemapindex>`

const article: Page = (request, response) =>
  void response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<h1>消息${request.url}</h1><div class="b">消息${request.url}的正文。</div>`)
/** A page that says what `of` says at that moment. */
const live =
  (of: () => string | Buffer): Page =>
  (_, response) =>
    void response.end(of())
const selectors = { title: 'h1', body: '.b' }
const paths = (told: readonly { title: string }[]) => told.map(({ title }) => title.replace('消息', ''))

describe('a sitemap', () => {
  it('is read newest first, pages again when their last change is another, and takes times from the news extension', async () => {
    let entries: Entry[] = [
      { path: '/old.html', lastmod: '2026-11-10' },
      { path: '/new.html', news: '2026-11-16T09:00:00+08:00', lastmod: '2026-11-16' },
      { path: '/mid.html', lastmod: '2026-11-12' },
    ]
    const web = await startWeb({ '/sitemap.xml': live(() => urlset(entries)), '*': article })
    const described = { scope: 'any', weight: 2, language: 'en' } as const
    const desk = await openDesk(web, { kind: 'sitemap', url: `${web.origin}/sitemap.xml`, ...described, selectors })
    await desk.visit()
    expect(web.requests).toEqual(['/sitemap.xml', '/new.html', '/mid.html', '/old.html'])
    expect(web.headers[0]).toMatchObject({ 'accept-language': 'en,zh-CN;q=0.5' })
    const told = await desk.told()
    expect(told.find(({ title }) => title === '消息/new.html')).toMatchObject({
      published: '2026-11-16T01:00:00.000Z',
      source: { scope: 'any', weight: 2 },
    })
    expect(told.find(({ title }) => title === '消息/old.html')).not.toHaveProperty('published')
    web.requests.length = 0
    entries = entries.map((entry) => (entry.path === '/old.html' ? { ...entry, lastmod: '2026-11-16' } : entry))
    await desk.visit()
    expect(web.requests).toEqual(['/sitemap.xml', '/old.html'])
    expect((await desk.row()).state.counts).toMatchObject({ items: 3, duplicates: 3 })
  })

  it('believes no last change that every page shares: that is when the file was made', async () => {
    let made = '2026-11-16T08:00:00Z'
    const web = await startWeb({
      '/sitemap.xml': live(() => urlset(['/1', '/2', '/3'].map((path) => ({ path, lastmod: made })))),
      '*': article,
    })
    const desk = await openDesk(web, { kind: 'sitemap', url: `${web.origin}/sitemap.xml`, selectors })
    await desk.visit()
    made = '2026-11-16T09:00:00Z'
    await desk.visit()
    expect(web.requests.filter((path) => path !== '/sitemap.xml')).toHaveLength(3)
  })

  it('looks at no more entries than it is told to, and only at addresses that match', async () => {
    const entries = Array.from({ length: 30 }, (_, i) => ({
      path: i % 2 ? `/news/${i}` : `/about/${i}`,
      lastmod: `2026-10-${String(i + 1).padStart(2, '0')}`,
    }))
    const web = await startWeb({ '/sitemap.xml': text(urlset(entries)), '*': article })
    const desk = await openDesk(web, {
      kind: 'sitemap',
      url: `${web.origin}/sitemap.xml`,
      match: '/news/',
      entries: 3,
      selectors,
    })
    await desk.visit()
    expect(web.requests).toEqual(['/sitemap.xml', '/news/29', '/news/27', '/news/25'])
  })

  it('is spared by 304 when nothing changed', async () => {
    const web = await startWeb({
      '/sitemap.xml': (request, response) =>
        request.headers['if-none-match'] === '"1"'
          ? void response.writeHead(304).end()
          : void response.writeHead(200, { etag: '"1"' }).end(urlset([{ path: '/a' }])),
      '*': article,
    })
    const desk = await openDesk(web, { kind: 'sitemap', url: `${web.origin}/sitemap.xml`, selectors })
    await desk.visit()
    await desk.visit()
    expect((await desk.row()).state.counts).toMatchObject({ items: 1, unchanged: 1 })
  })

  it.each([
    ['says so when it is none', text('<html>维护</html>'), 'page_unreadable'],
    ['says so when it is empty', text('<urlset></urlset>'), 'page_unreadable'],
    ['stops at a gzip bomb', gzipBomb, 'fetch_too_large'],
    [
      'stops at a gzip bomb that is a file',
      ((_, response) => void response.end(gzipSync(Buffer.alloc(20_000_000)))) as Page,
      'fetch_too_large',
    ],
  ])('%s', async (_what, page, code) => {
    const web = await startWeb({ '/sitemap.xml.gz': page })
    const desk = await openDesk(web, { kind: 'sitemap', url: `${web.origin}/sitemap.xml.gz`, selectors })
    await desk.visit()
    expect((await desk.row()).state).toMatchObject({ health: 'failing', problem: { code } })
  })
})

describe('an index of sitemaps', () => {
  function site() {
    const files: Record<string, { lastmod: string; entries: Entry[] }> = {
      '/s-2024.xml': { lastmod: '2024-12-31', entries: [{ path: '/2024/1', lastmod: '2024-12-31' }] },
      '/s-2026.xml.gz': { lastmod: '2026-11-16', entries: [{ path: '/2026/1', lastmod: '2026-11-16' }] },
      '/s-2025.xml': { lastmod: '2025-12-31', entries: [{ path: '/2025/1', lastmod: '2025-12-31' }] },
    }
    const pages: Record<string, Page> = {
      '/sitemap.xml': live(() => index(Object.entries(files).map(([path, { lastmod }]) => ({ path, lastmod })))),
      '*': article,
    }
    for (const path of Object.keys(files))
      pages[path] = live(() => {
        const xml = urlset(files[path]?.entries ?? [])
        return path.endsWith('.gz') ? gzipSync(xml) : xml
      })
    return { files, pages }
  }

  it('is walked newest first, and later only as far as something is new', async () => {
    const { files, pages } = site()
    const web = await startWeb(pages)
    const desk = await openDesk(web, { kind: 'sitemap', url: `${web.origin}/sitemap.xml`, selectors })
    await desk.visit()
    expect(paths(await desk.told()).sort()).toEqual(['/2024/1', '/2025/1', '/2026/1'])
    web.requests.length = 0
    await desk.visit()
    expect(web.requests).toEqual(['/sitemap.xml', '/s-2026.xml.gz'])
    files['/s-2026.xml.gz']?.entries.unshift({ path: '/2026/2', lastmod: '2026-11-17' })
    await desk.visit()
    expect(paths(await desk.told())).toEqual(['/2026/2'])
  })

  it('opens no more of them than it is told to', async () => {
    const web = await startWeb(site().pages)
    const desk = await openDesk(web, { kind: 'sitemap', url: `${web.origin}/sitemap.xml`, files: 1, selectors })
    await desk.visit()
    expect(web.requests).toEqual(['/sitemap.xml', '/s-2026.xml.gz', '/2026/1'])
  })

  it('loses nothing when one of them fails, nor when a visit ends before all is read', async () => {
    const { files, pages } = site()
    let broken = true
    const whole = pages['/s-2025.xml'] as Page
    pages['/s-2025.xml'] = (request, response) =>
      broken ? void response.writeHead(500).end() : whole(request, response)
    for (let i = 2; i < 450; i += 1)
      files['/s-2024.xml']?.entries.push({ path: `/2024/${i}`, lastmod: `2024-${(i % 12) + 1}-01` })
    const web = await startWeb(pages)
    const desk = await openDesk(web, {
      kind: 'sitemap',
      url: `${web.origin}/sitemap.xml`,
      entries: 1_000,
      every: '1h',
      selectors,
    })
    await desk.visit()
    broken = false
    for (let visit = 0; visit < 4; visit += 1) {
      desk.clock.advance(HOUR)
      await desk.visit()
    }
    expect(new Set(paths(await desk.told())).size).toBe(451)
    expect((await desk.row()).memory).toMatchObject({ resume: null })
  })

  it('reads a page once, however many of them name it', async () => {
    const web = await startWeb({
      '/sitemap.xml': text(index([{ path: '/a.xml' }, { path: '/b.xml' }])),
      '/a.xml': text(urlset([{ path: '/1' }])),
      '/b.xml': text(urlset([{ path: '/1' }, { path: '/2' }])),
      '*': article,
    })
    const desk = await openDesk(web, { kind: 'sitemap', url: `${web.origin}/sitemap.xml`, selectors })
    await desk.visit()
    expect(web.requests).toEqual(['/sitemap.xml', '/b.xml', '/1', '/2', '/a.xml'])
  })

  it('is walked by the numbers in its names where it tells no dates', async () => {
    const files = [1, 2, 9, 10, 11].map((n) => ({ path: `/posts-${n}.xml` }))
    const web = await startWeb({ '/sitemap.xml': text(index(files)), '*': text(urlset([])) })
    const desk = await openDesk(web, { kind: 'sitemap', url: `${web.origin}/sitemap.xml`, files: 3 })
    await desk.visit()
    expect(web.requests).toEqual(['/sitemap.xml', '/posts-11.xml', '/posts-10.xml', '/posts-9.xml'])
  })
})
