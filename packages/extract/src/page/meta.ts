import { attr, type ElementNode } from '../dom.js'
import { oneLine } from '../plain-text.js'
import type { OpenPage } from './open-page.js'
import { rawText } from './tag-index.js'

/** Value of a <meta> by name, property or itemprop, in the order of `names`; names are compared without case. */
export function metaOf({ tags }: OpenPage, names: readonly string[]): string | undefined {
  const held = new Map<string, string>()
  for (const node of tags.all('meta')) {
    const attributes = node.attribs
    const name = (attributes['name'] ?? attributes['property'] ?? attributes['itemprop'])?.toLowerCase()
    const content = attributes['content']?.trim()
    if (name && content && !held.has(name)) held.set(name, content)
  }
  return names.map((name) => held.get(name.toLowerCase())).find(Boolean)
}

/** As much of a page's scripts as is searched for facts, in characters. */
const searched = 500_000

/**
 * String value of the first of these keys in the page's scripts, JSON-LD first: "datePublished": "…". Keys are tried in
 * order, values are as they stand (escapes of `/` and \u undone), at most 200 characters long.
 */
export function scriptValue({ tags }: OpenPage, keys: readonly string[]): string | undefined {
  const scripts = tags.all('script').filter((node) => attr(node, 'src') === '')
  const isData = (node: ElementNode) => attr(node, 'type') === 'application/ld+json'
  const source = [...scripts.filter(isData), ...scripts.filter((node) => !isData(node))]
    .map((node) => rawText(node).slice(0, searched))
    .join('\n')
    .slice(0, searched)
  for (const key of keys) {
    const pattern = new RegExp(
      `(?:["']|\\b)${key}["']?\\s*[:=]\\s*(?:"([^"\\n]{1,200})"|'([^'\\n]{1,200})'|(\\d{10,13})\\b)`,
    )
    const found = pattern.exec(source)
    const value = found?.[1] ?? found?.[2] ?? found?.[3]
    if (value) return unescaped(value)
  }
  return undefined
}

const unescaped = (value: string) =>
  value
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\\//g, '/')

/** The page's <title>, on one line; '' when it has none. */
export const titleText = ({ tags }: OpenPage): string => {
  const [title] = tags.all('title')
  return title ? oneLine(rawText(title)) : ''
}

/** href of the page's <link> of this relation. */
export const linkTo = ({ tags }: OpenPage, rel: string): string | undefined =>
  tags
    .all('link')
    .map((node) => (attr(node, 'rel').toLowerCase() === rel ? attr(node, 'href') : ''))
    .find(Boolean)

/** Name of the author in JSON-LD: "author": {"@type": "Person", "name": "…"}, or a plain string. */
export const scriptAuthor = (page: OpenPage): string | undefined => namedInData(page, 'author')

/** Name of the publisher in JSON-LD, as of `scriptAuthor`. */
export const scriptPublisher = (page: OpenPage): string | undefined => namedInData(page, 'publisher')

function namedInData({ tags }: OpenPage, key: 'author' | 'publisher'): string | undefined {
  const source = tags
    .all('script')
    .filter((node) => attr(node, 'type') === 'application/ld+json')
    .map((node) => rawText(node).slice(0, searched))
    .join('\n')
  const value = /\s*:\s*\[?\s*(?:\{[^{}]{0,200}?"name"\s*:\s*)?"([^"]{2,40})"/
  const found = new RegExp(`"${key}"${value.source}`).exec(source)?.[1]
  return found === undefined ? undefined : unescaped(found)
}
