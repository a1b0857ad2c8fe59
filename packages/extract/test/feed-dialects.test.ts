import { unwrap } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { feedItemTitle, readFeed } from '../src/index.js'

const read = async (feed: string | Uint8Array, url = 'http://paper.example/feeds/rss.xml') =>
  unwrap(await readFeed(typeof feed === 'string' ? new TextEncoder().encode(feed) : feed, { url }))
const item = async (inner: string, attributes = '') =>
  (await read(`<rss version="2.0"${attributes}><channel><title>报</title><item>${inner}</item></channel></rss>`))
    .items[0]
const entry = async (inner: string, attributes = '') =>
  (await read(`<feed xmlns="http://www.w3.org/2005/Atom"${attributes}><entry>${inner}</entry></feed>`)).items[0]

describe('dialects of feeds', () => {
  it('knows namespaces by their address, whatever their prefix, and by a well-known prefix without one', async () => {
    expect(await item('<x:creator>甲</x:creator>', ' xmlns:x="http://purl.org/dc/elements/1.1/"')).toMatchObject({
      authors: ['甲'],
    })
    expect(await item('<dc:creator>甲</dc:creator><dc:creator>乙</dc:creator>')).toMatchObject({
      authors: ['甲', '乙'],
    })
    const prefixed = await read(
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>一</a:title><a:id>1</a:id></a:entry></a:feed>',
    )
    expect(prefixed.items).toMatchObject([{ id: '1', title: '一' }])
  })

  it('keeps what other namespaces say', async () => {
    const read = await item(
      '<title>一</title><georss:point>29.7 120.2</georss:point><itunes:episodeType>full</itunes:episodeType><media:group><media:thumbnail url="http://a.example/t.jpg"/></media:group><slash:comments>3</slash:comments>',
    )
    expect(read?.extra).toEqual({
      'georss:point': '29.7 120.2',
      'itunes:episodeType': 'full',
      'media:thumbnail': 'http://a.example/t.jpg',
      'slash:comments': '3',
    })
  })

  it('resolves links against xml:base wherever it stands, and in delivered markup, too', async () => {
    const based = await entry(
      '<link href="1.html" xml:base="b/"/><content type="html" xml:base="c/">&lt;a href="2.html"&gt;二&lt;/a&gt;</content>',
      ' xml:base="http://gov.example/a/"',
    )
    expect(based).toMatchObject({
      url: 'http://gov.example/a/b/1.html',
      content: '<a href="http://gov.example/a/c/2.html">二</a>',
    })
  })

  it('resolves links of Atom against the feed and of RSS against its site', async () => {
    expect(await entry('<link href="1.html"/>')).toMatchObject({ url: 'http://paper.example/feeds/1.html' })
    const { items } = await read(
      '<rss><channel><link>http://site.example/</link><item><link>1.html</link></item></channel></rss>',
    )
    expect(items[0]?.url).toBe('http://site.example/1.html')
  })

  it('reads text, HTML, XHTML and base64 of Atom as what they are', async () => {
    expect((await entry('<content type="html">&lt;p&gt;一&lt;/p&gt;</content>'))?.content).toBe('<p>一</p>')
    expect(
      (
        await entry(
          '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>一 &amp; 二<br/></p></div></content>',
        )
      )?.content,
    ).toBe('<p>一 &amp; 二<br/></p>')
    expect((await entry('<content type="application/octet-stream">5YGc5rC0</content>'))?.content).toBe('停水')
    expect((await entry('<title>A &amp;lt; B</title>'))?.title).toBe('A &lt; B')
  })

  it('decodes entities of HTML and of the feed itself once, and none in addresses', async () => {
    expect((await item('<title>停水&hellip;&#8220;今晚&#x201D;&#150;</title>'))?.title).toBe('停水…“今晚”–')
    expect((await item('<title><![CDATA[a &amp; b]]></title>'))?.title).toBe('a &amp; b')
    expect((await item('<link>http://a.example/?x=1&copy=2</link>'))?.url).toBe('http://a.example/?x=1&copy=2')
    const own = await read(
      '<!DOCTYPE rss [<!ENTITY city "诸暨">]><rss><channel><title>&city;新闻</title></channel></rss>',
    )
    expect(own.feed.title).toBe('诸暨新闻')
  })

  it('finds items in feeds that are cut short, unclosed, badly nested or behind junk', async () => {
    const cut = await read(
      '<rss><channel><item><title>一</title><link>http://a.example/1</link></item><item><title>二</title><desc',
    )
    expect(cut.items.map(({ title }) => title)).toEqual(['一', '二'])
    expect(cut.warnings[0]).toContain('no well-formed XML')
    const unclosed = await read(
      '<rss><channel><item><title>一<link>http://a.example/1<item><title>二<link>http://a.example/2',
    )
    expect(unclosed.items.map(({ title, url }) => [title, url])).toEqual([
      ['一', 'http://a.example/1'],
      ['二', 'http://a.example/2'],
    ])
    const junk = await read(
      '<br />\n<b>Warning</b>: mysql_connect()\n<?xml version="1.0"?><rss><channel><item><title>一</title></item></channel></rss>',
    )
    expect(junk.items.map(feedItemTitle)).toEqual(['一'])
  })

  it('reads a JSON Feed that is cut short as far as it is whole', async () => {
    const { items, warnings } = await read(
      '{"version":"https://jsonfeed.org/version/1","title":"报","items":[{"id":"1","title":"一"},{"id":"2","ti',
    )
    expect(items.map(({ id }) => id)).toEqual(['1'])
    expect(warnings[0]).toContain('cut short')
  })

  it('says which ids repeat or are missing', async () => {
    const { warnings } = await read(
      '<rss><channel><item><guid>g</guid></item><item><guid>g</guid></item><item><title>无</title></item></channel></rss>',
    )
    expect(warnings).toEqual(expect.arrayContaining(['1 items have neither id nor link', '1 ids repeat']))
  })

  it.each([
    ['editor@a.example (甲)', '甲'],
    ['甲 (editor@a.example)', '甲'],
    ['甲 <editor@a.example>', '甲'],
    ['editor@a.example', 'editor@a.example'],
    ['本报记者', '本报记者'],
  ])('names the author in %s', async (written, name) => {
    expect((await item(`<author><![CDATA[${written}]]></author>`))?.authors).toEqual([name])
  })

  it.each([
    ['Mon, 16 Nov 2026 08:35:00 +0800', '2026-11-16T00:35:00.000Z'],
    ['Sun, 16 Nov 2026 08:35 GMT', '2026-11-16T08:35:00.000Z'],
    ['星期一, 16 十一月 2026 08:35:00 +0800', '2026-11-16T00:35:00.000Z'],
    ['周一, 16 11月 2026 08:35:00 +0000', '2026-11-16T08:35:00.000Z'],
    ['二〇二六年十一月十六日', '2026-11-15T16:00:00.000Z'],
    ['16 Dez 2026 08:35:00 +0100', '2026-12-16T07:35:00.000Z'],
    ['2026-11', '2026-10-31T16:00:00.000Z'],
    ['Mon, 16 Nov 2026 08:35:00 AEDT', '2026-11-15T21:35:00.000Z'],
    ['2026-11-16 08:35:00', '2026-11-16T00:35:00.000Z'],
  ])('reads the date %s', async (written, instant) => {
    expect((await item(`<pubDate>${written}</pubDate>`))?.published).toBe(instant)
  })

  it('guesses Big5 and Latin-1 where nothing is named, and GB18030 else', async () => {
    // 這是我們的國家 in Big5, 这是我们的国家 in GB18030, «Últimas Notícias da região» in Latin-1.
    const big5 = [0xb3, 0x6f, 0xac, 0x4f, 0xa7, 0xda, 0xad, 0xcc, 0xaa, 0xba, 0xb0, 0xea, 0xae, 0x61]
    const gb = [0xd5, 0xe2, 0xca, 0xc7, 0xce, 0xd2, 0xc3, 0xc7, 0xb5, 0xc4, 0xb9, 0xfa, 0xbc, 0xd2]
    const wrap = (bytes: number[]) =>
      Uint8Array.from([...Buffer.from('<rss><channel><title>'), ...bytes, ...Buffer.from('</title></channel></rss>')])
    expect((await read(wrap(big5))).feed.title).toBe('這是我們的國家')
    expect((await read(wrap(gb))).feed.title).toBe('这是我们的国家')
    expect((await read(wrap([...Buffer.from('Últimas Notícias da região', 'latin1')]))).feed.title).toBe(
      'Últimas Notícias da região',
    )
  })

  it('hears how often it may be asked, whoever reads it', async () => {
    const head =
      '<ttl>60</ttl><skipHours><hour>16</hour><hour>3</hour><hour>24</hour><hour>99</hour><hour/></skipHours><skipDays><day>Sunday</day><day>周六</day></skipDays>'
    const pace = { ttl: 3_600_000, skipHours: [0, 3, 16], skipDays: [0] }
    const whole = `<rss version="2.0"><channel><title>报</title><link>http://paper.example/</link><description>d</description>${head}<item><guid>1</guid><title>一</title></item></channel></rss>`
    expect(await read(whole)).toMatchObject({ pace, reader: 'rss-parser' })
    expect(await read(whole.replace('</channel></rss>', ''))).toMatchObject({ pace, reader: 'lenient' })
    for (const silent of ['', '<ttl>soon</ttl><skipHours>16</skipHours>', '<ttl>-5</ttl><skipDays/>'])
      expect((await read(whole.replace(head, silent))).pace).toEqual({ ttl: undefined, skipHours: [], skipDays: [] })
    expect((await read('{"version":"https://jsonfeed.org/version/1","items":[]}')).pace.skipHours).toEqual([])
  })
})
