import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSitemap } from '../src/index.js'

const url = 'https://www.example.cn/sitemap.xml'
const read = (text: string) => readSitemap(Buffer.from(text), { url })
const entriesOf = (text: string) => {
  const document = read(text)
  if (!document.ok) throw document.error
  return document.value.entries
}

describe('a sitemap', () => {
  it('gives addresses with their last change', () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <url><loc>https://www.example.cn/a.html?x=1&amp;y=2</loc><lastmod>2026-11-16T08:00:00+08:00</lastmod><priority>0.5</priority></url>
        <url><loc> <![CDATA[https://www.example.cn/b.html]]> </loc><lastmod>2026-11-15</lastmod></url>
        <url><loc>/c.html</loc></url>
        <url><lastmod>2026-11-15</lastmod></url>
        <url><loc>https://www.example.cn/b.html</loc></url>
        <url><loc>javascript:alert(1)</loc></url>
      </urlset>`
    expect(read(text)).toMatchObject({ ok: true, value: { kind: 'pages' } })
    expect(entriesOf(text).map(({ url: page, changed }) => [page, changed])).toEqual([
      ['https://www.example.cn/a.html?x=1&y=2', '2026-11-16T00:00:00.000Z'],
      ['https://www.example.cn/b.html', '2026-11-14T16:00:00.000Z'],
      ['https://www.example.cn/c.html', undefined],
    ])
  })

  it('gives headline and time of publication from the news extension, whatever its prefix, and no caption of a picture', () => {
    const [entry] = entriesOf(`<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url>
      <loc>https://www.example.cn/n/1</loc>
      <image:image><image:loc>https://www.example.cn/i.png</image:loc><image:title>图一</image:title></image:image>
      <n:news><n:publication><n:name>快报</n:name><n:language>zh-cn</n:language></n:publication>
        <n:publication_date>2026-11-16T09:30:00+08:00</n:publication_date><n:title>城东 停水&amp;抢修</n:title></n:news>
    </url></urlset>`)
    expect(entry).toMatchObject({
      url: 'https://www.example.cn/n/1',
      title: '城东 停水&抢修',
      published: '2026-11-16T01:30:00.000Z',
    })
  })

  it('tells an index from a list of pages', () => {
    const index = read(
      '<sitemapindex><sitemap><loc>https://www.example.cn/s1.xml.gz</loc><lastmod>2026-11-16</lastmod></sitemap></sitemapindex>',
    )
    expect(index).toMatchObject({ ok: true, value: { kind: 'index', entries: [{ lastmod: '2026-11-16' }] } })
  })

  it('may be plain text, one address per line', () => {
    expect(
      entriesOf('https://www.example.cn/a\r\n\r\nhttps://www.example.cn/b\n').map(({ url: page }) => page),
    ).toEqual(['https://www.example.cn/a', 'https://www.example.cn/b'])
  })

  it('goes on after what is cut off', () => {
    const cut = '<urlset><url><loc>https://www.example.cn/a</loc></url><url><loc>https://www.example.cn/b</loc><lastm'
    expect(entriesOf(cut).map(({ url: page }) => page)).toContain('https://www.example.cn/a')
  })

  it.each([
    ['a web page', '<html><body>404</body></html>'],
    ['nothing', ''],
    ['nesting beyond reason', `<urlset>${'<url>'.repeat(5_000)}`],
  ])('is not %s', (_what, text) => {
    expect(read(text)).toMatchObject({ ok: false, error: { code: 'page_unreadable' } })
  })

  it('reads fifty thousand entries and no more', () => {
    const rows = Array.from({ length: 50_100 }, (_, i) => `<url><loc>https://e.cn/${i}</loc></url>`).join('')
    expect(entriesOf(`<urlset>${rows}</urlset>`)).toHaveLength(50_000)
  })

  it('never throws, whatever the bytes', () => {
    const piece = fc.constantFrom(
      '<urlset>',
      '<url>',
      '<loc>',
      'https://e.cn/',
      ']]>',
      '<![CDATA[',
      '&#x0;',
      '</url>',
      '<',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const { ok } = read(pieces.join(''))
        expect(typeof ok).toBe('boolean')
      }),
      { numRuns: 300 },
    )
  })
})
