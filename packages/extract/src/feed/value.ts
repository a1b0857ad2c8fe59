import { childrenOf, isElement, resolveUrl, type AnyNode, type ElementNode } from '../dom.js'
import { attribute, markupOfXml, textOfXml, type XmlDocument } from './xml.js'

/** Where an element stands: its document, the nodes that are really its own, and its base address. */
export interface Field extends Base {
  readonly node: ElementNode
  /** Its children, without what an unclosed element has swallowed. */
  readonly nodes: readonly AnyNode[]
}

/** Text of a field, decoded, without markup of its own; undefined when it says nothing. */
export const textIn = (field: Field | undefined, document: XmlDocument): string | undefined =>
  field ? textOfXml(field.nodes, document) || undefined : undefined

/**
 * What a field delivers: text, or HTML. Escaped markup and CDATA come out as the HTML that they are, child elements as
 * markup (without the div that Atom's XHTML is wrapped in), base64 decoded (Atom 0.3 `mode`, Atom 1.0 media types).
 */
export function valueIn(field: Field | undefined, document: XmlDocument): string | undefined {
  if (!field) return undefined
  const value = delivered(field, document)
  return (field.explicitBase && value.includes('<') ? withAbsoluteAddresses(value, field.base) : value) || undefined
}

function delivered({ node, nodes }: Field, document: XmlDocument): string {
  const type = attribute(node, 'type', document).toLowerCase()
  const mode = attribute(node, 'mode', document).toLowerCase()
  const within = nodes.filter(isElement)
  if (document.dialect === 'atom' && within.length === 0 && (mode === 'base64' || isBinary(type))) {
    const text = textOfXml(nodes, document)
    return fromBase64(text) ?? text
  }
  const content = unwrapped(nodes)
  const isMarkup = mode !== 'escaped' && /^(?:xhtml|text\/xhtml)$|[+/]xml$/.test(type)
  return isMarkup || content.some(isElement) ? markupOfXml(content, document) : textOfXml(content, document)
}

/** Media types that Atom 1.0 delivers in base64 (RFC 4287, 4.1.3.3): neither text nor XML. */
const isBinary = (type: string) =>
  type.includes('/') && !/^text\/|[+/]xml$|^application\/(?:xhtml|json|javascript)|^message\/|^multipart\//.test(type)

/** The nodes inside the one div that they are wrapped in (RFC 4287, 3.1.1.3). */
function unwrapped(nodes: readonly AnyNode[]): readonly AnyNode[] {
  const telling = nodes.filter((node) => isElement(node) || (node.type === 'text' && node.data.trim() !== ''))
  const [only] = telling
  return telling.length === 1 &&
    only &&
    isElement(only) &&
    /^(?:\w+:)?div$/.test(only.name) &&
    only.attribs['class'] === undefined
    ? childrenOf(only)
    : nodes
}

function fromBase64(text: string): string | undefined {
  const bare = text.replace(/\s+/g, '')
  if (bare === '' || !/^[A-Za-z0-9+/]*={0,2}$/.test(bare) || bare.length % 4 === 1) return undefined
  const bytes = Uint8Array.from(atob(bare), (char) => char.charCodeAt(0))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim()
  } catch {
    return undefined
  }
}

const addressed = /(\s(?:href|src|cite|action|poster|longdesc|background|data)\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi

/** Relative addresses inside markup → absolute ones. What cannot be resolved stays. */
export function withAbsoluteAddresses(html: string, base: string): string {
  return html.replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replace(addressed, (whole, before: string, double?: string, single?: string) => {
      const resolved = resolveUrl(double ?? single, base)
      return resolved === undefined ? whole : `${before}"${resolved}"`
    }),
  )
}

/** Base of relative addresses. Where the feed itself names it (xml:base), those inside delivered markup are made absolute, too. */
export interface Base {
  readonly base: string
  readonly explicitBase: boolean
}

/** Base address of an element: its own xml:base within that of what it stands in. */
export function baseOf(node: ElementNode, outer: Base, document: XmlDocument): Base {
  const own = attribute(node, 'xml:base', document)
  const base = own ? resolveUrl(own, outer.base) : undefined
  return base === undefined ? { base: outer.base, explicitBase: outer.explicitBase } : { base, explicitBase: true }
}

/** Base address at each element that stands within an xml:base; of all others it is `outer`. */
export function basesOf(document: XmlDocument, outer: Base): (node: ElementNode) => Base {
  const bases = new Map<unknown, Base>()
  if (!/xml:base/i.test(document.source)) return () => outer
  for (const node of document.elements) {
    const around = bases.get(node.parent) ?? outer
    const own = baseOf(node, around, document)
    if (own.explicitBase) bases.set(node, own)
  }
  return (node) => bases.get(node) ?? outer
}
