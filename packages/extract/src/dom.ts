import { load, type CheerioAPI } from 'cheerio/slim'

export type Dom = CheerioAPI
export type AnyNode = Exclude<Parameters<typeof load>[0], string | Buffer | readonly unknown[]>
export type ElementNode = Extract<AnyNode, { attribs: unknown }>

/** A web page as htmlparser2 reads it: forgiving, in one pass, nothing is run. */
export const loadHtml = (html: string): Dom => load(html)

export const isElement = (node: AnyNode): node is ElementNode => 'attribs' in node

export const childrenOf = (node: AnyNode): readonly AnyNode[] =>
  'children' in node ? (node.children as AnyNode[]) : []

/** Lower-case tag name; '' for what is no element. */
export const tagOf = (node: AnyNode): string => (isElement(node) ? node.name.toLowerCase() : '')

export const attr = (node: AnyNode, name: string): string => (isElement(node) ? (node.attribs[name] ?? '') : '')

/** `class` and `id` in one string, for what their names betray. */
export const nameOf = (node: AnyNode): string => `${attr(node, 'class')} ${attr(node, 'id')}`

/** Address as the page means it, absolute; undefined for anchors, scripts and what is no web address. */
export function resolveUrl(href: string | undefined, base: string): string | undefined {
  const text = href?.trim()
  if (!text || text.startsWith('#') || /^(?:javascript|mailto|tel|data):/i.test(text)) return undefined
  try {
    const url = new URL(text, base)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
  } catch {
    return undefined
  }
}
