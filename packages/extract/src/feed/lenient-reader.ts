import { parseDate } from '../date.js'
import {
  attr,
  childrenOf,
  isElement,
  loadXml,
  resolveUrl,
  tagOf,
  type AnyNode,
  type Dom,
  type ElementNode,
} from '../dom.js'
import { htmlToText, oneLine } from '../plain-text.js'
import type { Enclosure, FeedContext, FeedItem, FeedReading } from './feed.js'

const roots = new Set(['rss', 'rdf:rdf', 'feed', 'channel', 'atom:feed'])
const known =
  /^(?:title|link|description|summary|content|content:encoded|guid|id|pubdate|published|updated|issued|modified|created|author|dc:creator|dc:date|category|enclosure|dc:subject|tagline|subtitle)$/

/**
 * Reads what no strict reader would: unclosed and unescaped elements, unknown roots, wrong nesting, items outside the
 * channel, several dialects in one. Null when nothing in it looks like a feed.
 */
export function readLeniently(xml: string, { url, zone }: FeedContext): FeedReading | null {
  const $ = loadXml(withoutJunk(xml))
  const root = firstRoot($)
  const entries = $('*')
    .toArray()
    .filter(isElement)
    .filter((node) => /^(?:\w+:)?(?:item|entry)$/i.test(node.name))
  if (!root && entries.length === 0) return null
  const channel = root ? (elements(root).find((node) => tagOf(node) === 'channel') ?? root) : undefined
  const base = resolveUrl(channel && (attr(channel, 'xml:base') || linkOf(channel)), url) ?? url
  const head = channel ? fieldsOf(channel) : new Map<string, ElementNode[]>()
  return {
    feed: {
      title: plain(first(head, 'title')),
      link: channel ? resolveUrl(linkOf(channel), url) : undefined,
      description: plain(first(head, 'description', 'subtitle', 'tagline')),
      language:
        text(first(head, 'language', 'dc:language')) ?? (root ? attr(root, 'xml:lang') || undefined : undefined),
      updated: date(zone, first(head, 'lastbuilddate', 'updated', 'modified', 'pubdate', 'dc:date')),
    },
    items: entries.map((entry) => itemOf($, entry, base, zone)),
  }
}

function itemOf($: Dom, entry: ElementNode, feedBase: string, zone: string): FeedItem {
  const fields = fieldsOf(entry)
  const base = resolveUrl(attr(entry, 'xml:base'), feedBase) ?? feedBase
  const guid = text(first(fields, 'guid', 'id')) ?? (attr(entry, 'rdf:about') || undefined)
  const permalink = guid && /^https?:\/\//.test(guid) ? guid : undefined
  const published = date(
    zone,
    first(fields, 'pubdate'),
    first(fields, 'published', 'issued'),
    first(fields, 'dc:date', 'date'),
    first(fields, 'created', 'dcterms:created'),
  )
  const updated = date(zone, first(fields, 'updated', 'modified', 'dcterms:modified'))
  const link = resolveUrl(linkOf(entry) ?? permalink, base)
  return {
    id: guid ?? link,
    title: plain(first(fields, 'title', 'dc:title', 'media:title')),
    url: link,
    published: published ?? updated,
    updated,
    summary: markup($, first(fields, 'description', 'summary')),
    content: markup($, first(fields, 'content:encoded', 'content', 'xhtml:body', 'body', 'fulltext')),
    authors: unique(
      ['author', 'dc:creator', 'creator', 'itunes:author'].flatMap((name) => (fields.get(name) ?? []).map(authorOf)),
    ),
    categories: unique(
      ['category', 'dc:subject'].flatMap((name) =>
        (fields.get(name) ?? []).map((node) => text(node) ?? (attr(node, 'label') || attr(node, 'term') || undefined)),
      ),
    ),
    enclosures: [
      ...(fields.get('enclosure') ?? []),
      ...(fields.get('link') ?? []).filter((node) => attr(node, 'rel') === 'enclosure'),
    ].flatMap((node) => enclosureOf(node, base)),
    extra: extraOf(fields),
  }
}

/** BOM, blank lines, PHP warnings and the like before the document. */
const withoutJunk = (xml: string) =>
  xml.slice(Math.max(0, xml.search(/<\?xml|<rss|<rdf:RDF|<(?:atom:)?feed|<channel/i)))

const firstRoot = ($: Dom) =>
  $('*')
    .toArray()
    .filter(isElement)
    .find((node) => roots.has(tagOf(node)))
const elements = (node: AnyNode) => childrenOf(node).filter(isElement)

function fieldsOf(node: ElementNode): Map<string, ElementNode[]> {
  const fields = new Map<string, ElementNode[]>()
  for (const child of elements(node)) {
    const name = tagOf(child).replace(/^(?:atom|rss):/, '')
    fields.set(name, [...(fields.get(name) ?? []), child])
  }
  return fields
}

/** First of these fields that says anything. */
function first(fields: ReadonlyMap<string, readonly ElementNode[]>, ...names: string[]): ElementNode | undefined {
  for (const name of names) {
    const found = fields.get(name)?.find((node) => childrenOf(node).length > 0)
    if (found) return found
  }
  return undefined
}

/** RSS: the text of <link>; Atom: href of the alternate one. */
function linkOf(node: ElementNode): string | undefined {
  const links = elements(node).filter((child) => /^(?:atom:|rss:)?link$/.test(tagOf(child)))
  const alternate = links.find((link) => attr(link, 'href') && /^(?:alternate)?$/.test(attr(link, 'rel')))
  const written = links.map(text).find(Boolean)
  return (
    written ??
    (alternate && attr(alternate, 'href')) ??
    (links[0] && attr(links[0], 'href') ? attr(links[0], 'href') : undefined)
  )
}

/** All text below a node, CDATA too; no lines of blocks, since this is data and no page. */
function text(node: ElementNode | undefined): string | undefined {
  if (!node) return undefined
  const out: string[] = []
  const stack: AnyNode[] = [node]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.type === 'text') out.push(next.data)
    else stack.push(...[...childrenOf(next)].reverse())
  }
  return out.join('').trim() || undefined
}

const plain = (node: ElementNode | undefined) => {
  const found = text(node)
  return found === undefined ? undefined : oneLine(htmlToText(found)) || undefined
}

/** Delivered HTML: escaped or in CDATA as text, or as real child elements (XHTML). */
function markup($: Dom, node: ElementNode | undefined): string | undefined {
  if (!node) return undefined
  return elements(node).length > 0 ? $(node).html()?.trim() || undefined : text(node)
}

function authorOf(node: ElementNode): string | undefined {
  const named = elements(node).find((child) => /^(?:atom:)?name$/.test(tagOf(child)))
  return plain(named ?? node)
}

function enclosureOf(node: ElementNode, base: string): Enclosure[] {
  const url = resolveUrl(attr(node, 'url') || attr(node, 'href'), base)
  const length = Number(attr(node, 'length'))
  return url
    ? [
        {
          url,
          type: attr(node, 'type') || undefined,
          length: Number.isFinite(length) && length > 0 ? length : undefined,
        },
      ]
    : []
}

function extraOf(fields: ReadonlyMap<string, readonly ElementNode[]>): Record<string, string> {
  const extra: Record<string, string> = {}
  for (const [name, nodes] of fields) {
    const value = text(nodes[0])
    if (value !== undefined && name.includes(':') && !known.test(name)) extra[name] = value.slice(0, 1_000)
  }
  return extra
}

function date(zone: string, ...nodes: (ElementNode | undefined)[]) {
  for (const node of nodes) {
    const found = parseDate(text(node), zone)
    if (found) return found
  }
  return undefined
}

const unique = (names: readonly (string | undefined)[]) => [...new Set(names.filter((name) => name !== undefined))]
