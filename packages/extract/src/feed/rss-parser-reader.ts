import Parser from 'rss-parser'
import { resolveUrl } from '../dom.js'
import type { Enclosure, FeedContext, FeedItem, FeedReading } from './feed.js'
import { firstDate } from './feed-date.js'
import { personName } from './person.js'

type Loose = Record<string, unknown>

const kept = (name: string) => [name, `all:${name}`, { keepArray: true }] as unknown as string
/** Its own readings of dates are not used: bare local times would be read in the server's zone. */
const parser = new Parser<Loose, Loose>({
  customFields: {
    feed: ['updated', 'modified', 'subtitle', 'tagline', 'dc:date', 'dc:language'],
    item: [
      'published',
      'updated',
      'issued',
      'modified',
      'dcterms:modified',
      'dcterms:created',
      kept('author'),
      kept('dc:creator'),
      kept('category'),
      kept('dc:subject'),
      kept('enclosure'),
      kept('link'),
    ],
  },
})

/** Reads a feed with rss-parser, dates and links by our own rules. Throws what rss-parser throws on what it refuses. */
export async function readWithRssParser(xml: string, { url, zone }: FeedContext): Promise<FeedReading> {
  const read = (await parser.parseString(xml)) as Loose & { items?: unknown }
  const home = resolveUrl(text(read['link']), url)
  const atom = /<(?:\w+:)?feed[\s>]/.test(xml.slice(0, 4_096))
  return {
    feed: {
      title: text(read['title']),
      link: home,
      description: text(read['description'] ?? read['subtitle'] ?? read['tagline']),
      language: text(read['language'] ?? read['dc:language']),
      updated: firstDate(
        zone,
        ...['lastBuildDate', 'updated', 'modified', 'pubDate', 'dc:date'].map((name) => text(read[name])),
      ),
    },
    items: (read.items as Loose[]).map((item) => itemOf(item, home ?? url, zone, atom)),
  }
}

function itemOf(item: Loose, base: string, zone: string, atom: boolean): FeedItem {
  const guid = text(item['guid'] ?? item['id'] ?? item['rdf:about'])
  const content = item['content:encoded'] ?? (atom ? item['content'] : undefined)
  // pubDate of Atom entries has passed through the server's zone.
  const date = (...names: string[]) => firstDate(zone, ...names.map((name) => text(item[name])))
  const linkless = guid && /^https?:\/\//.test(guid) ? guid : undefined
  return {
    id: guid ?? text(item['link']),
    title: text(item['title']),
    url: resolveUrl(text(item['link']) ?? linkless, base),
    published: date('published', 'issued', 'dcterms:created', ...(atom ? [] : ['pubDate']), 'dc:date', 'updated'),
    updated: date('updated', 'modified', 'dcterms:modified', 'dc:date'),
    summary: text(item['summary']) ?? (atom ? undefined : text(item['content'])),
    content: text(content),
    authors: unique([...list(item['all:author']), ...list(item['all:dc:creator'])].map(nameOf)),
    categories: unique([...list(item['all:category']), ...list(item['all:dc:subject'])].map(termOf)),
    enclosures: [...list(item['all:enclosure']), ...list(item['all:link']).filter(isEnclosure)].flatMap((entry) =>
      enclosureOf(entry, base),
    ),
    extra: {},
  }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const attributes = (value: unknown): Loose => (value as { $?: Loose } | null)?.$ ?? {}
const isEnclosure = (entry: unknown) => attributes(entry)['rel'] === 'enclosure'

/** Text of what xml2js gives: a string, or an object with the text in `_`. */
function text(value: unknown): string | undefined {
  const inner = Array.isArray(value) ? (value[0] as unknown) : value
  const found = typeof inner === 'string' ? inner : (inner as { _?: unknown } | null | undefined)?._
  return typeof found === 'string' && found.trim() ? found.trim() : undefined
}

const nameOf = (author: unknown) => text((author as { name?: unknown } | null)?.name) ?? personName(text(author))
const termOf = (category: unknown) =>
  text(category) ?? text(attributes(category)['label'] ?? attributes(category)['term'])

function enclosureOf(entry: unknown, base: string): Enclosure[] {
  const { url, href, type, length } = attributes(entry)
  const address = resolveUrl(text(url ?? href), base)
  const size = Number(length)
  return address
    ? [{ url: address, type: text(type), length: Number.isFinite(size) && size > 0 ? size : undefined }]
    : []
}

const unique = (names: readonly (string | undefined)[]) => [...new Set(names.filter((name) => name !== undefined))]
