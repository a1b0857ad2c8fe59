import { HOUR, MINUTE, toInstant } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { text, type Page } from '@guanlan/testkit'
import { expectDue, openDesk, start, startWeb } from './harness.js'

const article = (title: string) => text(`<h1>${title}</h1><i>2026-11-16 09:00</i><div class="b">${title}的正文。</div>`)
const selectors = { item: 'li', link: 'a', itemTime: 'span', next: 'a.next', title: 'h1', body: '.b', time: 'i' }

/** `count` articles on list pages of `size`, newest first. */
function portal(count: number, extra: Record<string, Page> = {}, size = 10) {
  const state = { newest: count }
  const list =
    (page: number): Page =>
    (_, response) => {
      const numbers = Array.from({ length: state.newest }, (_, i) => state.newest - i).slice(
        (page - 1) * size,
        page * size,
      )
      const rows = numbers
        .map((n) => `<li><a href="/n/${n}.html">公告第${n}号</a><span>2026-11-16</span></li>`)
        .join('')
      const next = page * size < state.newest ? `<a class="next" href="/list_${page + 1}.html">下一页</a>` : ''
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<ul>${rows}</ul>${next}`)
    }
  const pages: Record<string, Page> = {}
  for (let page = 1; page <= 20; page += 1) pages[page === 1 ? '/list.html' : `/list_${page}.html`] = list(page)
  for (let n = 1; n <= count + 20; n += 1) pages[`/n/${n}.html`] = article(`公告第${n}号`)
  return { state, pages: { ...pages, ...extra } }
}

describe('a list', () => {
  it('is walked until a page holds only what is known', async () => {
    const { state, pages } = portal(25)
    const web = await startWeb(pages)
    const desk = await openDesk(web, { kind: 'list', url: `${web.origin}/list.html`, pages: 10, selectors })
    await desk.visit()
    const told = await desk.told()
    expect(new Set(told.map(({ title }) => title)).size).toBe(25)
    expect(told.find(({ title }) => title === '公告第7号')).toMatchObject({
      body: '公告第7号的正文。',
      published: '2026-11-16T01:00:00.000Z',
    })
    web.requests.length = 0
    state.newest = 27
    await desk.visit()
    expect((await desk.told()).map(({ title }) => title).sort()).toEqual(['公告第26号', '公告第27号'])
    expect(web.requests.sort()).toEqual(['/list.html', '/list_2.html', '/n/26.html', '/n/27.html'])
  })

  it('loses nothing when there is more than one visit can carry', async () => {
    const { pages } = portal(450, {}, 50)
    const web = await startWeb(pages)
    const desk = await openDesk(web, {
      kind: 'list',
      url: `${web.origin}/list.html`,
      pages: 20,
      selectors,
      every: '1h',
    })
    expect(await desk.visit()).toBe(toInstant(start))
    for (let visit = 0; visit < 2; visit += 1) await desk.visit()
    expect(new Set((await desk.told()).map(({ title }) => title)).size).toBe(450)
    expectDue(await desk.visit(), HOUR)
    expect((await desk.row()).memory).toMatchObject({ troubles: [], resume: null })
  })

  it('reads on when one article is broken, tries it again, and gives it up in the end', async () => {
    const { pages } = portal(12, { '/n/5.html': (_, response) => void response.writeHead(500).end() })
    const web = await startWeb(pages)
    const desk = await openDesk(web, { kind: 'list', url: `${web.origin}/list.html`, pages: 10, selectors })
    for (let visit = 0; visit < 5; visit += 1) await desk.visit()
    expect(await desk.told()).toHaveLength(11)
    expect(web.requests.filter((path) => path === '/n/5.html')).toHaveLength(3)
    const { state } = await desk.row()
    expect(state).toMatchObject({ health: 'healthy', counts: { refused: 1 } })
  })

  it('says so when a selector finds nothing any more', async () => {
    const web = await startWeb({ '/list.html': text('<div>改版了</div>') })
    const desk = await openDesk(web, { kind: 'list', url: `${web.origin}/list.html`, selectors })
    await desk.visit()
    expect((await desk.row()).state).toMatchObject({ health: 'failing', problem: { code: 'page_unreadable' } })
  })
})

const threadSelectors = {
  item: 'tr',
  link: 'a',
  itemTime: 'em',
  next: 'a.nxt',
  title: 'h1',
  body: '.first .m',
  author: '.first .u',
  time: '.first .t',
  reply: '.reply',
  replyAuthor: '.u',
  replyTime: '.t',
  replyBody: '.m',
  replyOfficial: '.badge',
}
/** 论坛, GB18030 by a table of the few characters that these pages need: bytes are made by hand, as Node cannot encode it. */
const gbk = new Map<string, number[]>()
for (let lead = 0xa1; lead <= 0xf7; lead += 1)
  for (let trail = 0xa1; trail <= 0xfe; trail += 1)
    gbk.set(new TextDecoder('gb18030').decode(Uint8Array.of(lead, trail)), [lead, trail])
const encodeGbk = (html: string) =>
  Uint8Array.from([...html].flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : (gbk.get(char) ?? [63]))))
const gbkPage =
  (html: () => string): Page =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=gbk' }).end(encodeGbk(html()))

function forum() {
  const state = {
    latest: '2026-11-16 09:05',
    replies: [{ id: 'p1', author: '邻居', body: '我家也漏。', official: false }],
  }
  const posts = () =>
    state.replies
      .map(
        ({ id, author, body, official }) =>
          `<div class="reply" id="${id}"><b class="u">${author}</b>${official ? '<i class="badge">官方</i>' : ''}<em class="t">2026-11-16 09:05</em><div class="m">${body}</div></div>`,
      )
      .join('')
  const pages: Record<string, Page> = {
    '/forum.html': gbkPage(
      () => `<table><tr><td><a href="/t-1.html">楼上漏水没人管</a></td><td><em>${state.latest}</em></td></tr></table>`,
    ),
    '/t-1.html': gbkPage(
      () =>
        `<h1>楼上漏水没人管</h1><div class="first"><b class="u">住户甲</b><em class="t">2026-11-16 09:00</em><div class="m">诸暨某小区漏水，电话13812345678。</div></div>${posts()}`,
    ),
  }
  return { state, pages }
}

describe('a forum in GB18030', () => {
  it('tells the post and each reply as articles, replies naming the post, official ones marked', async () => {
    const { state, pages } = forum()
    state.replies.push({ id: 'p2', author: '住建局', body: '已安排上门。', official: true })
    const web = await startWeb(pages)
    const desk = await openDesk(web, { kind: 'forum', url: `${web.origin}/forum.html`, selectors: threadSelectors })
    await desk.visit()
    const told = await desk.told()
    const post = told.find(({ replyTo }) => replyTo === undefined)
    expect(post).toMatchObject({
      title: '楼上漏水没人管',
      body: '诸暨某小区漏水，电话138********。',
      source: { official: false, tier: 'forum' },
    })
    expect(told.filter(({ replyTo }) => replyTo === post?.article)).toMatchObject([
      { title: '回复：楼上漏水没人管', body: '我家也漏。', source: { official: false } },
      { title: '回复：楼上漏水没人管', body: '已安排上门。', source: { official: true } },
    ])
    expect(new Set(told.map(({ voice }) => voice)).size).toBe(3)
  })

  it('opens a thread again only when the list shows a later reply, and tells the new reply alone', async () => {
    const { state, pages } = forum()
    const web = await startWeb(pages)
    const desk = await openDesk(web, { kind: 'forum', url: `${web.origin}/forum.html`, selectors: threadSelectors })
    await desk.visit()
    await desk.told()
    await desk.visit()
    expect(web.requests).toEqual(['/forum.html', '/t-1.html', '/forum.html'])
    state.latest = '2026-11-16 09:30'
    state.replies.push({ id: 'p2', author: '邻居乙', body: '同问。', official: false })
    await desk.visit()
    expect((await desk.told()).map(({ body, revision }) => [body, revision])).toEqual([['同问。', 1]])
  })

  it('looks again at a thread whose latest minute was not over yet', async () => {
    const { state, pages } = forum()
    state.latest = '2026-11-16 10:00'
    const web = await startWeb(pages)
    const desk = await openDesk(web, {
      kind: 'forum',
      url: `${web.origin}/forum.html`,
      selectors: threadSelectors,
      every: '2m',
    })
    expectDue(await desk.visit(), 2 * MINUTE)
    desk.clock.advance(2 * MINUTE)
    state.replies.push({ id: 'p2', author: '邻居乙', body: '同一分钟的回复。', official: false })
    await desk.visit()
    expect((await desk.told()).map(({ body }) => body)).toContain('同一分钟的回复。')
    await desk.visit()
    expect(web.requests.filter((path) => path === '/t-1.html')).toHaveLength(2)
  })
})

describe('a hot list', () => {
  it('tells a title once, whatever its counts do', async () => {
    let hot = 10_000
    const web = await startWeb({
      '/hot': (_, response) =>
        void response.end(JSON.stringify({ data: [{ t: '某小区停水三天', n: hot, u: '/s/1' }] })),
    })
    const desk = await openDesk(web, {
      kind: 'hotlist',
      url: `${web.origin}/hot`,
      map: { items: 'data', title: 't', url: 'u', reads: 'n' },
    })
    await desk.visit()
    expect(await desk.told()).toMatchObject([
      { title: '某小区停水三天', body: '', metrics: { reads: 10_000 }, source: { tier: 'hotlist' } },
    ])
    hot = 99_999
    await desk.visit()
    expect(await desk.told()).toEqual([])
  })
})
