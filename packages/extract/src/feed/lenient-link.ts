import { resolveUrl } from '../dom.js'
import { allOf, type Fields } from './fields.js'
import { textIn, type Field } from './value.js'
import { attribute, type XmlDocument } from './xml.js'

/**
 * Address of what a channel or an item is about. RSS: the text of `<link>`, the last one of several; else the alternate
 * one of Atom's. Atom: the alternate link, HTML before other types. Undefined when there is none.
 */
export function linkOf(fields: Fields, document: XmlDocument): string | undefined {
  const plain = allOf(fields, 'link')
  const alternates = [...plain, ...allOf(fields, 'atom:link')].filter(({ node }) =>
    /^(?:alternate)?$/i.test(attribute(node, 'rel', document)),
  )
  const pages = alternates.filter(({ node }) => /^$|html/i.test(attribute(node, 'type', document)))
  const written = document.dialect === 'rss' ? plain.toReversed() : plain
  const candidates = [
    ...(document.dialect === 'atom' ? [...pages, ...alternates] : []),
    ...written.map((field) => ({ ...field, asText: true })),
    ...pages,
    ...alternates,
  ]
  for (const field of candidates) {
    const address = 'asText' in field ? writtenIn(field, document) : attribute(field.node, 'href', document)
    const resolved = address ? resolveAddress(address, field.base) : undefined
    if (resolved) return resolved
  }
  return undefined
}

/** RSS links are text; some write Atom's `href`, which counts when the link is no other kind. */
function writtenIn(field: Field, document: XmlDocument): string | undefined {
  const kind = attribute(field.node, 'rel', document)
  return (
    textIn(field, document) ?? (/^(?:alternate)?$/i.test(kind) ? attribute(field.node, 'href', document) : undefined)
  )
}

/** Addresses that feeds break over lines or begin with blanks. */
export const resolveAddress = (address: string, base: string): string | undefined =>
  resolveUrl(address.replace(/\s*[\r\n]\s*/g, ''), base)
