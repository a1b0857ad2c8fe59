import { DAY, HOUR, MINUTE, toInstant } from '@guanlan/kernel'
import { makeVaultKeys, unseal, vaultOf } from '@guanlan/privacy'
import { describe, expect, it } from 'vitest'
import { text, type Page } from '@guanlan/testkit'
import { expectDue, openDesk, start, startWeb } from './harness.js'

const long =
  '停水三天了，没有人来修，打了很多电话也没有用，老人和孩子都没有水喝，希望有关部门尽快处理这件事情，给大家一个说法，谢谢。联系电话13812345678，身份证330681199001011234。'
const item = (id: string, title: string, body: string, at = '2026-11-16 09:00:00') =>
  `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>/a/${id}.html</link><pubDate>${at}</pubDate><description><![CDATA[<p>${body}</p>]]></description></item>`
const rss = (...items: string[]) => `<rss version="2.0"><channel><title>报</title>${items.join('')}</channel></rss>`

/** A feed that can be rewritten, with an ETag that follows its content. */
function changingFeed() {
  const feed = { xml: rss(), asked: [] as (string | undefined)[] }
  const page: Page = (request, response) => {
    const etag = `"${feed.xml.length}"`
    feed.asked.push(request.headers['if-none-match'])
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    response.writeHead(200, { etag }).end(feed.xml)
  }
  return { feed, page }
}

describe('a feed', () => {
  it('tells each item once, masked, oldest first', async () => {
    const { feed, page } = changingFeed()
    feed.xml = rss(item('2', '第二条', long, '2026-11-16 09:30:00'), item('1', '第一条', long))
    const web = await startWeb({ '/rss.xml': page })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` })
    await desk.visit()
    const told = await desk.told()
    expect(told.map(({ title, revision, published, seen }) => [title, revision, published, seen])).toEqual([
      ['第一条', 1, '2026-11-16T01:00:00.000Z', toInstant(start)],
      ['第二条', 1, '2026-11-16T01:30:00.000Z', toInstant(start)],
    ])
    expect(JSON.stringify(told)).not.toMatch(/13812345678|330681199001011234/)
    expect(told[0]).toMatchObject({
      masked: { phone: 1, 'id-card': 1 },
      live: true,
      url: `${web.origin}/a/1.html`,
      jurisdiction: '330681',
    })
    feed.xml = rss(item('2', '第二条', long), item('1', '第一条', long), '<!-- -->')
    await desk.visit()
    expect(await desk.told()).toEqual([])
    expect((await desk.row()).state.counts).toMatchObject({ items: 2, changed: 0, duplicates: 2 })
  })

  it('keeps what it masked sealed where the office asks for it, once for each content', async () => {
    const keys = makeVaultKeys('x')
    const { feed, page } = changingFeed()
    const calm = item('1', '第一条', '停水三天了，没有人来修')
    feed.xml = rss(item('2', '第二条', long), calm)
    const web = await startWeb({ '/rss.xml': page })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` }, { vault: vaultOf(keys) })
    await desk.visit()
    const told = await desk.told()
    const article = told.find(({ masked }) => masked)?.article ?? ''
    feed.xml = rss(item('2', '第二条', long), calm, '<!-- -->')
    await desk.visit()
    feed.xml = rss(item('2', '第二条，又一次', long), calm)
    await desk.visit()
    const { vault } = desk.store.records
    expect(await vault.count()).toBe(2)
    const kept = await vault.get(article)
    expect(JSON.stringify(kept)).not.toContain('13812345678')
    const mine = { pem: keys.privateKey, passphrase: 'x' }
    const opened = kept.map((one) => unseal(one.sealed, one, mine)).map((result) => (result.ok ? result.value : null))
    expect(opened.map((one) => one?.title).sort()).toEqual(['第二条', '第二条，又一次'])
    expect(opened[0]?.body).toContain('13812345678')
  })

  it('names an item without a title by its first words, and no half of a number with them', async () => {
    const { feed, page } = changingFeed()
    feed.xml = `<rss version="2.0"><channel><title>报</title><item><guid>1</guid><description>${'字'.repeat(53)}13812345678${long}</description></item></channel></rss>`
    const web = await startWeb({ '/rss.xml': page })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` })
    await desk.visit()
    expect((await desk.told())[0]?.title).toBe(`${'字'.repeat(53)}138****`)
  })

  it('is asked with its validators and told unchanged by 304', async () => {
    const { feed, page } = changingFeed()
    feed.xml = rss(item('1', '第一条', long))
    const web = await startWeb({ '/rss.xml': page })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml`, every: '5m' })
    expectDue(await desk.visit(), 5 * MINUTE)
    await desk.visit()
    expect(feed.asked).toEqual([undefined, `"${feed.xml.length}"`])
    expect((await desk.row()).state.counts.unchanged).toBe(1)
  })

  it('keeps to the pace that it asks for, also while it answers 304', async () => {
    const { feed, page } = changingFeed()
    // The clock stands at 02:00 GMT.
    feed.xml = rss('<ttl>20</ttl><skipHours><hour>2</hour></skipHours>', item('1', '第一条', long))
    const web = await startWeb({ '/rss.xml': page })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml`, every: '5m' })
    expectDue(await desk.visit(), 20 * MINUTE + HOUR)
    expectDue(await desk.visit(), 20 * MINUTE + HOUR)
    expect((await desk.row()).state).toMatchObject({ interval: 20 * MINUTE, counts: { unchanged: 1 } })
  })

  it('tells other content as the next revision with the first sight kept', async () => {
    const { feed, page } = changingFeed()
    feed.xml = rss(item('1', '第一条', long))
    const web = await startWeb({ '/rss.xml': page })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` })
    await desk.visit()
    const [first] = await desk.told()
    desk.clock.advance(HOUR)
    feed.xml = rss(item('1', '第一条（更新）', long))
    await desk.visit()
    expect(await desk.told()).toMatchObject([
      { article: first?.article, revision: 2, seen: first?.seen, title: '第一条（更新）' },
    ])
  })

  it('completes a teaser from its page, and tells the teaser at once when the page cannot be had', async () => {
    const { feed, page } = changingFeed()
    feed.xml = rss(item('1', '有页面', '详见正文'), item('2', '没有页面', '打不开'))
    let second: Page = (_, response) => void response.writeHead(500).end()
    const web = await startWeb({
      '/rss.xml': page,
      '/a/1.html': text(`<title>有页面</title><div class="content"><p>${long}</p><p>${long}</p></div>`),
      '/a/2.html': (request, response) => second(request, response),
    })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` })
    await desk.visit()
    const bodies = (await desk.told()).map(({ title, body }) => [title, body.length > 100])
    expect(bodies).toEqual([
      ['有页面', true],
      ['没有页面', false],
    ])
    second = text(`<title>没有页面</title><div class="content"><p>${long}</p></div>`)
    await desk.visit()
    expect(await desk.told()).toMatchObject([{ title: '没有页面', revision: 2 }])
    await desk.visit()
    expect(web.requests.filter((path) => path === '/a/2.html')).toHaveLength(2)
  })

  it('marks what was published before the given moment as back-fill', async () => {
    const { feed, page } = changingFeed()
    feed.xml = rss(item('1', '旧', long, '2026-11-10 09:00:00'), item('2', '新', long), item('3', '没有时间', long, ''))
    const web = await startWeb({ '/rss.xml': page })
    const desk = await openDesk(
      web,
      { kind: 'feed', url: `${web.origin}/rss.xml` },
      { backfillBefore: '2026-11-16T00:00:00.000Z' },
    )
    await desk.visit()
    expect((await desk.told()).map(({ title, live }) => [title, live])).toEqual([
      ['旧', false],
      ['新', true],
      ['没有时间', true],
    ])
  })

  it('does not believe a time that lies days ahead', async () => {
    const web = await startWeb({ '/rss.xml': text(rss(item('1', '一', long, toInstant(start + 3 * DAY)))) })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` })
    await desk.visit()
    expect((await desk.told())[0]).not.toHaveProperty('published')
  })

  it('keeps its items when the source moves to another port', async () => {
    const page = text(
      rss(
        item('1', '一', long),
        `<item><title>二</title><link>/b.html</link><description>${long}</description></item>`,
      ),
    )
    const before = await startWeb({ '/rss.xml': page })
    const after = await startWeb({ '/rss.xml': page })
    const ids = []
    for (const web of [before, after]) {
      const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/rss.xml` })
      await desk.visit()
      ids.push((await desk.told()).map(({ article }) => article).sort())
    }
    expect(ids[0]).toEqual(ids[1])
  })
})
