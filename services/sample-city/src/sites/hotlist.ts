import { newest, type PublishedItem, type Timeline } from '../timeline.js'
import { beijingMinute } from '../web/beijing-time.js'
import { escapeMarkup, paragraphs, sampleNotice } from '../web/markup.js'
import type { SiteHandler } from '../web/site-server.js'
import { robotsPage } from './robots.js'

/** A hot list has fifty places. */
const PLACES = 50

const entryPath = (item: PublishedItem) => `/topic/${item.id}`

/** Hot list: a JSON interface with the fifty newest entries by heat, and a small page for each. */
export function hotlistSite(timeline: Timeline): SiteHandler {
  return (path, origin) => {
    if (path === '/robots.txt') return robotsPage()
    const items = timeline.posts('hotlist')
    if (path === '/api/hot')
      return { type: 'application/json; charset=utf-8', body: listing(items, origin), modified: newest(items) }
    const item = items.find((candidate) => entryPath(candidate) === path)
    if (!item) return null
    const title = escapeMarkup(item.title)
    const body = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1>
${paragraphs(item.body)}
<footer>${sampleNotice}</footer></body></html>
`
    return { type: 'text/html; charset=utf-8', body, modified: item.published }
  }
}

function listing(items: readonly PublishedItem[], origin: string): string {
  const hot = (item: PublishedItem) => item.metrics?.reads ?? 10_000
  const ranked = items.slice(0, PLACES).sort((a, b) => hot(b) - hot(a))
  const updated = newest(items)
  const list = ranked.map((item, index) => ({
    index: index + 1,
    id: item.id,
    title: item.title,
    url: `${origin}${entryPath(item)}`,
    hot: hot(item),
    hotText: `${(hot(item) / 10_000).toFixed(1)}万`,
    desc: item.body,
    comments: item.metrics?.comments ?? 0,
    time: `${beijingMinute(item.published)}:00`,
  }))
  return JSON.stringify({
    code: 200,
    message: 'success',
    data: { updateTime: updated === undefined ? null : `${beijingMinute(updated)}:00`, total: list.length, list },
  })
}
