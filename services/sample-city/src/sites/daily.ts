import { siteNames } from '../site-ids.js'
import { newest } from '../timeline.js'
import { beijingDate, beijingRfc822 } from '../web/beijing-time.js'
import { cdata, escapeMarkup, paragraphs } from '../web/markup.js'
import type { Newspaper } from './newspaper.js'

/** Morning paper: RSS 2.0 with guid, description and content:encoded. */
export const daily: Newspaper = {
  site: 'daily',
  name: siteNames.daily,
  feedPath: '/rss.xml',
  feedType: 'application/rss+xml; charset=utf-8',
  articlePath: (item) => `/news/${beijingDate(item.published)}/${item.id}.html`,
  feed(items, origin) {
    const built = newest(items)
    const entries = items.map(
      (item) => `<item>
<title>${escapeMarkup(item.title)}</title>
<link>${origin}${daily.articlePath(item)}</link>
<guid isPermaLink="false">daily-${item.id}</guid>
<pubDate>${beijingRfc822(item.published)}</pubDate>
<dc:creator>${escapeMarkup(item.author ?? '本报记者')}</dc:creator>
<category>${escapeMarkup(item.section ?? '要闻')}</category>
<description>${escapeMarkup(item.body.split('\n')[0] ?? '')}</description>
<content:encoded>${cdata(paragraphs(item.body))}</content:encoded>
</item>`,
    )
    return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${siteNames.daily}</title>
<link>${origin}/</link>
<description>示例城市的早报，内容纯属虚构</description>
<language>zh-CN</language>
${built === undefined ? '' : `<lastBuildDate>${beijingRfc822(built)}</lastBuildDate>`}
${entries.join('\n')}
</channel>
</rss>
`
  },
}
