import { DAY, HOUR, MINUTE } from '@guanlan/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sourceConfigSchema } from '@guanlan/contracts'
import { loadScenario } from '../src/index.js'
import { openCity, standingClock } from './city.js'

const clock = standingClock()
let open: Awaited<ReturnType<typeof openCity>>
beforeAll(async () => void (open = await openCity(clock)))
afterAll(() => open.city.stop())

const threads = loadScenario().items.filter((item) => item.site === 'forum' && !item.replyTo)
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '')
const subject = /<td class="subject"><a class="s xst" href="([^"]+)"/g
const author = /<a class="author"[^>]*>([^<]+)/g
const time = /<em class="time">([^<]+)/g
/** Cuts a thread page into its first post and its replies. */
const postsOf = (html: string) => html.split(/(?=<div class="post )/).slice(1)

it('serves GB18030 bytes and says so as carelessly as the wild does', async () => {
  clock.set(0)
  const list = await open.get('forum', '/forum-2-1.html')
  const thread = await open.get('forum', '/thread-fd-07-1-1.html')
  const types = [list, thread].map((page) => page.headers.get('content-type'))
  expect(types).toEqual(['text/html; charset=gbk', 'text/html'])
  const bytes = Buffer.from(await thread.arrayBuffer())
  expect(bytes.includes('charset=gb2312')).toBe(true)
  expect(bytes.toString('utf8')).not.toContain('菜场')
  const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  expect(text).toMatch(/㐂乐小厨[\s\S]*𠮷顺面馆[\s\S]*2€/u)
})

it('pages through all threads, the one with the latest reply first', async () => {
  clock.set(4 * DAY)
  const found: string[] = []
  const times: string[] = []
  let path: string | undefined = '/forum-2-1.html'
  let pages = 0
  while (path) {
    const html: string = await open.forum(path)
    found.push(...all(html, subject))
    times.push(...all(html, /<em class="lasttime">([^<]+)/g))
    path = /<a class="nxt" href="([^"]+)"/.exec(html)?.[1]
    pages += 1
  }
  expect(new Set(found).size).toBe(threads.length)
  expect(times).toEqual(times.toSorted().reverse())
  expect(pages).toBeLessThanOrEqual(10)
  expect((await open.get('forum', `/forum-2-${pages + 1}.html`)).status).toBe(404)
})

it('lets a thread grow: post, then the official answer, which moves it to the top', async () => {
  const path = '/thread-cn-01-1-1.html'
  clock.set(HOUR)
  expect(postsOf(await open.forum(path))).toHaveLength(1)
  const before = (await open.get('forum', path)).headers.get('etag')
  clock.set(7 * HOUR + 45 * MINUTE)
  const [, reply = ''] = postsOf(await open.forum(path))
  expect(reply).toMatch(/^<div class="post reply official"/)
  expect([all(reply, author), all(reply, time)]).toEqual([['市场监管局网络回复'], ['2026-11-16 15:45']])
  expect((await open.get('forum', path)).headers.get('etag')).not.toBe(before)
  expect(all(await open.forum('/forum-2-1.html'), subject)[0]).toBe(path)
})

it('writes posts and replies in the places that its source configuration names', async () => {
  clock.set(9 * HOUR)
  const source = sourceConfigSchema.parse(open.city.sources.find(({ id }) => id === 'sample-forum'))
  expect(source).toMatchObject({
    kind: 'forum',
    selectors: { item: 'tr.thread', author: '.post.first .author', reply: '.post.reply', replyOfficial: '.badge' },
  })
  expect(all(await open.forum('/forum-2-1.html'), /<tr class="(thread)">/g)).toHaveLength(30)
  const item = threads.find(({ id }) => id === 'uw-01')
  const html = await open.forum('/thread-uw-01-1-1.html')
  const posts = postsOf(html)
  expect(all(html, /<h1 id="thread_subject">([^<]+)/g)).toEqual([item?.title])
  expect(posts.flatMap((post) => all(post, author))).toEqual(['木工老彭', '扎钢筋的小周', '人社局政务回复'])
  expect(posts.flatMap((post) => all(post, time)).slice(0, 2)).toEqual(['2026-11-16 09:10', '2026-11-16 09:35'])
  expect(all(posts[0] ?? '', /<p>([^<]*)<\/p>/g).join('\n')).toBe(item?.body)
  expect(posts.map((post) => post.includes('class="badge"'))).toEqual([false, false, true])
})
