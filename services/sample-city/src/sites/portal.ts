import { siteNames } from '../site-ids.js'
import { newest, type PublishedItem, type Timeline } from '../timeline.js'
import { beijingDate, beijingMinute } from '../web/beijing-time.js'
import { escapeMarkup, paragraphs, sampleNotice } from '../web/markup.js'
import type { Page, SiteHandler } from '../web/site-server.js'
import { robotsPage } from './robots.js'

const PER_PAGE = 20
const name = siteNames.portal
const type = 'text/html; charset=utf-8'

/** `/zwgk/202611/t20261116_ct-portal-1.html` */
const articlePath = (item: PublishedItem) => {
  const date = beijingDate(item.published).replaceAll('-', '')
  return `/zwgk/${date.slice(0, 6)}/t${date}_${item.id}.html`
}

/** Government portal: list pages index.html, index_2.html …, and article pages in the usual template. */
export function portalSite(timeline: Timeline): SiteHandler {
  return (path) => {
    if (path === '/robots.txt') return robotsPage(['/admin/'])
    const items = timeline.posts('portal')
    const list = path === '/' ? ['', undefined] : /^\/zwgk\/index(?:_(\d+))?\.html$/.exec(path)
    if (list) return listPage(items, Number(list[1] ?? 1))
    const item = items.find((candidate) => articlePath(candidate) === path)
    return item ? articlePage(item) : null
  }
}

function listPage(items: readonly PublishedItem[], page: number): Page | null {
  const shown = items.slice((page - 1) * PER_PAGE, page * PER_PAGE)
  const last = Math.max(1, Math.ceil(items.length / PER_PAGE))
  if (page < 1 || page > last) return null
  const rows = shown.map(
    (item) =>
      `<li><a href="${articlePath(item)}" target="_blank" title="${escapeMarkup(item.title)}">${escapeMarkup(item.title)}</a><span class="date">${beijingMinute(item.published)}</span></li>`,
  )
  const link = (to: number, label: string, css: string) =>
    `<a class="${css}" href="/zwgk/${to === 1 ? 'index' : `index_${to}`}.html">${label}</a>`
  const paging = [
    page > 1 ? link(page - 1, '上一页', 'prev') : '',
    `<span>第 ${page} 页 / 共 ${last} 页</span>`,
    page < last ? link(page + 1, '下一页', 'next') : '',
  ].join('\n')
  const body = frame(
    '政务公开',
    '',
    `<ul class="news-list">\n${rows.join('\n')}\n</ul>\n<div class="page">${paging}</div>`,
  )
  return { type, body, modified: newest(items) }
}

function articlePage(item: PublishedItem): Page {
  const title = escapeMarkup(item.title)
  const source = escapeMarkup(item.author ?? '市政府办公室')
  const time = beijingMinute(item.published)
  const meta = `<meta name="ArticleTitle" content="${title}">
<meta name="PubDate" content="${time}">
<meta name="ContentSource" content="${source}">`
  const content = `<div class="position">当前位置：<a href="/zwgk/index.html">首页</a> &gt; ${escapeMarkup(item.section ?? '政务动态')}</div>
<div class="article">
<h1 class="article-title">${title}</h1>
<div class="article-info"><span class="time">发布时间：${time}</span><span class="source">信息来源：${source}</span><span class="font">字号：[ 大 中 小 ]</span></div>
<div class="article-content" id="zoom">
${paragraphs(item.body)}
</div>
<div class="article-tool"><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div>
</div>`
  return { type, body: frame(title, meta, content), modified: item.published }
}

const frame = (title: string, meta: string, content: string): string => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="SiteName" content="${name}">
${meta}
<title>${title}_${name}</title>
</head>
<body>
<div class="header"><a href="/">${name}</a>
<div class="nav"><a href="/zwgk/index.html">政务公开</a> <a href="/admin/login.html">管理</a></div></div>
<div class="main">
${content}
</div>
<div class="footer">主办：市政府办公室（示例）　${sampleNotice}</div>
</body>
</html>
`
