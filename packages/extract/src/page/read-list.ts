import type { Instant, Result } from '@guanlan/kernel'
import { parseDate } from '../date.js'
import { attr, isElement, nameOf, resolveUrl, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import { findTitle } from './find-title.js'
import { findNext } from './find-next.js'
import { openPage, type OpenPage } from './open-page.js'
import type { ListDocument, ListLink, PageOptions } from './page.js'

/**
 * Bytes of a list page → its links with titles and times, in page order, and the next page. Selectors `item`, `link`,
 * `itemTime`, `next` win; without them the largest group of alike links is the list. An empty list is no error.
 */
export function readList(bytes: Uint8Array, options: PageOptions): Result<ListDocument> {
  return openPage(bytes, options, (page) => {
    const links = options.selectors?.item || options.selectors?.link ? chosenLinks(page) : largestGroup(page)
    return { title: findTitle(page), links: withoutDoubles(links), next: findNext(page), charset: page.charset }
  })
}

function chosenLinks(page: OpenPage): ListLink[] {
  const { $, options } = page
  const { item, link, itemTime } = options.selectors ?? {}
  const boxes = item ? $(item).toArray() : $(link ?? 'a').toArray()
  return boxes.flatMap((box) => {
    const inside =
      tagOf(box) === 'a' && !(item && link)
        ? $(box)
        : $(box)
            .find(link ?? 'a[href]')
            .first()
    const anchor = inside.toArray().find(isElement)
    const times = itemTime ? $(box).find(itemTime).toArray() : [box]
    return anchor ? linkOf(page, anchor, timeIn(page, times, anchor)) : []
  })
}

/** Links of the same make (tags and classes of their ancestors) form a group; titles are long, menus short. */
function largestGroup(page: OpenPage): ListLink[] {
  const { $, base } = page
  const groups = new Map<string, { score: number; links: ListLink[]; seen: Set<string> }>()
  for (const anchor of $('a[href]').toArray().filter(isElement)) {
    const url = resolveUrl(attr(anchor, 'href'), base)
    const title = titleOf(anchor)
    if (!url || title.length < 4 || isClutter(anchor)) continue
    const key = makeOf(anchor)
    const group = groups.get(key) ?? { score: 0, links: [], seen: new Set() }
    groups.set(key, group)
    if (group.seen.has(url)) continue
    group.seen.add(url)
    const published = timeIn(page, boxOf(anchor), anchor)
    group.links.push({ url, title, published })
    group.score += Math.min(title.length, 40) * (published ? 3 : 1) * (title.length < 8 ? 0.3 : 1)
  }
  return [...groups.values()].sort((a, b) => b.score - a.score)[0]?.links ?? []
}

function makeOf(anchor: ElementNode): string {
  const parts: string[] = []
  for (let node: AnyNode | null = anchor, i = 0; node && i < 5; node = node.parent as AnyNode | null, i += 1) {
    parts.push(
      `${tagOf(node)}.${
        i === 0
          ? ''
          : attr(node, 'class')
              .replace(/\d+|\b(?:first|last|odd|even|active|current|on)\b/g, '')
              .trim()
      }`,
    )
  }
  return parts.join('<')
}

/** The largest ancestor that holds no other link's title: there the time of this link stands. */
function boxOf(anchor: ElementNode): AnyNode[] {
  let box: AnyNode = anchor
  for (let i = 0; i < 4; i += 1) {
    const parent = box.parent as AnyNode | null
    if (!parent || textOf([parent]).length > titleOf(anchor).length + 120) break
    box = parent
    if (/^(?:li|tr|dl|article)$/.test(tagOf(box))) break
  }
  return [box]
}

function timeIn({ zone, options }: OpenPage, nodes: readonly AnyNode[], anchor: ElementNode): Instant | undefined {
  const all = textOf(nodes)
  const text = nodes.includes(anchor) ? all : oneLine(all.replace(titleOf(anchor), ' '))
  return (
    parseDate(text, zone, options.fetchedAt) ??
    nodes.map((node) => parseDate(attr(node, 'datetime'), zone)).find(Boolean)
  )
}

/** The full title often stands in the attribute, cut in the text. */
function titleOf(anchor: ElementNode): string {
  const text = oneLine(textOf([anchor]))
  const full = oneLine(attr(anchor, 'title'))
  const cut = text.replace(/(?:\.{2,}|…+)$/, '')
  return full.length > text.length && (cut === '' || full.startsWith(cut)) ? full : text
}

function linkOf({ base }: OpenPage, anchor: ElementNode, published: Instant | undefined): ListLink[] {
  const url = resolveUrl(attr(anchor, 'href'), base)
  const title = titleOf(anchor)
  return url && title ? [{ url, title, published }] : []
}

function isClutter(anchor: AnyNode): boolean {
  for (let node: AnyNode | null = anchor, i = 0; node && i < 6; node = node.parent as AnyNode | null, i += 1) {
    if (/^(?:nav|footer|header|aside)$/.test(tagOf(node))) return true
    if (/\b(?:nav|menu|footer|crumbs?|breadcrumb|pager?|pagination|copyright|friendlink)\b/i.test(nameOf(node)))
      return true
  }
  return false
}

function withoutDoubles(links: readonly ListLink[]): ListLink[] {
  const byUrl = new Map<string, ListLink>()
  for (const link of links) if (!byUrl.has(link.url)) byUrl.set(link.url, link)
  return [...byUrl.values()]
}
