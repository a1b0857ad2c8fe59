import type { ElementNode } from '../dom.js'
import type { Enclosure, FeedItem } from './feed.js'
import { firstDate } from './feed-date.js'
import { allOf, extraOf, fieldsOf, firstOf, type Fields } from './fields.js'
import { linkOf, resolveAddress } from './lenient-link.js'
import { personName } from './person.js'
import { textIn, valueIn, type Base, type Field } from './value.js'
import { attribute, type XmlDocument } from './xml.js'

/** One item of any dialect, from whatever namespace says it. */
export function itemOf(entry: ElementNode, here: Base, zone: string, document: XmlDocument): FeedItem {
  const fields = fieldsOf(entry, here, document)
  const value = (...names: string[]) => valueIn(firstOf(fields, ...names), document)
  const date = (...names: string[]) =>
    firstDate(zone, ...names.flatMap((name) => allOf(fields, name)).map((field) => textIn(field, document)))
  const guid = absoluteId(value('guid', 'id', 'atom:id', 'dc:identifier'), firstOf(fields, 'id'))
  const about = attribute(entry, 'rdf:about', document)
  const url = linkOf(fields, document) ?? permalink(guid, fields, here.base, document) ?? resolveWeb(about, here.base)
  const updated = date('updated', 'modified', 'atom:updated', 'atom:modified', 'dcterms:modified', 'dc:date')
  const published = date(
    'pubdate',
    'published',
    'issued',
    'atom:published',
    'atom:issued',
    'dc:date',
    'date',
    'dcterms:issued',
    'dcterms:created',
    'dcterms:date',
    'created',
    'publishdate',
    'pubtime',
  )
  return {
    id: guid ?? (about || undefined) ?? url,
    title: value('title', 'dc:title', 'atom:title', 'media:title', 'itunes:title'),
    url,
    published: published ?? updated,
    updated,
    summary: value(
      'description',
      'summary',
      'atom:summary',
      'dc:description',
      'dcterms:abstract',
      'itunes:summary',
      'media:description',
      'itunes:subtitle',
    ),
    content: value('content:encoded', 'content', 'atom:content', 'xhtml:body', 'body', 'fulltext', 'content_encoded'),
    authors: authorsOf(fields, document),
    categories: categoriesOf(fields, document),
    enclosures: enclosuresOf(fields, document),
    extra: extraOf(fields, document),
  }
}

/** Atom's ids are addresses: a relative one under an xml:base is made whole, so that it differs from other feeds'. */
const absoluteId = (id: string | undefined, field: Field | undefined) =>
  id && field?.explicitBase && /^[\w./-]*[./][\w./-]*$/.test(id) ? (resolveAddress(id, field.base) ?? id) : id

/** A guid is the address of its item unless it says that it is none (RSS 2.0, `isPermaLink`). */
function permalink(guid: string | undefined, fields: Fields, base: string, document: XmlDocument): string | undefined {
  const said = firstOf(fields, 'guid')
  const isNone = said && attribute(said.node, 'ispermalink', document).toLowerCase() === 'false'
  return isNone ? undefined : resolveWeb(guid, base)
}

const resolveWeb = (address: string | undefined, base: string) =>
  address && /^https?:\/\//i.test(address) ? resolveAddress(address, base) : undefined

/** RSS's author, Dublin Core's creators, Atom's persons; Apple's only where nobody else is named. */
function authorsOf(fields: Fields, document: XmlDocument): string[] {
  const named = (...names: string[]) => unique(allOf(fields, ...names).map((field) => personOf(field, document)))
  const persons = named('author', 'dc:creator', 'creator', 'dc:author', 'atom:author', 'dcterms:creator')
  return persons.length > 0 ? persons : named('itunes:author')
}

function personOf(field: Field, document: XmlDocument): string | undefined {
  const within = fieldsOf(field.node, field, document)
  const part = (name: string) => textIn(firstOf(within, name, `atom:${name}`, `foaf:${name}`), document)
  return part('name') ?? part('email') ?? part('uri') ?? part('url') ?? personName(valueIn(field, document))
}

/** Categories, Apple's and Media RSS's lists of keywords, Dublin Core's subjects, Atom's terms: each once. */
function categoriesOf(fields: Fields, document: XmlDocument): string[] {
  const words = (...names: string[]) =>
    allOf(fields, ...names).map((field) => {
      const label = attribute(field.node, 'label', document) || attribute(field.node, 'term', document)
      return valueIn(field, document) ?? (label || undefined)
    })
  const lists = allOf(fields, 'itunes:keywords', 'media:keywords').flatMap((field) =>
    (textIn(field, document) ?? attribute(field.node, 'text', document)).split(/[,，]/),
  )
  return unique([
    ...words('category'),
    ...lists.map((word) => word.trim()),
    ...words('dc:subject', 'dcterms:subject', 'atom:category'),
  ])
}

function enclosuresOf(fields: Fields, document: XmlDocument): Enclosure[] {
  const links = allOf(fields, 'link', 'atom:link').filter(
    ({ node }) => attribute(node, 'rel', document).toLowerCase() === 'enclosure',
  )
  return [...allOf(fields, 'enclosure'), ...links].flatMap(({ node, base }) => {
    const of = (name: string) => attribute(node, name, document)
    const url = resolveAddress(of('url') || of('href') || of('rdf:resource') || of('enc:url'), base)
    const length = Number(of('length') || of('enc:length'))
    return url
      ? [
          {
            url,
            type: of('type') || of('enc:type') || undefined,
            length: length > 0 && Number.isFinite(length) ? length : undefined,
          },
        ]
      : []
  })
}

const unique = (names: readonly (string | undefined)[]) =>
  [...new Set(names.filter((name) => name !== undefined && name !== ''))] as string[]
