import { childrenOf, isElement, type AnyNode, type ElementNode } from '../dom.js'
import { baseOf, textIn, type Base, type Field } from './value.js'
import { attribute, elementsIn, isClosed, nameOf, writtenName, type XmlDocument } from './xml.js'

/** The elements of a channel or an item by their name, in document order. */
export type Fields = ReadonlyMap<string, readonly Field[]>

/** Elements that hold a line of text: what else is found in an unclosed one belongs beside it. */
const simple = /^(?:title|link|guid|id|pubdate|author|category|comments|description|summary|published|updated)$/
const sibling = /^(?:title|link|guid|pubdate|description|category|author|enclosure|comments|dc:\w+|content:encoded)$/

/**
 * The fields of an element; `here` is the base at it. An unclosed simple field (`<title>x<link>…`) is ended where the next field begins, and an
 * item within is never part of the item around it. `media:group` only groups: its fields count as the item's own.
 */
export function fieldsOf(node: ElementNode, here: Base, document: XmlDocument): Fields {
  const fields = new Map<string, Field[]>()
  const queue: ElementNode[] = [...elementsIn(node)].reverse()
  for (let child = queue.pop(); child !== undefined; child = queue.pop()) {
    const name = nameOf(child, document)
    if (document.entries.has(child)) continue
    if (name === 'media:group') {
      queue.push(...[...elementsIn(child)].reverse())
      continue
    }
    const [own, rest] = split(child, name, document)
    queue.push(...[...rest].reverse())
    const field = { node: child, nodes: own, ...baseOf(child, here, document) }
    const held = fields.get(name)
    if (held) held.push(field)
    else fields.set(name, [field])
  }
  return fields
}

/** What is really in an element, and the elements that it has swallowed. */
function split(
  node: ElementNode,
  name: string,
  document: XmlDocument,
): [own: readonly AnyNode[], rest: readonly ElementNode[]] {
  const children = childrenOf(node)
  if (isClosed(node, document)) return [children, []]
  const at = children.findIndex((child) => {
    if (!isElement(child)) return false
    const within = nameOf(child, document)
    return document.entries.has(child) || (simple.test(name) && sibling.test(within))
  })
  if (at < 0) return [children, []]
  return [children.slice(0, at), children.slice(at).filter(isElement)]
}

export const firstOf = (fields: Fields, ...names: readonly string[]): Field | undefined => {
  for (const name of names) {
    const found = fields.get(name)?.find(({ nodes }) => nodes.length > 0)
    if (found) return found
  }
  return undefined
}

export const allOf = (fields: Fields, ...names: readonly string[]): readonly Field[] =>
  names.flatMap((name) => fields.get(name) ?? [])

/** Elements of RSS and Atom themselves: they have their places in our fields, or say nothing of an item. */
const own =
  /^(?:title|link|description|summary|content|content:encoded|guid|id|pubdate|published|updated|issued|modified|created|author|category|enclosure|comments|source|contributor|rights|tagline|subtitle|generator|image|items|language|lastbuilddate|docs|ttl|cloud|rating|textinput|skiphours|skipdays|copyright|managingeditor|webmaster|logo|icon|info|body|xhtml:\w+|atom:(?!link)\w+)$/
const longestExtra = 1_000
const mostExtras = 100

/** Everything of other namespaces: its text, else the attribute that says most; several of one name on lines. */
export function extraOf(fields: Fields, document: XmlDocument): Record<string, string> {
  const extra = new Map<string, string>()
  for (const [name, held] of fields) {
    const first = held[0]
    if (!first || own.test(name) || extra.size >= mostExtras) continue
    const values = held.slice(0, 20).map((field) => textIn(field, document) ?? attributeOf(field.node, document))
    const value = values.filter(Boolean).join('\n').slice(0, longestExtra)
    if (value) extra.set(writtenName(first.node, name, document), value)
  }
  // A name like __proto__ is a name, here.
  return Object.fromEntries(extra)
}

function attributeOf(node: ElementNode, document: XmlDocument): string {
  for (const name of ['url', 'href', 'text', 'value', 'rdf:resource', 'label', 'term'])
    if (attribute(node, name, document)) return attribute(node, name, document)
  return Object.keys(node.attribs)
    .filter((name) => !name.startsWith('xmlns'))
    .map((name) => `${name}=${attribute(node, name, document)}`)
    .join(' ')
}
