import { load } from 'cheerio/slim'
import { childrenOf, isElement, type AnyNode, type ElementNode } from '../dom.js'
import { declaredEntities, decodeEntities, type Entities } from './entities.js'

/** Namespaces by the prefix that we know them by, whatever prefix a feed gives them. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['http://purl.org/rss/1.0/', ''],
  ['http://purl.org/net/rss1.1#', ''],
  ['http://my.netscape.com/rdf/simple/0.9/', ''],
  ['http://channel.netscape.com/rdf/simple/0.9/', ''],
  ['http://backend.userland.com/rss', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://blogs.law.harvard.edu/tech/rss', ''],
  ['http://www.w3.org/2005/Atom', 'atom'],
  ['https://www.w3.org/2005/Atom', 'atom'],
  ['http://purl.org/atom/ns#', 'atom'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/elements/1.0/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/rss/1.0/modules/slash/', 'slash'],
  ['http://purl.org/rss/1.0/modules/syndication/', 'sy'],
  ['http://wellformedweb.org/CommentAPI/', 'wfw'],
  ['http://search.yahoo.com/mrss/', 'media'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://www.georss.org/georss', 'georss'],
  ['http://www.opengis.net/gml', 'gml'],
  ['http://www.w3.org/2003/01/geo/wgs84_pos#', 'geo'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
])

const prefixOf = (uri: string): string | undefined =>
  prefixes.get(uri.trim()) ?? (/itunes\.com\/dtds\/podcast/i.test(uri) ? 'itunes' : undefined)

/** `atom` when the feed's own elements are Atom's; else Atom's are guests with the prefix `atom:`. */
export type Dialect = 'atom' | 'rss'

/** XML as it stands in the source: entities undecoded, so that text, CDATA and markup can be told from each other. */
export interface XmlDocument {
  readonly source: string
  /** All elements, in document order. */
  readonly elements: readonly ElementNode[]
  readonly entities: Entities
  readonly namespaces: ReadonlyMap<string, string>
  /** The element that makes it a feed; undefined when none does. */
  readonly root: ElementNode | undefined
  readonly dialect: Dialect
  /** Its items, in document order. Nothing of an item belongs to an item around it. */
  readonly entries: ReadonlySet<AnyNode>
}

/** Reads what is there: unclosed elements are closed, unknown closing tags passed over. Never throws for bad XML. */
export function parseXml(source: string): XmlDocument {
  const root = load(source, {
    xml: { xmlMode: true, decodeEntities: false, lowerCaseTags: true, withStartIndices: true, withEndIndices: true },
  }).root()[0] as AnyNode
  const elements: ElementNode[] = []
  const namespaces = new Map<string, string>()
  const stack: AnyNode[] = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isElement(node)) {
      elements.push(node)
      for (const [name, value] of Object.entries(node.attribs)) {
        const prefix = name.startsWith('xmlns:') ? prefixOf(value) : undefined
        if (prefix !== undefined) namespaces.set(name.slice(6).toLowerCase(), prefix)
      }
    }
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] as AnyNode)
  }
  const feed = elements.find((node) => /^(?:[\w-]+:)?(?:rss|rdf|feed|channel)$/.test(node.name))
  const dialect: Dialect = feed && /(?:^|:)feed$/.test(feed.name) ? 'atom' : 'rss'
  const entries = elements.filter((node) => /^(?:item|entry)$/.test(nameOf(node, { namespaces, dialect })))
  return {
    source,
    elements,
    namespaces,
    entities: declaredEntities(source),
    root: feed,
    dialect,
    entries: new Set<AnyNode>(entries),
  }
}

/** Name of an element with the prefix that we know its namespace by: `dc:creator`, `title`, `atom:link` (in RSS). */
export function nameOf(
  node: ElementNode,
  { namespaces, dialect }: Pick<XmlDocument, 'namespaces' | 'dialect'>,
): string {
  const colon = node.name.indexOf(':')
  const written = colon < 0 ? '' : node.name.slice(0, colon)
  const own = colon < 0 && node.attribs['xmlns'] !== undefined ? prefixOf(node.attribs['xmlns']) : undefined
  const prefix = own ?? namespaces.get(written) ?? (written === 'rss' ? '' : written)
  const local = node.name.slice(colon + 1)
  return prefix === '' || (prefix === 'atom' && dialect === 'atom') ? local : `${prefix}:${local}`
}

/** The same as the feed writes it, capitals and all: the parser knows lower case alone. */
export function writtenName(node: ElementNode, name: string, { source }: XmlDocument): string {
  const start = (node.startIndex ?? -1) + 1
  const written = source.slice(start, start + node.name.length)
  const local = name.slice(name.indexOf(':') + 1)
  return written.toLowerCase() === node.name
    ? name.slice(0, name.length - local.length) + written.slice(-local.length)
    : name
}

/** An attribute's value with its entities decoded; '' when it is absent. Its name's capitals do not matter. */
export function attribute(node: ElementNode, name: string, { entities }: XmlDocument): string {
  const own = node.attribs[name] ?? Object.entries(node.attribs).find(([key]) => key.toLowerCase() === name)?.[1]
  return decodeEntities(own ?? '', entities).trim()
}

export const elementsIn = (node: AnyNode): readonly ElementNode[] => childrenOf(node).filter(isElement)

/** Whether the element ends with its own closing tag: one that does not has swallowed what came after it. */
export function isClosed(node: ElementNode, { source }: XmlDocument): boolean {
  const end = (node.endIndex ?? 0) + 1
  const last = source
    .slice(Math.max(0, end - node.name.length - 12), end)
    .toLowerCase()
    .trimEnd()
  return last.endsWith('/>') || last.replace(/\s+>$/, '>').endsWith(`</${node.name}>`)
}

const cdata = (node: AnyNode): string =>
  childrenOf(node)
    .map((child) => (child.type === 'text' ? child.data : ''))
    .join('')

/** All text below the nodes, decoded; CDATA as it stands. */
export function textOfXml(nodes: readonly AnyNode[], { entities, entries }: XmlDocument): string {
  const out: string[] = []
  const stack = [...nodes].reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'text') out.push(decodeEntities(node.data, entities))
    else if (node.type === 'cdata') out.push(cdata(node))
    else if (!entries.has(node)) pushAll(stack, childrenOf(node))
  }
  return out.join('').trim()
}

const voids = new Set(['br', 'hr', 'img', 'input', 'wbr', 'area', 'col', 'embed', 'source', 'track'])
const escapeMarkup = (text: string) => text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;' })[char] ?? '&gt;')

/** The nodes as markup: what a feed carries as real child elements (XHTML, or HTML that nobody escaped). */
export function markupOfXml(nodes: readonly AnyNode[], { entries }: XmlDocument): string {
  const out: string[] = []
  const stack: (AnyNode | string)[] = [...nodes].reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === 'string') out.push(node)
    else if (node.type === 'text') out.push(node.data)
    else if (node.type === 'cdata') out.push(escapeMarkup(cdata(node)))
    else if (isElement(node) && !entries.has(node)) {
      const name = node.name.replace(/^(?:xhtml|html|h):/, '')
      const attributes = Object.entries(node.attribs).filter(([key]) => !/^xmlns(?::|$)/i.test(key))
      const open = `<${name}${attributes.map(([key, value]) => ` ${key}="${value.replaceAll('"', '&quot;')}"`).join('')}`
      const isVoid = voids.has(name) || childrenOf(node).length === 0
      out.push(isVoid ? `${open}/>` : `${open}>`)
      // What stands "inside" an unclosed <br> came after it.
      if (!isVoid) stack.push(`</${name}>`)
      pushAll(stack, childrenOf(node))
    }
  }
  return out.join('').trim()
}

function pushAll(stack: (AnyNode | string)[], nodes: readonly AnyNode[]): void {
  for (let i = nodes.length - 1; i >= 0; i -= 1) stack.push(nodes[i] as AnyNode)
}
