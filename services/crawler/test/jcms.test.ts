import { text, type Page } from '@guanlan/testkit'
import { describe, expect, it } from 'vitest'
import { openDesk, startWeb } from './harness.js'

const article = (n: number): Page =>
  text(`<h1>通告第${n}号</h1><i>2026-11-16 09:00</i><div class="b">通告第${n}号的正文。</div>`)
const selectors = { title: 'h1', body: '.b', time: 'i' }
const row = (n: number) => `<li><a href="/art/${n}.html">通告第${n}号</a><span>2026-11-16</span></li>`

/** A portal with `count` articles that answers its list API in either form, newest first. */
function portal(count: number, asked: URLSearchParams[] = []) {
  const state = { newest: count }
  const rowsOf = (from: number, to: number) =>
    Array.from({ length: state.newest }, (_, i) => state.newest - i)
      .slice(from - 1, to)
      .map(row)
  const api: Page = (request, response) => {
    const address = new URL(request.url ?? '', 'http://portal.example')
    const number = /^\/art\/(\d+)\.html$/.exec(address.pathname)?.[1]
    if (number !== undefined) return article(Number(number))(request, response)
    if (address.pathname === '/robots.txt') return void response.writeHead(404).end()
    const { searchParams: query } = address
    asked.push(query)
    response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' })
    if (address.pathname.endsWith('/dataproxy.jsp')) {
      const rows = rowsOf(Number(query.get('startrecord')), Number(query.get('endrecord')))
      const records = rows.map((html) => `<record><![CDATA[${html}]]></record>`).join('')
      response.end(`<datastore><recordset>${records}</recordset></datastore>`)
    } else {
      const { pageNo, pageSize } = JSON.parse(query.get('paramJson') ?? '{}') as { pageNo: number; pageSize: number }
      const html = `<ul>${rowsOf((pageNo - 1) * pageSize + 1, pageNo * pageSize).join('')}</ul>`
      response.end(JSON.stringify({ success: true, data: { html } }))
    }
  }
  return { state, asked, pages: { '*': api } }
}

describe.each([
  ['dataproxy.jsp', '/module/web/jpage/dataproxy.jsp', { webid: 3096, columnid: 1229561, unitid: 6142 }],
  ['jpaas-publish-server', '/api-gateway/jpaas-publish-server/front/page/build/unit', { webId: 3096, pageId: 'p1' }],
])('a JCMS portal with %s', (_form, path, params) => {
  it('is walked by its list API until a page holds only what is known', async () => {
    const { state, asked, pages } = portal(25)
    const web = await startWeb(pages)
    const desk = await openDesk(web, { kind: 'jcms', url: web.origin + path, params, rows: 10, pages: 10, selectors })
    await desk.visit()
    const told = await desk.told()
    expect(new Set(told.map(({ title }) => title)).size).toBe(25)
    expect(told.find(({ title }) => title === '通告第7号')).toMatchObject({
      body: '通告第7号的正文。',
      published: '2026-11-16T01:00:00.000Z',
      source: { tier: 'government', official: false },
    })
    // 25 rows are three pages; a fourth shows that there is nothing more.
    expect(asked.map((query) => Object.keys(params).every((name) => query.has(name)))).toEqual([true, true, true, true])
    asked.length = 0
    state.newest = 27
    await desk.visit()
    expect((await desk.told()).map(({ title }) => title).sort()).toEqual(['通告第26号', '通告第27号'])
    expect(asked).toHaveLength(2)
  })

  it('is walked no further than its pages', async () => {
    const { asked, pages } = portal(500)
    const web = await startWeb(pages)
    const desk = await openDesk(web, { kind: 'jcms', url: web.origin + path, params, rows: 5, pages: 2, selectors })
    await desk.visit()
    expect(await desk.told()).toHaveLength(10)
    expect(asked).toHaveLength(2)
  })
})

describe('a JCMS portal', () => {
  it('takes the address as the browser shows it, and asks for its own pages', async () => {
    const { asked, pages } = portal(3)
    const web = await startWeb(pages)
    const copied =
      '/module/jpage/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15&page=4&columnid=1&webname=%E8%AF%B8%E6%9A%A8'
    const desk = await openDesk(web, { kind: 'jcms', url: web.origin + copied, pages: 1, selectors })
    await desk.visit()
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      startrecord: '1',
      endrecord: '15',
      perpage: '15',
      columnid: '1',
      webname: '诸暨',
    })
  })

  it('that gives the same page for every number is read once', async () => {
    const web = await startWeb({
      '/art/1.html': article(1),
      '*': text(`<recordset><record><![CDATA[${row(1)}]]></record></recordset>`),
    })
    const desk = await openDesk(web, {
      kind: 'jcms',
      url: `${web.origin}/module/jpage/dataproxy.jsp`,
      pages: 9,
      selectors,
    })
    await desk.visit()
    expect(web.requests.filter((path) => path === '/art/1.html')).toHaveLength(1)
    expect(web.requests).toHaveLength(3)
  })

  it.each([
    ['is no list any more', '<html>系统升级中</html>'],
    ['has no rows', '<datastore><recordset></recordset></datastore>'],
  ])('says so when its answer %s', async (_what, body) => {
    const web = await startWeb({ '*': text(body) })
    const desk = await openDesk(web, { kind: 'jcms', url: `${web.origin}/module/jpage/dataproxy.jsp` })
    await desk.visit()
    expect((await desk.row()).state).toMatchObject({ health: 'failing', problem: { code: 'page_unreadable' } })
  })
})
