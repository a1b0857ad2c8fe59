import type { Instant } from '@guanlan/kernel'
import { parseDate } from '../date.js'
import { oneLine, textOf } from '../plain-text.js'
import type { OpenPage } from './open-page.js'

const metaTimes = [
  'article:published_time',
  'og:published_time',
  'og:release_date',
  'PubDate',
  'pubdate',
  'publishdate',
  'publish-date',
  'publish_date',
  'PublishTime',
  'datePublished',
  'DC.date',
  'weibo: article:create_at',
  '_pubtime',
  'apub:time',
  'firstpublishedtime',
  'bytedance:published_time',
]
const dateLike = /(?:20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)(?:\s*T?\s*\d{1,2}:\d\d(?::\d\d)?)?/

/** Value of a <meta> by name, property or itemprop; names are compared without case. */
function metaOf({ $ }: OpenPage, names: readonly string[]): string | undefined {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  for (const node of $('meta[content]').toArray()) {
    const attributes = $(node).attr() ?? {}
    const name = attributes['name'] ?? attributes['property'] ?? attributes['itemprop']
    if (name && wanted.has(name.toLowerCase()) && attributes['content']?.trim()) return attributes['content'].trim()
  }
  return undefined
}

/** Time of publication: the site's selector; the time shown near the headline; metadata; a time element. */
export function findTime(page: OpenPage, shown: string): Instant | undefined {
  const { $, zone, options } = page
  const read = (text: string | undefined) => parseDate(text, zone, options.fetchedAt)
  const own = options.selectors?.time
  if (own) {
    const node = $(own).first()
    const found = read(node.attr('datetime')) ?? read(oneLine(textOf(node.toArray())))
    if (found) return found
  }
  const visible = dateLike.exec(shown)?.[0]
  const meta =
    metaOf(page, metaTimes) ??
    /"(?:datePublished|pubDate|publishTime)"\s*:\s*"([^"]{8,40})"/.exec($('script').text().slice(0, 200_000))?.[1]
  const precise = visible?.includes(':') ? read(visible) : undefined
  const element = $('time[datetime], [itemprop="datePublished"]').first()
  return (
    precise ??
    read(meta) ??
    read(visible) ??
    read(element.attr('datetime') ?? element.attr('content') ?? textOf(element.toArray()))
  )
}

const stop = '[\\s|｜,，;；()（）\\[\\]【】]'

/** Outlet that the text came from: 来源：…, or metadata. */
export function findSource(page: OpenPage, shown: string): string | undefined {
  const found = new RegExp(`(?:来源|出处|信息来源|文章来源)\\s*[:：]\\s*([^\\s|｜,，;；()（）\\[\\]【】]{2,30})`).exec(
    shown,
  )?.[1]
  return found ?? metaOf(page, ['source', 'ContentSource', 'article:source', 'mediaid'])?.slice(0, 60)
}

/** Person who wrote it: the site's selector, 作者/记者：…, or metadata. Held in memory only; articles carry a salted hash. */
export function findAuthor(page: OpenPage, shown: string): string | undefined {
  const own = page.options.selectors?.author
  const named = own ? oneLine(textOf(page.$(own).first().toArray())) : ''
  if (named) return named.slice(0, 60)
  const found = new RegExp(
    `(?:作者|记者|撰文|发布人)\\s*[:：]?\\s*([\\u4e00-\\u9fffA-Za-z·]{2,12})(?=${stop}|$)`,
    'm',
  ).exec(shown)?.[1]
  return found ?? metaOf(page, ['author', 'article:author'])?.slice(0, 60)
}
