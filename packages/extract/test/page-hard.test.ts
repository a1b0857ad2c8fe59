import fc from 'fast-check'
import { unwrap } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { readAny } from '../src/index.js'
import { mutatedPage } from './page-mutations.js'

const runs = Number(process.env['GUANLAN_FUZZ'] ?? 80)
/** Milliseconds of processor time: the clock on the wall counts other processes, too. */
const working = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
const url = 'http://www.city.example/a/1.html'
const read = (html: string) => readAny(new TextEncoder().encode(html), { url })
const sentence = '连日来，街道组织网格员走进小区，登记管道漏水、路灯不亮等问题，列出清单，逐项整改。'
const link = (i: number) => `<a href="/a/${i}.html">关于第${i}号公告的通知</a>`
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))

describe('readAny under mutation', () => {
  it(
    'answers each within a second, with a page or page_unreadable, and gives no markup on',
    () => {
      let slowest = 0
      fc.assert(
        fc.property(mutatedPage, (bytes) => {
          const started = working()
          const found = readAny(bytes, { url })
          if (found.ok) {
            const { page, list } = found.value
            for (const { url: address } of list.links) expect(address).toMatch(/^https?:\/\//)
            for (const image of page?.images ?? []) expect(image).toMatch(/^https?:\/\//)
          } else expect(found.error.code).toBe('page_unreadable')
          slowest = Math.max(slowest, working() - started)
        }),
        { numRuns: runs, seed: 20_261_116, endOnFailure: true },
      )
      expect(slowest).toBeLessThan(1_000)
    },
    Math.max(60_000, runs * 50),
  )
})

describe('readAny on hard pages', () => {
  it('reads long pages whole, in bounded time', () => {
    const started = working()
    const article = unwrap(read(`<h1>长文</h1><div class="content">${`<p>${sentence}</p>`.repeat(4_000)}</div>`))
    expect(article.page?.body.split('\n').length).toBe(4_000)
    const list = unwrap(read(`<ul>${times(3_000, (i) => `<li>${link(i)}<span>2026-11-16</span></li>`).join('')}</ul>`))
    expect(list).toMatchObject({ kind: 'list' })
    expect(list.list.links.length).toBe(3_000)
    const post = (i: number) =>
      `<div id="post_${i}"><a href="/u/${i}">网友${i}</a><em class="time">2026-11-16 08:35</em><div class="message">${sentence}</div></div>`
    const thread = unwrap(read(`<div id="postlist">${times(1_000, post).join('')}</div>`))
    expect(thread.thread?.posts.length).toBe(1_000)
    expect(working() - started).toBeLessThan(2_500)
  })

  it('keeps to its time on links that are never closed, each of which holds all that follow it', () => {
    const started = working()
    unwrap(read(`<div>${`<a href="/x">${'关于公告的通知'.repeat(8)}`.repeat(900)}`))
    expect(working() - started).toBeLessThan(800)
  })

  it('reads old pages whose tags are never closed', () => {
    const page = unwrap(read(`<h1>段落</h1><div>${`<p>${sentence}<br>`.repeat(5_000)}`))
    expect(page.page?.body.split('\n').length).toBe(5_000)
  })

  it('says why it refuses pages that no browser was meant for', () => {
    const refused: readonly (readonly [string, string])[] = [
      ['<div>'.repeat(20_000) + sentence, 'nested deeper'],
      ['<font size=2>'.repeat(3_000) + sentence, 'nested deeper'],
      [`<div>${times(100_000, link).join('')}</div>`, 'more than'],
      [`${'<!-- -->'.repeat(200_000)}${sentence}`, 'more than'],
    ]
    for (const [html, why] of refused) {
      const started = working()
      expect(read(html)).toMatchObject({
        ok: false,
        error: { code: 'page_unreadable', message: expect.stringContaining(why) },
      })
      expect(working() - started).toBeLessThan(3_000)
    }
  })

  it('takes what is made to exhaust its readers', () => {
    const hostile = [
      `<title>题</title>${'<'.repeat(300_000)}`,
      `<title>题</title><p>x</p><script>var a = "${'\\"'.repeat(300_000)}</script>`,
      `<title>题</title><p>x</p><script>${'"'.repeat(300_000)}</script>`,
      `<title>题</title><h1>题</h1>${`<p>${'1'.repeat(199)}</p>`.repeat(3_000)}`,
      `<title>题</title><h1>题</h1><p>作者：${'张三、'.repeat(100_000)}</p><p>${sentence}</p>`,
      `<title>${'题'.repeat(300_000)}</title><h1>${'题'.repeat(300_000)}</h1><p>${sentence}</p>`,
      `<title>题</title><p style="${'a:b;'.repeat(200_000)}">${sentence}</p>`,
      `<title>题</title><h1>题</h1><div><p>${sentence}</p><p>${'来源：'.repeat(200)}</p><p>${sentence}</p></div>`,
      `<title>题</title><p>${'&amp;lt;'.repeat(100_000)}</p>`,
      `<title>题</title>${'<table><tr><td>'.repeat(300)}${sentence}${'</td></tr></table>'.repeat(300)}`,
    ]
    for (const html of hostile) {
      const started = working()
      read(html)
      expect(working() - started).toBeLessThan(2_000)
    }
  })

  it('reads what a wrong label says, by the bytes themselves', () => {
    const html = `<html><head><meta charset="gb2312"><title>停水通知</title></head><body><h1>停水通知</h1><p>${sentence}</p></body></html>`
    const found = unwrap(readAny(new TextEncoder().encode(html), { url, contentType: 'text/html; charset=ISO-8859-1' }))
    expect(found.page).toMatchObject({ title: '停水通知', body: sentence, charset: 'utf-8' })
  })
})
