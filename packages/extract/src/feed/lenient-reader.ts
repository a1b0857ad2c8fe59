import type { FeedContext, FeedPace, FeedReading } from './feed.js'
import type { ElementNode } from '../dom.js'
import { firstDate } from './feed-date.js'
import { paceOf } from './feed-pace.js'
import { fieldsOf, firstOf, type Fields } from './fields.js'
import { itemOf } from './lenient-item.js'
import { linkOf } from './lenient-link.js'
import { basesOf, textIn, valueIn } from './value.js'
import { attribute, elementsIn, nameOf, parseXml, type XmlDocument } from './xml.js'

const noFields: Fields = new Map()
const dates = ['lastbuilddate', 'updated', 'modified', 'atom:updated', 'dcterms:modified', 'pubdate', 'dc:date']

/**
 * Reads what no strict reader would: unclosed and unescaped elements, unknown roots, wrong nesting, items outside the
 * channel, several dialects in one. RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, with namespaces by their address. Null when
 * nothing in it looks like a feed.
 */
export function readLeniently(
  xml: string,
  { url, zone }: FeedContext,
): (FeedReading & { readonly pace: FeedPace }) | null {
  const document = parseXml(xml)
  const { root, dialect, entries } = document
  if (!root && entries.size === 0) return null
  const channel = root && (elementsIn(root).find((node) => nameOf(node, document) === 'channel') ?? root)
  const baseAt = basesOf(document, { base: url, explicitBase: false })
  const head = channel ? fieldsOf(channel, baseAt(channel), document) : noFields
  const home = linkOf(head, document)
  const value = (...names: string[]) => valueIn(firstOf(head, ...names), document)
  const text = (...names: string[]) => textIn(firstOf(head, ...names), document)
  return {
    feed: {
      title: value('title', 'dc:title', 'atom:title', 'itunes:title'),
      link: home,
      description: value('description', 'subtitle', 'tagline', 'dc:description', 'itunes:summary', 'itunes:subtitle'),
      language: text('language', 'dc:language') ?? languageOf([channel, root], document),
      updated: firstDate(zone, ...dates.map((name) => text(name))),
    },
    pace: paceOf(head, document),
    items: ([...entries] as ElementNode[]).map((entry) => {
      const at = baseAt(entry)
      // RSS does not say what relative links are relative to: the site that the feed is of, where it says so.
      const base = dialect === 'rss' && home && !at.explicitBase ? home : at.base
      return itemOf(entry, { ...at, base }, zone, document)
    }),
  }
}

function languageOf(nodes: readonly (ElementNode | undefined)[], document: XmlDocument): string | undefined {
  for (const node of nodes) {
    const language = node && attribute(node, 'xml:lang', document)
    if (language) return language
  }
  return undefined
}
