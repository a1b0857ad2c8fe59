import { DAY, HOUR, MINUTE } from '@guanlan/kernel'
import { load } from 'cheerio'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sourceConfigSchema } from '@guanlan/contracts'
import { loadScenario } from '../src/index.js'
import { openCity, standingClock } from './city.js'

const clock = standingClock()
let open: Awaited<ReturnType<typeof openCity>>
beforeAll(async () => void (open = await openCity(clock)))
afterAll(() => open.city.stop())

const threads = loadScenario().items.filter((item) => item.site === 'forum' && !item.replyTo)

it('serves GB18030 bytes and says so as carelessly as the wild does', async () => {
  clock.set(0)
  const list = await open.get('forum', '/forum-2-1.html')
  const thread = await open.get('forum', '/thread-fd-07-1-1.html')
  expect([list, thread].map((page) => page.headers.get('content-type'))).toEqual([
    'text/html; charset=gbk',
    'text/html',
  ])
  const bytes = Buffer.from(await thread.arrayBuffer())
  expect(bytes.includes('charset=gb2312')).toBe(true)
  expect(bytes.toString('utf8')).not.toContain('菜场')
  expect(new TextDecoder('gb18030', { fatal: true }).decode(bytes)).toMatch(/㐂乐小厨[\s\S]*𠮷顺面馆[\s\S]*2€/u)
})

it('pages through all threads, the one with the latest reply first', async () => {
  clock.set(4 * DAY)
  const found: string[] = []
  const times: string[] = []
  let path: string | undefined = '/forum-2-1.html'
  let pages = 0
  while (path) {
    const page = load(await open.forum(path))
    found.push(
      ...page('tr.thread td.subject a')
        .map((_, link) => page(link).attr('href'))
        .get(),
    )
    times.push(
      ...page('.lasttime')
        .map((_, time) => page(time).text())
        .get(),
    )
    path = page('a.nxt').attr('href')
    pages += 1
  }
  expect(new Set(found).size).toBe(threads.length)
  expect(times).toEqual(times.toSorted().reverse())
  expect(pages).toBeLessThanOrEqual(10)
  expect((await open.get('forum', `/forum-2-${pages + 1}.html`)).status).toBe(404)
})

it('lets a thread grow: post, then a reply, then the official answer, which moves it to the top', async () => {
  const replies = async () => load(await open.forum('/thread-cn-01-1-1.html'))('.post.reply')
  clock.set(HOUR)
  expect((await replies()).length).toBe(0)
  const before = (await open.get('forum', '/thread-cn-01-1-1.html')).headers.get('etag')
  clock.set(7 * HOUR + 45 * MINUTE)
  const page = load(await open.forum('/thread-cn-01-1-1.html'))
  expect(page('.post.reply.official .author').text()).toBe('市场监管局网络回复')
  expect(page('.post.reply .time').text()).toBe('2026-11-16 15:45')
  expect((await open.get('forum', '/thread-cn-01-1-1.html')).headers.get('etag')).not.toBe(before)
  expect(
    load(await open.forum('/forum-2-1.html'))('tr.thread a.s')
      .first()
      .attr('href'),
  ).toBe('/thread-cn-01-1-1.html')
})

it('is read by the selectors that its source configuration names', async () => {
  clock.set(9 * HOUR)
  const source = sourceConfigSchema.parse(open.city.sources.find(({ id }) => id === 'sample-forum'))
  if (source.kind !== 'forum') throw new Error('not a forum')
  const { selectors } = source
  const list = load(await open.forum('/forum-2-1.html'))
  expect(list(selectors.item ?? '').length).toBe(30)
  const page = load(await open.forum('/thread-uw-01-1-1.html'))
  const item = loadScenario().items.find(({ id }) => id === 'uw-01')
  expect(page(selectors.title ?? '').text()).toBe(item?.title)
  expect(page(selectors.author ?? '').text()).toBe('木工老彭')
  expect(page(selectors.time ?? '').text()).toBe('2026-11-16 09:10')
  expect(
    page(selectors.body ?? '')
      .find('p')
      .map((_, line) => page(line).text())
      .get()
      .join('\n'),
  ).toBe(item?.body)
  const replies = page(selectors.reply ?? '')
  expect(
    replies
      .map((_, reply) =>
        page(reply)
          .find(selectors.replyAuthor ?? '')
          .text(),
      )
      .get(),
  ).toEqual(['扎钢筋的小周', '人社局政务回复'])
  expect(replies.map((_, reply) => page(reply).find(selectors.replyOfficial ?? '').length).get()).toEqual([0, 1])
  expect(
    replies
      .find(selectors.replyTime ?? '')
      .first()
      .text(),
  ).toBe('2026-11-16 09:35')
})
