import type fc from 'fast-check'
import { mutationsOf } from './mutations.js'

const rss = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xml:base="http://paper.example/">
<channel><title>暨阳早报</title><link>http://paper.example/</link><description>每日要闻 &amp; 民生</description><lastBuildDate>Mon, 16 Nov 2026 08:35:00 +0800</lastBuildDate>
<item><title><![CDATA[城东停水 <b>通知</b>]]></title><link>/a/1.html</link><guid isPermaLink="false">a1</guid><pubDate>2026-11-16 08:35</pubDate><dc:creator>甲</dc:creator><category>民生</category>
<description>今晚&nbsp;22时起&hellip;</description><content:encoded><![CDATA[<p>第一段</p><p><a href="b.html">第二段</a></p>]]></content:encoded><media:group><media:content url="p.jpg"/></media:group><enclosure url="/p.jpg" type="image/jpeg" length="10"/></item>
<item><title>公交改线</title><link>http://paper.example/a/2.html</link><pubDate>Mon, 16 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>`

const atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh" xml:base="http://gov.example/news/"><title type="text">公告</title><link rel="self" href="atom.xml"/><link href="/"/><updated>2026-11-16T00:35:00Z</updated>
<entry><id>tag:gov.example,2026:1</id><title type="html">&lt;i&gt;道路&lt;/i&gt;施工</title><link rel="alternate" href="1.html"/><published>2026-11-16T08:00:00+08:00</published><updated>2026-11-16T08:10:00.5+08:00</updated><author><name>建设局</name></author><category term="road" label="道路"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>全文<br/>二</p></div></content></entry></feed>`

const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://forum.example/"><title>论坛</title><link>http://forum.example/</link></channel>
<item rdf:about="http://forum.example/1"><title>路灯不亮</title><link>http://forum.example/1</link><dc:date>2026-11-16T08:35:00+08:00</dc:date></item></rdf:RDF>`

const json = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: '号',
  home_page_url: 'http://blog.example/',
  items: [{ id: 1, url: '/1', title: '一', content_html: '<p>文</p>', date_published: '2026-11-16T08:35:00+08:00' }],
})

/** The project's own small feeds, one of each family. */
export const smallFeeds: readonly string[] = [rss, atom, rdf, json]

const pieces = [
  '<item>',
  '</item>',
  '<entry>',
  '<title>',
  '</title>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<!DOCTYPE x [<!ENTITY a "bbbb">]>',
  '&a;',
  '&#x110000;',
  '&#0;',
  '&nbsp',
  '<br>',
  '<div xmlns="http://www.w3.org/1999/xhtml">',
  ' xml:base="//%zz"',
  ' xml:base="http://["',
  ' xmlns:dc=""',
  '<__proto__>x</__proto__>',
  '<a:constructor>y</a:constructor>',
  ' mode="base64"',
  ' type="image/png"',
  '{"items":[',
  '<?xml encoding="utf-16"?>',
  '\u0000',
  '\ufffe',
]

/** A small feed with pieces cut out, doubled, put in, repeated many times or bytes changed. */
export const mutatedFeed: fc.Arbitrary<Uint8Array> = mutationsOf(smallFeeds, pieces)
