import type { Result } from '@guanlan/kernel'
import { resolveUrl } from '../dom.js'
import { textOf } from '../plain-text.js'
import { bodyText, findBody, imagesIn } from './find-body.js'
import { findAuthor, findSource, findTime } from './find-facts.js'
import { findTitle } from './find-title.js'
import { openPage, type OpenPage } from './open-page.js'
import type { PageDocument, PageOptions } from './page.js'

/** Bytes of an article page → article. Error `page_unreadable` when there is neither a title nor a body. */
export function readPage(bytes: Uint8Array, options: PageOptions): Result<PageDocument> {
  return openPage(bytes, options, (page) => {
    const { $, base, charset } = page
    const title = findTitle(page)
    const block = findBody(page)
    // Inside a block that the site's own selector names nothing is judged clutter.
    const body = block ? (options.selectors?.body ? textOf([block]) : bodyText(block, title)) : ''
    if (!title && !body) return 'neither title nor body'
    const shown = aroundTitle(page, title, body)
    return {
      title,
      published: findTime(page, shown),
      source: findSource(page, shown),
      author: findAuthor(page, shown),
      body,
      images: block ? imagesIn(block, base) : [],
      canonical: resolveUrl($('link[rel="canonical"]').attr('href'), base),
      charset,
    }
  })
}

/** What stands between the headline and the text: there sites show time, source and author. Falls back to the page's beginning. */
function aroundTitle({ $ }: OpenPage, title: string, body: string): string {
  const whole = textOf($('body').toArray()) || textOf($.root().toArray())
  const first = body
    .split('\n')
    .find((line) => line.length >= 20)
    ?.slice(0, 40)
  const end = first ? whole.indexOf(first) : -1
  const head = end > 0 ? whole.slice(0, end) : whole.slice(0, 3_000)
  const start = title ? head.lastIndexOf(title.slice(0, 30)) : -1
  const between = start === -1 ? head.slice(-600) : head.slice(start + Math.min(30, title.length))
  // Some sites show the time right above the headline, others below the text.
  return `${between.slice(0, 800)}\n${head.slice(Math.max(0, start - 200), Math.max(0, start))}\n${whole.slice(end + body.length, end + body.length + 300)}`
}
