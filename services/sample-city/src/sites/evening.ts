import { siteNames } from '../site-ids.js'
import { newest } from '../timeline.js'
import { beijingIso } from '../web/beijing-time.js'
import { escapeMarkup, paragraphs } from '../web/markup.js'
import type { Newspaper } from './newspaper.js'

/** Evening paper: Atom with the whole text, and links relative to the feed, as some papers write them. */
export const evening: Newspaper = {
  site: 'evening',
  name: siteNames.evening,
  feedPath: '/atom.xml',
  feedType: 'application/atom+xml; charset=utf-8',
  articlePath: (item) => `/story/${item.id}.html`,
  feed(items) {
    const updated = newest(items) ?? 0
    const entries = items.map(
      (item) => `<entry>
<id>tag:evening.example.invalid,2026:${item.id}</id>
<title type="text">${escapeMarkup(item.title)}</title>
<link rel="alternate" type="text/html" href="story/${item.id}.html"/>
<published>${beijingIso(item.published)}</published>
<updated>${beijingIso(item.published)}</updated>
<author><name>${escapeMarkup(item.author ?? '本报记者')}</name></author>
<category term="${escapeMarkup(item.section ?? '城事')}"/>
<content type="html">${escapeMarkup(paragraphs(item.body))}</content>
</entry>`,
    )
    return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>tag:evening.example.invalid,2026:feed</id>
<title>${siteNames.evening}</title>
<subtitle>示例城市的晚报，内容纯属虚构</subtitle>
<link rel="self" type="application/atom+xml" href="atom.xml"/>
<link rel="alternate" type="text/html" href="./"/>
<updated>${beijingIso(updated)}</updated>
${entries.join('\n')}
</feed>
`
  },
}
