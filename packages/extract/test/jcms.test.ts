import { describe, expect, it } from 'vitest'
import { readJcms } from '../src/index.js'

const url = 'https://www.example.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=1'
const read = (text: string, selectors = {}) => readJcms(Buffer.from(text), { url, selectors })
const row = (n: number, href = `/art/2026/11/1${n}/art_12_${n}.html`) =>
  `<li><a href="${href}" title="关于第${n}号路段封闭施工的通告">关于第${n}号路段封闭…</a><span>2026-11-1${n}</span></li>`
const links = (n: number, page = `https://www.example.gov.cn/art/2026/11/1${n}/art_12_${n}.html`) => ({
  url: page,
  title: `关于第${n}号路段封闭施工的通告`,
  published: new Date(`2026-11-1${n}T00:00:00+08:00`).toISOString(),
})

describe('the list API of a JCMS portal', () => {
  it('gives the rows of its XML form', () => {
    const list = read(`<?xml version="1.0" encoding="UTF-8"?><datastore>
      <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2">下一页</a>]]></nextgroup>
      <recordset><record><![CDATA[${row(6)}]]></record><record>
      <![CDATA[ ${row(5, '../../art/2026/11/15/art_12_5.html')} ]]>
      </record></recordset><totalrecord>2</totalrecord></datastore>`)
    expect(list).toMatchObject({ ok: true, value: { links: [links(6), links(5)], next: undefined } })
  })

  it('gives the rows of its JSON form', () => {
    const html = `<div id="list"><ul>${row(6)}${row(5)}</ul><div class="page" count="2"></div></div>`
    expect(read(JSON.stringify({ success: true, code: '200', data: { html } }))).toMatchObject({
      ok: true,
      value: { links: [links(6), links(5)] },
    })
  })

  it('takes the site’s own selectors', () => {
    const rows = `<record><![CDATA[<tr><td><a href="/col/1">公告</a></td><td><a class="t" href="/art/1.html">停水通告</a></td><td><b>2026.11.16</b></td></tr>]]></record>`
    expect(read(`<recordset>${rows}</recordset>`, { item: 'tr', link: 'a.t', itemTime: 'b' })).toMatchObject({
      ok: true,
      value: {
        links: [
          { url: 'https://www.example.gov.cn/art/1.html', title: '停水通告', published: '2026-11-15T16:00:00.000Z' },
        ],
      },
    })
  })

  it.each([
    ['XML', '<datastore><recordset></recordset></datastore>'],
    ['JSON', '{"data":{"html":""}}'],
    ['JSON without data', '{"data":null}'],
  ])('is empty past its end, as %s', (_form, text) => {
    expect(read(text)).toMatchObject({ ok: true, value: { links: [] } })
  })

  it.each(['<html><body>维护中</body></html>', '{"error":1}', '{"data":', ''])('is not %j', (text) => {
    expect(read(text)).toMatchObject({ ok: false, error: { code: 'page_unreadable' } })
  })
})
