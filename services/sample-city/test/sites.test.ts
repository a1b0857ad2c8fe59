import { sourceConfigSchema } from '@guanlan/contracts'
import { DAY, HOUR, MINUTE } from '@guanlan/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadScenario, type SiteId } from '../src/index.js'
import { openCity, standingClock, urlOf } from './city.js'

const clock = standingClock()
let open: Awaited<ReturnType<typeof openCity>>
beforeAll(async () => void (open = await openCity(clock)))
afterAll(() => open.city.stop())

const title = (id: string) => loadScenario().items.find((item) => item.id === id)?.title ?? ''

describe('what exists', () => {
  it('appears on its site when its time has come, and not a minute before', async () => {
    clock.set(13 * MINUTE)
    expect(await open.text('evening', '/atom.xml')).not.toContain(title('cn-08'))
    expect((await open.get('evening', '/story/cn-08.html')).status).toBe(404)
    clock.set(14 * MINUTE)
    expect(await open.text('evening', '/atom.xml')).toContain(title('cn-08'))
    expect(await open.text('evening', '/story/cn-08.html')).toContain(title('cn-08'))
  })

  it('never shows what tests expect of an item', async () => {
    clock.set(4 * DAY)
    const pages: [SiteId, string][] = [
      ['daily', '/rss.xml'],
      ['evening', '/atom.xml'],
      ['hotlist', '/api/hot'],
      ['portal', '/'],
    ]
    for (const [site, path] of pages)
      expect(await open.text(site, path)).not.toMatch(/expect|civic|storyline|food-drug/)
  })

  it('lists the whole week of history in each feed', async () => {
    clock.set(0)
    for (const [site, path, tag] of [
      ['daily', '/rss.xml', '<item>'],
      ['evening', '/atom.xml', '<entry>'],
    ] as const) {
      const past = loadScenario().items.filter((item) => item.site === site && item.at <= 0)
      expect((await open.text(site, path)).split(tag).length - 1).toBe(past.length)
    }
  })
})

describe('feeds and pages', () => {
  it('answers 304 to a validator until something new appears', async () => {
    clock.set(20 * MINUTE)
    const first = await open.get('daily', '/rss.xml')
    const etag = first.headers.get('etag') ?? ''
    const modified = first.headers.get('last-modified') ?? ''
    expect((await open.get('daily', '/rss.xml', { 'if-none-match': etag })).status).toBe(304)
    expect((await open.get('daily', '/rss.xml', { 'if-modified-since': modified })).status).toBe(304)
    clock.set(22 * MINUTE)
    const next = await open.get('daily', '/rss.xml', { 'if-none-match': etag, 'if-modified-since': modified })
    expect([next.status, next.headers.get('etag') === etag]).toEqual([200, false])
    expect((await open.get('daily', '/rss.xml', { 'if-modified-since': modified })).status).toBe(200)
  })

  it('writes Beijing times: RFC 822 in RSS, ISO in Atom, bare minutes on pages', async () => {
    clock.set(2 * HOUR)
    expect(await open.text('daily', '/rss.xml')).toContain('<pubDate>Mon, 16 Nov 2026 08:22:00 +0800</pubDate>')
    expect(await open.text('evening', '/atom.xml')).toContain('<published>2026-11-16T08:14:00+08:00</published>')
    expect(await open.text('portal', '/zwgk/index.html')).toContain('<span class="date">2026-11-14 15:00</span>')
  })

  it('gives ids that do not hold the port', async () => {
    expect(await open.text('daily', '/rss.xml')).toContain('<guid isPermaLink="false">daily-cn-12</guid>')
    expect(await open.text('evening', '/atom.xml')).toContain('href="story/cn-08.html"')
  })

  it('pages through the portal to its oldest article', async () => {
    clock.set(4 * DAY)
    const portal = loadScenario().items.filter((item) => item.site === 'portal')
    const found: string[] = []
    let path: string | undefined = '/zwgk/index.html'
    while (path) {
      const html: string = await open.text('portal', path)
      found.push(...[...html.matchAll(/<li><a href="([^"]+)"/g)].map((match) => match[1] ?? ''))
      path = /<a class="next" href="([^"]+)"/.exec(html)?.[1]
    }
    expect(new Set(found).size).toBe(portal.length)
    const article = await open.text('portal', found.at(-1) ?? '')
    expect(article).toContain('市政府常务会议研究部署岁末年初重点工作</h1>')
    expect(article).toContain('<meta name="PubDate" content="2026-11-09 10:00">')
  })

  it('ranks the hot list and says its numbers', async () => {
    clock.set(20 * MINUTE)
    const body = (await (await open.get('hotlist', '/api/hot')).json()) as {
      data: { list: { id: string; hot: number; time: string }[] }
    }
    const list = body.data.list
    expect(list.map((entry) => entry.hot)).toEqual(list.map((entry) => entry.hot).toSorted((a, b) => b - a))
    expect(list.find((entry) => entry.id === 'cn-10')).toMatchObject({ hot: 154_000, time: '2026-11-16 08:18:00' })
  })

  it('refuses other methods and unknown paths', async () => {
    const post = await fetch(`${urlOf(open.city, 'daily')}/rss.xml`, { method: 'POST' })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect((await open.get('daily', '/nothing')).status).toBe(404)
    const head = await fetch(`${urlOf(open.city, 'daily')}/rss.xml`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('has a robots.txt everywhere; the portal closes its admin folder', async () => {
    for (const site of ['portal', 'daily', 'evening', 'forum', 'hotlist', 'broken'] as const) {
      expect(await open.text(site, '/robots.txt')).toBe(
        `User-agent: *\n${site === 'portal' ? 'Disallow: /admin/' : 'Allow: /'}\n`,
      )
    }
  })
})

describe('the two bad sites', () => {
  it('serves a feed that never closes a comment and ends in the middle of its first item', async () => {
    const xml = await open.text('broken', '/feed.xml')
    expect(xml).toContain('<item>')
    expect(xml).not.toMatch(/<\/item>|<\/title>|\]\]>|<\/rss>|-->/)
  })

  it('refuses connections to the dead one', async () => {
    await expect(open.get('dead', '/rss.xml')).rejects.toThrow('fetch failed')
  })
})

describe('what the office is told', () => {
  it('gets sources that the configuration accepts, and exactly its own addresses', () => {
    const parsed = open.city.sources.map((source) => sourceConfigSchema.parse(source))
    expect(parsed.map((source) => source.kind)).toEqual([
      'list',
      'feed',
      'feed',
      'forum',
      'hotlist',
      'push',
      'feed',
      'feed',
    ])
    expect(
      parsed.every((source) => source.place === '330681' && source.scope === 'home' && source.name.includes('示例')),
    ).toBe(true)
    expect(parsed.filter((source) => source.official).map((source) => source.id)).toEqual(['sample-portal'])
    expect(open.city.allowPrivate).toEqual(open.city.sites.map((site) => `127.0.0.1:${site.port}`))
    for (const source of parsed)
      if (source.kind !== 'push') expect(open.city.allowPrivate).toContain(new URL(source.url).host)
  })

  it('gets the same ports again, or a free one where another took it', async () => {
    const first = await openCity(clock)
    const ports = first.city.ports
    await first.city.stop()
    const second = await openCity(clock, { ports })
    expect(second.city.ports).toEqual(ports)
    const third = await openCity(clock, { ports })
    expect(third.city.ports.daily).not.toBe(ports.daily)
    expect((await third.get('daily', '/rss.xml')).status).toBe(200)
    await Promise.all([second.city.stop(), third.city.stop()])
  })
})
