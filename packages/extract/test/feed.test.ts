import { unwrap } from '@guanlan/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedItemText, feedItemTitle, htmlToText, readFeed } from '../src/index.js'

const read = async (xml: string, contentType?: string) =>
  unwrap(await readFeed(new TextEncoder().encode(xml), { url: 'http://paper.example/rss.xml', contentType }))

const rss = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>暨阳晚报</title><link>http://paper.example/</link><description>新闻</description><language>zh-cn</language>
<item><title>食堂&amp;卫生</title><link>/a/1.html</link><guid isPermaLink="false">g1</guid><pubDate>2026-11-16 08:35:00</pubDate>
<dc:creator>记者甲</dc:creator><category>民生</category><category>教育</category>
<description><![CDATA[<p>摘要</p>]]></description><content:encoded><![CDATA[<p>第一段。</p><script>alert(1)</script><p>第二段&nbsp;完。</p>]]></content:encoded>
<enclosure url="/pic.jpg" type="image/jpeg" length="12"/></item></channel></rss>`

describe('readFeed', () => {
  it('reads RSS 2.0 with rss-parser, times in the zone of the source and links absolute', async () => {
    const { feed, items, reader } = await read(rss)
    expect(reader).toBe('rss-parser')
    expect(feed).toMatchObject({ title: '暨阳晚报', link: 'http://paper.example/', language: 'zh-cn' })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      id: 'g1',
      title: '食堂&卫生',
      url: 'http://paper.example/a/1.html',
      published: '2026-11-16T00:35:00.000Z',
      authors: ['记者甲'],
      categories: ['民生', '教育'],
      enclosures: [{ url: 'http://paper.example/pic.jpg', type: 'image/jpeg', length: 12 }],
    })
  })

  it('gives plain text of an item without scripts or markup', async () => {
    const { items } = await read(rss)
    expect(items.map(feedItemText)).toEqual(['第一段。\n第二段 完。'])
  })

  it('reads Atom with bare local times as local to the source', async () => {
    const { items, reader } = await read(`<feed xmlns="http://www.w3.org/2005/Atom"><title>报</title><id>x</id>
      <link rel="self" href="http://paper.example/atom"/><link rel="alternate" href="http://paper.example/"/><entry><id>tag:1</id><title type="html">&lt;b&gt;停水&lt;/b&gt;</title>
      <link rel="alternate" href="http://paper.example/1"/><published>2026-11-16 08:35:00</published><updated>2026-11-16T09:00:00+08:00</updated>
      <category term="民生"/><author><name>甲</name></author><content type="html">&lt;p&gt;全文&lt;/p&gt;</content></entry></feed>`)
    expect(reader).toBe('rss-parser')
    expect(items[0]).toMatchObject({
      id: 'tag:1',
      title: '<b>停水</b>',
      url: 'http://paper.example/1',
      published: '2026-11-16T00:35:00.000Z',
      updated: '2026-11-16T01:00:00.000Z',
      authors: ['甲'],
      categories: ['民生'],
      content: '<p>全文</p>',
      summary: undefined,
    })
    expect(items.map(feedItemTitle)).toEqual(['停水'])
  })

  it('hands malformed XML to the lenient reader and finds every item', async () => {
    const { items, reader, warnings } = await read(
      `\n<!-- junk --><rss version="2.0"><channel><title>A & B</title><item><title>一 & 二</title><link>http://paper.example/1?a=1&b=2</link></item>
      <item><title>三<br>四</title><guid>http://paper.example/2</guid></item><item><title>五</title><link>http://paper.example/3</link>`,
    )
    expect(reader).toBe('lenient')
    expect(warnings[0]).toMatch(/^no well-formed XML/)
    expect(items.map(({ title, url }) => [title, url])).toEqual([
      ['一 & 二', 'http://paper.example/1?a=1&b=2'],
      ['三<br/>四', 'http://paper.example/2'],
      ['五', 'http://paper.example/3'],
    ])
  })

  it('reads RSS 1.0, whose items stand beside the channel', async () => {
    const { items } =
      await read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="http://paper.example/"><title>报</title></channel>
      <item rdf:about="http://paper.example/1"><title>一</title><link>http://paper.example/1</link><dc:date>2026-11-16T08:35:00+08:00</dc:date></item></rdf:RDF>`)
    expect(items[0]).toMatchObject({ title: '一', published: '2026-11-16T00:35:00.000Z' })
  })

  it('reads JSON Feed', async () => {
    const { items, reader } = await read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: '报',
        items: [
          {
            id: 1,
            url: 'http://paper.example/1',
            content_html: '<p>文</p>',
            date_published: '2026-11-16T08:35:00+08:00',
          },
        ],
      }),
    )
    expect(reader).toBe('lenient')
    expect(items[0]).toMatchObject({ id: '1', content: '<p>文</p>', published: '2026-11-16T00:35:00.000Z' })
  })

  it('says that a login page is no feed', async () => {
    const result = await readFeed(new TextEncoder().encode('<html><body>请登录</body></html>'), {
      url: 'http://paper.example/rss',
    })
    expect(result).toMatchObject({ ok: false, error: { code: 'feed_unreadable' } })
  })

  it('answers for every mutilation of a feed without throwing', async () => {
    const cut = fc.tuple(fc.nat(rss.length), fc.nat(30), fc.string({ maxLength: 8 }))
    await fc.assert(
      fc.asyncProperty(cut, async ([at, length, insert]) => {
        const bytes = new TextEncoder().encode(rss.slice(0, at) + insert + rss.slice(at + length))
        const result = await readFeed(bytes, { url: 'http://paper.example/rss.xml' })
        expect(result.ok || result.error.code === 'feed_unreadable').toBe(true)
      }),
    )
  })
})

describe('htmlToText', () => {
  it('reads text that was escaped twice', () => {
    expect(htmlToText('&lt;p&gt;一&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;')).toBe('一')
  })

  it('keeps comparisons that are no markup', () => {
    expect(htmlToText('3 &lt; 5 且 a > b')).toBe('3 < 5 且 a > b')
  })

  it('takes a page nested a hundred thousand deep', () => {
    expect(htmlToText(`${'<div>'.repeat(100_000)}底`)).toBe('底')
  })
})
