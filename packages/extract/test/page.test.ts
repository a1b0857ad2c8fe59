import { unwrap } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { readList, readPage, readThread, type PageOptions } from '../src/index.js'

const bytes = (html: string) => new TextEncoder().encode(html)
const options: PageOptions = { url: 'http://gov.example/col/1/index.html' }

const paragraph = '连日来，市住建局会同街道对全市在建工地开展检查，发现问题立即整改，确保群众利益不受损害。'
const article = `<html><head><title>我市开展工地检查_诸暨市人民政府</title><script>var x = "2020-01-01"</script></head><body>
<div class="nav"><a href="/">首页</a><a href="/a">政务公开</a></div>
<div class="main"><h1>我市开展工地检查</h1><p class="info">发布时间：2026-11-16 08:35　来源：市住建局　作者：陈某</p>
<div id="zoom"><p>${paragraph}</p><p>${paragraph}<img src="/pic/1.jpg"></p><style>p{}</style></div>
<div class="share">分享到：微信 微博</div></div>
<ul class="related"><li><a href="/x">相关阅读一二三四五六七八</a></li></ul><footer>版权所有 浙ICP备0001号</footer></body></html>`

describe('readPage', () => {
  it('finds headline, time, source, author and paragraphs, and leaves out menus and share bars', () => {
    const page = unwrap(readPage(bytes(article), options))
    expect(page).toMatchObject({
      title: '我市开展工地检查',
      published: '2026-11-16T00:35:00.000Z',
      source: '市住建局',
      author: '陈某',
      images: ['http://gov.example/pic/1.jpg'],
    })
    expect(page.body).toBe(`${paragraph}\n${paragraph}`)
  })

  it("lets a site's own selectors win", () => {
    const selectors = { title: '.t', body: '.b', time: '.when', author: '.who' }
    const html = `<h1>网站名</h1><div class="t">标题</div><i class="when">2026年1月2日</i><i class="who">甲</i><div class="b">时间：明日上午<br>短</div><div>${paragraph}</div>`
    expect(unwrap(readPage(bytes(html), { ...options, selectors }))).toMatchObject({
      title: '标题',
      body: '时间：明日上午\n短',
      published: '2026-01-01T16:00:00.000Z',
      author: '甲',
    })
  })

  const parts = (title: string, head: string, tail = '') =>
    `<html><head><title>${title}</title></head><body>${head}<div>${`<p>${paragraph}</p>`.repeat(3)}${tail}</div></body></html>`

  it.each([
    [
      'the site is the only heading',
      '工地检查通报_某某市人民政府',
      '<h1>某某市人民政府</h1><div class="biaoti">工地检查通报</div>',
    ],
    [
      'the site comes first',
      '某某市人民政府 - 工地检查通报',
      '<h1><a href="/">某某市人民政府</a></h1><h2>工地检查通报</h2>',
    ],
    ['<title> is cut', '工地检查通…-某某网', '<h1>工地检查通报</h1>'],
    ['nothing repeats it', '工地检查通报-某某网', ''],
  ])('finds the headline where %s', (_, title, head) => {
    expect(unwrap(readPage(bytes(parts(title, head)), options)).title).toBe('工地检查通报')
  })

  it.each([
    ['below the text', '', '<p>市住建局</p><p>发布时间：2026-11-16 08:35</p>'],
    [
      'beside the date of today',
      '<p>今天是2026年11月20日 星期五</p><h1>通报</h1><p>2026-11-16 08:35 | 编辑：李四</p>',
      '',
    ],
    ['with two digits for the year', '<h1>通报</h1><span>26-11-16</span><span>08:35</span>', ''],
    ['in words', '<h1>通报</h1><p>更新于：2026年11月18日 发布时间：2026年11月16日 8时35分</p>', ''],
    ['in English', '<h1>通报</h1><p>Posted on November 16, 2026 8:35 AM</p>', ''],
  ])('finds the time %s', (_, head, tail) => {
    expect(unwrap(readPage(bytes(parts('通报', head, tail)), options)).published).toBe('2026-11-16T00:35:00.000Z')
  })

  it('gives a day without a year the year that metadata tell', () => {
    const html = `<meta itemprop="dateUpdate" content="2025-12-31 22:46:13">${parts('通报', '<h1>通报</h1><p>12-30 21:05</p>')}`
    expect(unwrap(readPage(bytes(html), options)).published).toBe('2025-12-30T13:05:00.000Z')
  })

  it.each([
    ['作者：俞清和、陈水生 来源：早报', '俞清和 陈水生'],
    ['本报记者 俞清和 通讯员 陈水生', '俞清和 陈水生'],
    ['文/俞清和 编辑/李四', '俞清和'],
    ['责任编辑：李四', undefined],
    ['作者：佚名', undefined],
  ])('names the author of %s', (line, author) => {
    expect(unwrap(readPage(bytes(parts('通报', `<h1>通报</h1><p>2026-11-16 ${line}</p>`)), options)).author).toBe(
      author,
    )
  })

  it('refuses what is no page, and a selector that is no CSS, without throwing', () => {
    expect(readPage(bytes('plain words'), options)).toMatchObject({ ok: false, error: { code: 'page_unreadable' } })
    expect(readPage(bytes(article), { ...options, selectors: { body: '[[' } })).toMatchObject({
      ok: false,
      error: { code: 'page_unreadable' },
    })
  })

  it('refuses a page nested twenty thousand deep within a second', () => {
    const start = performance.now()
    const deep = readPage(bytes(`<title>深</title>${'<div>'.repeat(20_000)}${paragraph}`), options)
    expect(deep).toMatchObject({ ok: false, error: { code: 'page_unreadable' } })
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

const list = `<html><title>通知公告</title><div class="nav"><a href="/1">政务公开首页导航</a><a href="/2">互动交流栏目导航</a></div><ul class="list">
<li><a href="/art/1.html" title="关于停水的通知（全文标题）">关于停水的通知...</a><span>2026-11-16</span></li>
<li><a href="art/2.html">关于道路施工的公告</a><span>2026-11-15</span></li>
<li><a href="/art/1.html">关于停水的通知</a></li></ul><a href="index_2.html">下一页</a></html>`

describe('readList', () => {
  it('finds the list, its times and the next page, without doubles', () => {
    const found = unwrap(readList(bytes(list), options))
    expect(found.links).toEqual([
      {
        url: 'http://gov.example/art/1.html',
        title: '关于停水的通知（全文标题）',
        published: '2026-11-15T16:00:00.000Z',
      },
      {
        url: 'http://gov.example/col/1/art/2.html',
        title: '关于道路施工的公告',
        published: '2026-11-14T16:00:00.000Z',
      },
    ])
    expect(found.next).toBe('http://gov.example/col/1/index_2.html')
  })

  it("lets a site's own selectors win", () => {
    const selectors = { item: '.nav', link: 'a + a', next: '.none' }
    const found = unwrap(readList(bytes(list), { ...options, selectors }))
    expect(found.links.map(({ url }) => url)).toEqual(['http://gov.example/2'])
    expect(found.next).toBeUndefined()
  })
})

const thread = `<html><title>楼上漏水怎么办 - 论坛</title><h1>楼上漏水怎么办</h1>
<div class="post" id="p1"><b class="u">住户甲</b><i class="d">2026-11-16 08:35</i><div class="c">楼上装修以后一直漏水，没有人管。</div></div>
<div class="post" id="p2"><b class="u">住建局</b><em class="official">官方</em><i class="d">2026-11-17 09:00</i><div class="c">已安排<br>上门查看。</div></div>
<a class="n" href="?page=2">下一页</a></html>`

describe('readThread', () => {
  it('reads the original post and the replies, and who is official', () => {
    const selectors = {
      title: 'h1',
      reply: '.post',
      replyAuthor: '.u',
      replyTime: '.d',
      replyBody: '.c',
      replyOfficial: '.official',
      next: '.n',
    }
    const found = unwrap(readThread(bytes(thread), { ...options, selectors }))
    expect(found.title).toBe('楼上漏水怎么办')
    expect(found.next).toBe('http://gov.example/col/1/index.html?page=2')
    expect(found.posts).toEqual([
      {
        author: '住户甲',
        published: '2026-11-16T00:35:00.000Z',
        body: '楼上装修以后一直漏水，没有人管。',
        official: false,
        anchor: 'p1',
      },
      {
        author: '住建局',
        published: '2026-11-17T01:00:00.000Z',
        body: '已安排\n上门查看。',
        official: true,
        anchor: 'p2',
      },
    ])
  })

  it('takes the post outside the replies as the original one', () => {
    const selectors = { body: '#p1 .c', author: '#p1 .u', time: '#p1 .d', reply: '#p2', replyBody: '.c' }
    const { posts } = unwrap(readThread(bytes(thread), { ...options, selectors }))
    expect(posts.map(({ author, body }) => [author, body])).toEqual([
      ['住户甲', '楼上装修以后一直漏水，没有人管。'],
      [undefined, '已安排\n上门查看。'],
    ])
  })
})
