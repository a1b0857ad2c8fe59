import { isDeeperThan } from './depth.js'
import { childrenOf, isElement, loadHtml, tagOf, type AnyNode } from './dom.js'

const silent = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'select',
  'button',
  'textarea',
  'head',
  'title',
  'canvas',
  'audio',
  'video',
])
/** Elements that begin a line of their own. */
export const blocks: ReadonlySet<string> = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'main',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tbody',
  'tr',
  'ul',
  'br',
])

/** What `textOf` leaves out beside scripts and styles. */
export type Skip = (node: AnyNode) => boolean

/**
 * The text that a reader sees in these nodes: one line per block, white space collapsed, nothing of scripts, styles,
 * forms or hidden elements. Walks with its own stack, so that a page nested ten thousand deep is only slow. `most`: no more than
 * so many characters and elements are looked at, for callers that ask of every link what stands in it.
 */
export function textOf(nodes: readonly AnyNode[], skip: Skip = () => false, most = Number.POSITIVE_INFINITY): string {
  const out: string[] = []
  const stack: (AnyNode | string)[] = [...nodes].reverse()
  let left = most
  for (let node = stack.pop(); node !== undefined && left > 0; node = stack.pop()) {
    left -= 1
    if (typeof node === 'string') out.push(node)
    else if (node.type === 'text') {
      const text = node.data.length > left ? node.data.slice(0, left) : node.data
      out.push(text.replace(/\s+/g, ' '))
      left -= text.length
    } else {
      const tag = tagOf(node)
      if (!isSeen(node) || skip(node)) continue
      const edge = blocks.has(tag) ? '\n' : tag === 'td' || tag === 'th' ? ' ' : ''
      if (edge) {
        out.push(edge)
        stack.push(edge)
      }
      const children = childrenOf(node)
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] as AnyNode)
    }
  }
  return tidyLines(out.join(''))
}

/** What stands in a link, as far as any headline goes: one that is never closed holds all that follows it. */
export const linkText = (anchor: AnyNode): string => textOf([anchor], undefined, mostInLink)
const mostInLink = 1_000

/** Deeper nesting than this is no text for readers: its tags are dropped unread. */
const deepest = 1_000

/** The first `limit` characters that a reader sees in an element, its pieces parted by spaces whether they look parted or not. */
export function spacedText(root: AnyNode, limit: number): string {
  let text = ''
  const stack: AnyNode[] = [root]
  for (let node = stack.pop(); node !== undefined && text.length < limit; node = stack.pop()) {
    if (node.type === 'text') text += `${node.data.trim()} `
    else if (isSeen(node)) {
      const children = childrenOf(node)
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] as AnyNode)
    }
  }
  return text.slice(0, limit)
}

/** HTML (of a feed's description, say) → plain text with one line per block, entities decoded. Never gives markup back. */
export function htmlToText(html: string): string {
  if (!/[<&]/.test(html)) return tidyLines(html)
  if (isDeeperThan(deepest, html, { html: true })) return htmlToText(html.replace(/<[^<>]*>/g, ' '))
  const once = textOf(loadHtml(html).root().toArray())
  // Feeds that escape twice: after one reading there are tags again.
  return /<(?:p|br|div|span|img|a|b|strong|script|style|table)\b[^>]*>/i.test(once)
    ? textOf(loadHtml(once).root().toArray())
    : once
}

/** Text on one line, for titles and names. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Whether a reader sees an element's text. `visibility: hidden` does not count: scripts reveal such texts once they are loaded (WeChat). */
export function isSeen(node: AnyNode): boolean {
  if (!isElement(node)) return true
  const { style, hidden } = node.attribs
  return !silent.has(tagOf(node)) && hidden === undefined && !(style && /display\s*:\s*none/i.test(style))
}

function tidyLines(text: string): string {
  const lines = text.replace(/[\u200b\ufeff]/g, '').split('\n')
  return lines
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
}
