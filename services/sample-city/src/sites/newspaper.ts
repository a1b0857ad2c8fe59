import { newest, type PublishedItem, type Timeline } from '../timeline.js'
import { beijingMinute } from '../web/beijing-time.js'
import { escapeMarkup, paragraphs, sampleNotice } from '../web/markup.js'
import type { Page, SiteHandler } from '../web/site-server.js'
import { robotsPage } from './robots.js'

/** A paper's feed lists at most this many of its newest stories. */
const IN_FEED = 60

/** What differs between two papers: name, where the feed stands, and how it is written. */
export interface Newspaper {
  readonly site: 'daily' | 'evening'
  readonly name: string
  readonly feedPath: string
  readonly feedType: string
  articlePath(item: PublishedItem): string
  feed(items: readonly PublishedItem[], origin: string): string
}

/** Home page, feed and one page for each story. */
export function newspaperSite(paper: Newspaper, timeline: Timeline): SiteHandler {
  return (path, origin) => {
    if (path === '/robots.txt') return robotsPage()
    const items = timeline.posts(paper.site)
    const modified = newest(items)
    if (path === paper.feedPath)
      return { type: paper.feedType, body: paper.feed(items.slice(0, IN_FEED), origin), modified }
    if (path === '/') return { type: 'text/html; charset=utf-8', body: homePage(paper, items), modified }
    const item = items.find((candidate) => paper.articlePath(candidate) === path)
    return item ? storyPage(paper, item) : null
  }
}

function homePage(paper: Newspaper, items: readonly PublishedItem[]): string {
  const rows = items
    .slice(0, 40)
    .map(
      (item) =>
        `<li><a href="${paper.articlePath(item)}">${escapeMarkup(item.title)}</a> <time>${beijingMinute(item.published)}</time></li>`,
    )
  return frame(paper, paper.name, `<ul class="stories">\n${rows.join('\n')}\n</ul>`)
}

function storyPage(paper: Newspaper, item: PublishedItem): Page {
  const content = `<article>
<h1>${escapeMarkup(item.title)}</h1>
<p class="meta"><time>${beijingMinute(item.published)}</time> 来源：${paper.name} 记者：${escapeMarkup(item.author ?? '本报记者')}</p>
<div class="content">
${paragraphs(item.body)}
</div>
</article>`
  return {
    type: 'text/html; charset=utf-8',
    body: frame(paper, escapeMarkup(item.title), content),
    modified: item.published,
  }
}

const frame = (paper: Newspaper, title: string, content: string): string => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${title} - ${paper.name}</title>
<link rel="alternate" type="${paper.feedType.split(';')[0]}" title="${paper.name}" href="${paper.feedPath}">
</head>
<body>
<header><a href="/">${paper.name}</a></header>
<main>
${content}
</main>
<footer>${sampleNotice}</footer>
</body>
</html>
`
