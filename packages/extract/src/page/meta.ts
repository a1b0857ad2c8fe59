import type { OpenPage } from './open-page.js'

/** Value of a <meta> by name, property or itemprop, in the order of `names`; names are compared without case. */
export function metaOf({ $ }: OpenPage, names: readonly string[]): string | undefined {
  const held = new Map<string, string>()
  for (const node of $('meta[content]').toArray()) {
    const attributes = $(node).attr() ?? {}
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
export function scriptValue({ $ }: OpenPage, keys: readonly string[]): string | undefined {
  const linked = $('script[type="application/ld+json"]').text().slice(0, searched)
  const source = `${linked}\n${$('script:not([src])').text().slice(0, searched)}`
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
