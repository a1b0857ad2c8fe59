import { parseDate } from '../date.js'
import { resolveUrl } from '../dom.js'
import type { FeedContext, FeedItem, FeedReading } from './feed.js'

type Loose = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isObject) : [])
const text = (value: unknown) =>
  typeof value === 'string' && value.trim() ? value.trim() : typeof value === 'number' ? String(value) : undefined

/** JSON Feed 1 and 1.1 (jsonfeed.org). Null when the JSON is none. */
export function readJsonFeed(json: string, { url, zone }: FeedContext): FeedReading | null {
  let read: unknown
  try {
    read = JSON.parse(json)
  } catch {
    return null
  }
  if (!isObject(read) || !Array.isArray(read['items'])) return null
  const home = resolveUrl(text(read['home_page_url']), url)
  return {
    feed: {
      title: text(read['title']),
      link: home,
      description: text(read['description']),
      language: text(read['language']),
      updated: undefined,
    },
    items: objects(read['items']).map((item) => itemOf(item, home ?? url, zone)),
  }
}

function itemOf(item: Loose, base: string, zone: string): FeedItem {
  const authors = [...objects(item['authors']), ...objects([item['author']])].map((author) => text(author['name']))
  return {
    id: text(item['id']),
    title: text(item['title']),
    url: resolveUrl(text(item['url']) ?? text(item['external_url']), base),
    published: parseDate(text(item['date_published']), zone),
    updated: parseDate(text(item['date_modified']), zone),
    summary: text(item['summary']),
    content: text(item['content_html']) ?? text(item['content_text']),
    authors: [...new Set(authors.filter((name) => name !== undefined))],
    categories: (Array.isArray(item['tags']) ? item['tags'] : []).map(text).filter((tag) => tag !== undefined),
    enclosures: objects(item['attachments']).flatMap((entry) => {
      const address = resolveUrl(text(entry['url']), base)
      const size = Number(entry['size_in_bytes'])
      return address ? [{ url: address, type: text(entry['mime_type']), length: size > 0 ? size : undefined }] : []
    }),
    extra: {},
  }
}
