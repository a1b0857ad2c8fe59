import { siteNames } from '../site-ids.js'
import { newest, type PublishedItem, type Timeline } from '../timeline.js'
import { beijingMinute } from '../web/beijing-time.js'
import { encodeGb18030 } from '../web/gb18030.js'
import { escapeMarkup, paragraphs, sampleNotice } from '../web/markup.js'
import type { Page, SiteHandler } from '../web/site-server.js'
import { robotsPage } from './robots.js'

const PER_PAGE = 30
const name = siteNames.forum

interface Thread {
  readonly post: PublishedItem
  readonly replies: readonly PublishedItem[]
  /** Epoch ms of the latest post in it. */
  readonly latest: number
}

const threadPath = (id: string) => `/thread-${id}-1-1.html`

/**
 * Forum in GB18030 bytes: list pages by latest reply, thread pages that grow. As in the wild the two disagree on how
 * they say their charset: lists in the header as gbk, threads in a meta tag alone as gb2312.
 */
export function forumSite(timeline: Timeline): SiteHandler {
  return (path) => {
    if (path === '/robots.txt') return robotsPage()
    const threads = timeline
      .posts('forum')
      .map((post) => threadOf(post, timeline.replies('forum', post.id)))
      .sort((a, b) => b.latest - a.latest || (a.post.id < b.post.id ? -1 : 1))
    const list = path === '/' ? ['', '1'] : /^\/forum-2-(\d+)\.html$/.exec(path)
    if (list) return listPage(threads, Number(list[1]))
    const thread = threads.find((candidate) => threadPath(candidate.post.id) === path)
    return thread ? threadPage(thread) : null
  }
}

const threadOf = (post: PublishedItem, replies: readonly PublishedItem[]): Thread => ({
  post,
  replies,
  latest: newest([post, ...replies]) ?? post.published,
})

function listPage(threads: readonly Thread[], page: number): Page | null {
  const last = Math.max(1, Math.ceil(threads.length / PER_PAGE))
  if (page < 1 || page > last) return null
  const rows = threads.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(
    ({ post, replies, latest }) => `<tr class="thread">
<td class="subject"><a class="s xst" href="${threadPath(post.id)}">${escapeMarkup(post.title)}</a></td>
<td class="by"><cite>${escapeMarkup(post.author ?? '匿名网友')}</cite><em>${beijingMinute(post.published)}</em></td>
<td class="num"><a href="${threadPath(post.id)}" class="xi2">${replies.length}</a></td>
<td class="lastpost"><em class="lasttime">${beijingMinute(latest)}</em></td>
</tr>`,
  )
  const next = page < last ? `<a class="nxt" href="/forum-2-${page + 1}.html">下一页</a>` : ''
  const content = `<table class="threadlist">
<tr><th>主题</th><th>作者</th><th>回复</th><th>最后发表</th></tr>
${rows.join('\n')}
</table>
<div class="pg"><strong>${page}</strong> / ${last} ${next}</div>`
  return {
    type: 'text/html; charset=gbk',
    body: encodeGb18030(frame('市民论坛', content)),
    modified: threads.length > 0 ? Math.max(...threads.map((thread) => thread.latest)) : undefined,
  }
}

function threadPage({ post, replies, latest }: Thread): Page {
  const posts = replies.map(
    (reply, index) => `<div class="post reply${reply.official ? ' official' : ''}" id="post_${reply.id}">
<div class="authi"><a class="author" href="javascript:;">${escapeMarkup(reply.author ?? '匿名网友')}</a>${reply.official ? '<span class="badge">官方回复</span>' : ''}
<em class="time">${beijingMinute(reply.published)}</em><span class="floor">${index + 2}楼</span></div>
<div class="message">
${paragraphs(reply.body)}
</div>
</div>`,
  )
  const content = `<h1 id="thread_subject">${escapeMarkup(post.title)}</h1>
<div class="post first" id="post_${post.id}">
<div class="authi"><a class="author" href="javascript:;">${escapeMarkup(post.author ?? '匿名网友')}</a>
<em class="time">${beijingMinute(post.published)}</em><span class="floor">楼主</span></div>
<div class="message">
${paragraphs(post.body)}
</div>
</div>
${posts.join('\n')}`
  return { type: 'text/html', body: encodeGb18030(frame(escapeMarkup(post.title), content)), modified: latest }
}

const frame = (
  title: string,
  content: string,
): string => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>${title} - ${name}</title>
</head>
<body>
<div id="hd"><a href="/">${name}</a> &raquo; <a href="/forum-2-1.html">市民论坛</a></div>
<div id="wp">
${content}
</div>
<div id="ft">${sampleNotice}</div>
</body>
</html>
`
