import { HOUR, MINUTE, toInstant } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { endless, gzipBomb, redirect, silent, slowLoris, text, wrongLength, type Page } from '@guanlan/testkit'
import { expectDue, openDesk, start, startWeb } from './harness.js'

const feed =
  '<rss version="2.0"><channel><title>报</title><item><guid>1</guid><title>停水</title></item></channel></rss>'
const status =
  (code: number, headers: Record<string, string> = {}): Page =>
  (_, response) =>
    void response.writeHead(code, headers).end()

describe('a source that misbehaves', () => {
  it.each<[string, Page, string, string]>([
    ['drips byte by byte', slowLoris, 'fetch_timeout', 'failing'],
    ['never answers', silent, 'fetch_timeout', 'failing'],
    ['never ends', endless, 'fetch_too_large', 'failing'],
    ['sends a bomb', gzipBomb, 'fetch_too_large', 'failing'],
    ['sends ten megabytes', (_, response) => void response.end('x'.repeat(10_000_000)), 'fetch_too_large', 'failing'],
    ['sends less than it promised', wrongLength, 'connect_failed', 'failing'],
    ['redirects in circles', redirect('/rss.xml'), 'too_many_redirects', 'failing'],
    ['redirects to an unlisted loopback address', redirect('http://127.0.0.1:9/'), 'address_refused', 'blocked'],
    ['sends a login page for a feed', text('<html><body>请登录</body></html>'), 'feed_unreadable', 'failing'],
    ['forbids', status(403), 'http_status', 'blocked'],
    ['is gone', status(410), 'http_status', 'gone'],
    ['is ill', status(500), 'http_status', 'failing'],
  ])('%s: its health says why, in Chinese, and nothing is told', async (_, page, code, health) => {
    const web = await startWeb({ '/rss.xml': page })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` })
    await desk.visit()
    const { state, failuresInARow } = await desk.row()
    expect(state).toMatchObject({ health, problem: { code, since: toInstant(start) }, counts: { failures: 1 } })
    expect(state.problem?.message).toMatch(/[\u4e00-\u9fff]/)
    expect(failuresInARow).toBe(1)
    expect((await desk.announced()).map((announced) => announced.health)).toEqual([health])
  })

  it('rests twice as long after each failure, at most twelve intervals, and is well again at once', async () => {
    let page: Page = status(500)
    const web = await startWeb({ '/rss.xml': (request, response) => page(request, response) })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml`, every: '5m' })
    const rests = []
    for (let i = 0; i < 5; i += 1) rests.push((Date.parse((await desk.visit()) ?? '') - start) / (5 * MINUTE))
    expect(rests).toEqual([2, 4, 8, 12, 12])
    expect(await desk.announced()).toHaveLength(1)
    page = text(feed)
    expectDue(await desk.visit(), 5 * MINUTE)
    const { state } = await desk.row()
    expect(state.health).toBe('healthy')
    expect(state.problem).toBeUndefined()
    expect(await desk.told()).toHaveLength(1)
  })

  it('is left alone for as long as it asks', async () => {
    const web = await startWeb({ '/rss.xml': status(429, { 'retry-after': '7200' }) })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml`, every: '5m' })
    expect(await desk.visit()).toBe(toInstant(start + 2 * HOUR))
  })

  it('is not fetched against its robots.txt', async () => {
    const web = await startWeb({ '/robots.txt': text('User-agent: *\nDisallow: /'), '/rss.xml': text(feed) })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` })
    await desk.visit()
    expect(web.requests).toEqual([])
    expect((await desk.row()).state).toMatchObject({ health: 'blocked', problem: { code: 'robots_disallowed' } })
  })
})
