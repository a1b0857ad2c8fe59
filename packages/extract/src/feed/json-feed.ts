import { parseDate } from '../date.js'
import { resolveUrl } from '../dom.js'
import type { FeedContext, FeedItem, FeedReading } from './feed.js'

type Loose = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isObject) : [])
const text = (value: unknown) =>
  typeof value === 'string' && value.trim() ? value.trim() : typeof value === 'number' ? String(value) : undefined

/** JSON Feed 1 and 1.1 (jsonfeed.org). Cut short, it gives the items that are whole. Null when the JSON is none. */
export function readJsonFeed(
  json: string,
  { url, zone }: FeedContext,
): (FeedReading & { readonly truncated: boolean }) | null {
  const whole = parse(json)
  const read = whole ?? parse(closed(json))
  if (!isObject(read) || !Array.isArray(read['items'])) return null
  const home = resolveUrl(text(read['home_page_url']), url)
  const items = objects(read['items']).map((item) => itemOf(item, home ?? url, zone))
  const changes = items.flatMap(({ updated, published }) => updated ?? published ?? []).toSorted()
  return {
    truncated: whole === undefined,
    feed: {
      title: text(read['title']),
      link: home,
      description: text(read['description']),
      language: text(read['language']),
      // The format has no time of its own: that of its newest item.
      updated: changes.at(-1),
    },
    items,
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}

/** A document that ends too early, up to the last value that was whole, with its brackets closed. */
function closed(json: string): string {
  const open: string[] = []
  let quoted = false
  let end = 0
  let closing = ''
  for (let i = 0; i < json.length; i += 1) {
    const char = json[i]
    if (quoted) {
      if (char === '\\') i += 1
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']')
      if (open.length > 100) return ''
    } else if (char === '}' || char === ']') {
      if (open.pop() !== char) return ''
      end = i + 1
      closing = open.toReversed().join('')
    }
  }
  return json.slice(0, end) + closing
}

function itemOf(item: Loose, base: string, zone: string): FeedItem {
  const authors = [...objects(item['authors']), ...objects([item['author']])].map(
    (author) => text(author['name']) ?? text(author['url']),
  )
  const url = resolveUrl(text(item['url']) ?? text(item['external_url']), base)
  const known =
    /^(?:id|url|title|content_html|content_text|summary|date_published|date_modified|authors?|tags|attachments)$/
  return {
    id: text(item['id']) ?? url,
    title: text(item['title']),
    url,
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
    extra: Object.fromEntries(
      Object.entries(item)
        .flatMap(([name, value]) =>
          known.test(name) || text(value) === undefined ? [] : [[name, text(value)?.slice(0, 1_000)]],
        )
        .slice(0, 100),
    ) as Record<string, string>,
  }
}
