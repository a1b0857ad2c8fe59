import type { Instant, Result } from '@guanlan/kernel'
import { parseDate } from '../date.js'
import { attr, isElement, loadHtml, resolveUrl, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import { findNext } from './find-next.js'
import { findTitle } from './find-title.js'
import { dayIn, mainLinks, titleOf } from './main-links.js'
import { Measures } from './measure.js'
import { openPage, type OpenPage } from './open-page.js'
import { rawText, TagIndex } from './tag-index.js'
import type { ListDocument, ListLink, PageOptions } from './page.js'

/**
 * Bytes of a list page → its links with titles and times, in page order, and the next page. Selectors `item`, `link`,
 * `itemTime`, `next` win; without them the largest group of alike links is the list. An empty list is no error.
 */
export function readList(bytes: Uint8Array, options: PageOptions): Result<ListDocument> {
  return openPage(bytes, options, listOf)
}

/** The list of an open page. */
export function listOf(page: OpenPage, title = findTitle(page)): ListDocument {
  const { selectors } = page.options
  const links = selectors?.item || selectors?.link ? chosenLinks(page) : foundLinks(page)
  return { title, links: withoutDoubles(links), next: findNext(page), charset: page.charset }
}

function foundLinks(page: OpenPage): readonly ListLink[] {
  const [shown, stored] = [mainLinks(page).links, storedLinks(page)]
  return stored.length > shown.length ? stored : shown
}

/** JCMS portals keep the rows of a list, HTML in CDATA, in a script that the browser pages through: <datastore><recordset><record>. */
function storedLinks(page: OpenPage): readonly ListLink[] {
  const source = page.tags
    .all('script')
    .filter((node) => attr(node, 'type') === 'text/xml')
    .map(rawText)
    .find((text) => text.includes('<record'))
  if (source === undefined) return []
  const rows = [...source.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)].map((found) => `<li>${found[1] ?? ''}</li>`)
  const $ = loadHtml(`<ul>${rows.join('')}</ul>`)
  const root = $.root().toArray()[0] as AnyNode
  return mainLinks({ ...page, $, measures: new Measures(root), tags: new TagIndex(root) }).links
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

function timeIn({ zone, options }: OpenPage, nodes: readonly AnyNode[], anchor: ElementNode): Instant | undefined {
  const all = textOf(nodes)
  const text = nodes.includes(anchor) ? all : oneLine(all.replace(titleOf(anchor), ' '))
  return (
    dayIn(text, zone, options.fetchedAt) ?? nodes.map((node) => parseDate(attr(node, 'datetime'), zone)).find(Boolean)
  )
}

function linkOf({ base }: OpenPage, anchor: ElementNode, published: Instant | undefined): ListLink[] {
  const url = resolveUrl(attr(anchor, 'href'), base)
  const title = titleOf(anchor)
  return url && title ? [{ url, title, published }] : []
}

function withoutDoubles(links: readonly ListLink[]): ListLink[] {
  const byUrl = new Map<string, ListLink>()
  for (const link of links) if (!byUrl.has(link.url)) byUrl.set(link.url, link)
  return [...byUrl.values()]
}
