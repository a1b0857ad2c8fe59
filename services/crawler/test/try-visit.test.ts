import { createFetcher } from '@guanlan/fetcher'
import { silentLogger, systemClock } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { tryVisit } from '../src/index.js'
import { text } from '@guanlan/testkit'
import { onEnd, settingsFor, sourceOf, startWeb } from './harness.js'

const feed = (items: string) => text(`<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`)
const item = (i: number, body: string) =>
  `<item><title>第${i}条</title><link>/a/${i}.html</link><pubDate>Mon, 16 Nov 2026 0${i}:00:00 +0800</pubDate><description>${body}</description></item>`

async function triedOn(pages: Parameters<typeof startWeb>[0]) {
  const web = await startWeb(pages)
  const fetcher = createFetcher(settingsFor([web.host]), { logger: silentLogger })
  onEnd(() => fetcher.close())
  const source = sourceOf({ id: 'paper', name: '快报', kind: 'feed', url: `${web.origin}/rss.xml`, hostDelay: '1ms' })
  return { web, tried: await tryVisit(source, { fetcher, jurisdiction: '330681', clock: systemClock }) }
}

describe('trying a source once', () => {
  it('tells what it says, newest first, masked', async () => {
    const long = '工地欠薪，电话13812345678。'.repeat(10)
    const { tried } = await triedOn({ '/rss.xml': feed(item(1, long) + item(2, `找13812345678。${long}`)) })
    if (!tried.ok) throw tried.error
    expect(tried.value.items.map(({ title, published }) => [title, published])).toEqual([
      ['第2条', '2026-11-15T18:00:00.000Z'],
      ['第1条', '2026-11-15T17:00:00.000Z'],
    ])
    expect(tried.value).toMatchObject({ more: false, requests: 1 })
    expect(JSON.stringify(tried)).not.toContain('13812345678')
  })

  it('asks at most four times, however many teasers there are', async () => {
    const page = text(`<h1>题</h1><p>${'村口的石桥护栏断了两处，过往的学生只能靠里侧走。'.repeat(8)}</p>`)
    const { web, tried } = await triedOn({
      '/rss.xml': feed([1, 2, 3, 4, 5, 6, 7].map((i) => item(i, '短')).join('')),
      '*': page,
    })
    if (!tried.ok) throw tried.error
    expect(web.requests).toHaveLength(4)
    expect(tried.value).toMatchObject({ more: true, requests: 4 })
    expect(tried.value.items).toHaveLength(3)
  })

  it('says why a source cannot be read', async () => {
    const { tried } = await triedOn({ '/rss.xml': text('no feed at all') })
    expect(tried).toMatchObject({ ok: false, error: { code: 'feed_unreadable' } })
  })
})
