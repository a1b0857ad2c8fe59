import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { decode } from '../charset.js'
import { isDeeperThan } from '../depth.js'
import { attr, loadHtml, type AnyNode, type Dom } from '../dom.js'
import { Measures } from './measure.js'
import type { PageOptions } from './page.js'
import { TagIndex } from './tag-index.js'

/** A decoded page with what every reader of pages needs. */
export interface OpenPage {
  readonly $: Dom
  /** Base of relative links: <base href>, else the page's own address. */
  readonly base: string
  readonly zone: string
  readonly charset: string
  readonly options: PageOptions
  /** Of every visible element. */
  readonly measures: Measures
  readonly tags: TagIndex
}

/** No honest page nests deeper (browsers stop at 512); selectors cost time by depth. */
const deepest = 1_000
/** Tags that are open at once in the source: more than elements, since some end by themselves. Looked at before anything is built of them. */
const mostTags = 4_000
/** Several times what the longest pages have. */
const mostElements = 60_000

/**
 * Bytes → what `read` makes of the page. Error `page_unreadable`: no HTML, nothing readable, a selector that is no CSS,
 * nesting or a number of elements that no honest page has.
 */
export function openPage<T>(bytes: Uint8Array, options: PageOptions, read: (page: OpenPage) => T | string): Result<T> {
  try {
    const { text, charset } = decode(bytes, options)
    if (!/<[a-z!]/i.test(text)) return err(unreadable('no HTML', options.url))
    if (isDeeperThan(mostTags, text, { html: true }))
      return err(unreadable(`nested deeper than ${mostTags}`, options.url))
    const $ = loadHtml(text)
    const root = $.root().toArray()[0] as AnyNode
    const tags = new TagIndex(root)
    if (tags.depth > deepest) return err(unreadable(`nested deeper than ${deepest}`, options.url))
    if (tags.size > mostElements) return err(unreadable(`more than ${mostElements} elements`, options.url))
    const base = baseOf(
      tags
        .all('base')
        .map((node) => attr(node, 'href'))
        .find(Boolean),
      options.url,
    )
    const measures = new Measures(root)
    const value = read({ $, base, measures, tags, zone: options.zone ?? 'Asia/Shanghai', charset, options })
    return typeof value === 'string' ? err(unreadable(value, options.url)) : ok(value)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 200) : String(cause)
    return err(unreadable(why, options.url, cause))
  }
}

function baseOf(href: string | undefined, url: string): string {
  try {
    return href ? new URL(href, url).href : url
  } catch {
    return url
  }
}

const unreadable = (why: string, url: string, cause?: unknown) =>
  new AppError('page_unreadable', `${url}: ${why}`, { url, why }, { cause })
