import { load } from 'cheerio/slim'
import { AppError, err, ok, type Instant, type Result } from '@guanlan/kernel'
import { decode, type CharsetHints } from './charset.js'
import { parseDate } from './date.js'
import { isDeeperThan } from './depth.js'
import { childrenOf, isElement, resolveUrl, type AnyNode, type ElementNode } from './dom.js'
import { oneLine } from './plain-text.js'

/** One address of a sitemap (sitemaps.org 0.9); title and publication date are those of Google's news extension. */
export interface SitemapEntry {
  readonly url: string
  /** As written, for telling whether it changed. */
  readonly lastmod: string | undefined
  /** The same as a moment; undefined when it is none. */
  readonly changed: Instant | undefined
  readonly title: string | undefined
  readonly published: Instant | undefined
}

/** `index` lists further sitemaps, `pages` lists pages; in file order without doubles. */
export interface SitemapDocument {
  readonly kind: 'index' | 'pages'
  readonly entries: readonly SitemapEntry[]
}

export interface SitemapOptions extends CharsetHints {
  readonly url: string
  /** Zone of times that name none; default Asia/Shanghai. */
  readonly zone?: string | undefined
}

/** What the standard allows in one file; more are not read. */
const mostEntries = 50_000
/** url > news:news > news:publication > news:name, and room to spare. */
const deepest = 50

/**
 * Unpacked bytes of a sitemap → its entries: XML with any prefixes, or plain text with one address per line. Entries
 * without a web address are left out. Error `page_unreadable`: neither of the two, or nested beyond reason. Never throws.
 */
export function readSitemap(bytes: Uint8Array, { url, zone, ...hints }: SitemapOptions): Result<SitemapDocument> {
  const unreadable = (why: string) => err(new AppError('page_unreadable', `${url}: ${why}`, { url, why }))
  const { text } = decode(bytes, hints)
  if (!text.includes('<')) {
    const entries = text.split(/\r?\n/).flatMap((line) => bare(resolveUrl(line, url)))
    return entries.length > 0 ? ok({ kind: 'pages', entries: withoutDoubles(entries) }) : unreadable('no sitemap')
  }
  if (isDeeperThan(deepest, text, { html: false })) return unreadable(`nested deeper than ${deepest}`)
  const nodes = childrenOf(load(text, { xml: { xmlMode: true } }).root()[0] as AnyNode)
  const root = nodes.filter(isElement).find((node) => /^(?:urlset|sitemapindex)$/.test(localName(node)))
  if (!root) return unreadable('no sitemap')
  const kind = localName(root) === 'urlset' ? 'pages' : 'index'
  const wanted = kind === 'pages' ? 'url' : 'sitemap'
  const boxes = childrenOf(root).filter((node): node is ElementNode => isElement(node) && localName(node) === wanted)
  return ok({ kind, entries: withoutDoubles(boxes.flatMap((box) => entryOf(box, url, zone))) })
}

function entryOf(box: ElementNode, base: string, zone: string | undefined): SitemapEntry[] {
  const facts = factsOf(box)
  const url = resolveUrl(facts.get('loc'), base)
  const lastmod = facts.get('lastmod') || undefined
  return url === undefined
    ? []
    : [
        {
          url,
          lastmod,
          changed: parseDate(lastmod, zone),
          title: oneLine(facts.get('title') ?? '') || undefined,
          published: parseDate(facts.get('publication_date'), zone),
        },
      ]
}

/** Own facts of an entry, the first of each name; what an image or a video in it is called is not its title. */
function factsOf(box: ElementNode): Map<string, string> {
  const facts = new Map<string, string>()
  const add = (node: ElementNode) => {
    if (!facts.has(localName(node))) facts.set(localName(node), textIn(node))
  }
  for (const child of childrenOf(box).filter(isElement)) {
    if (localName(child) === 'news') childrenOf(child).filter(isElement).forEach(add)
    else if (['loc', 'lastmod'].includes(localName(child))) add(child)
  }
  return facts
}

/** Text and CDATA of an element. */
function textIn(node: AnyNode): string {
  return childrenOf(node)
    .map((child) => (child.type === 'text' ? child.data : textIn(child)))
    .join('')
    .trim()
}

const localName = (node: ElementNode) => node.name.slice(node.name.indexOf(':') + 1).toLowerCase()

const bare = (url: string | undefined): SitemapEntry[] =>
  url === undefined ? [] : [{ url, lastmod: undefined, changed: undefined, title: undefined, published: undefined }]

function withoutDoubles(entries: readonly SitemapEntry[]): SitemapEntry[] {
  const byUrl = new Map<string, SitemapEntry>()
  for (const entry of entries) {
    if (byUrl.size >= mostEntries) break
    if (!byUrl.has(entry.url)) byUrl.set(entry.url, entry)
  }
  return [...byUrl.values()]
}
