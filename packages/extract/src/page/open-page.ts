import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { decode } from '../charset.js'
import { childrenOf, loadHtml, type AnyNode, type Dom } from '../dom.js'
import type { PageOptions } from './page.js'

/** A decoded page with what every reader of pages needs. */
export interface OpenPage {
  readonly $: Dom
  /** Base of relative links: <base href>, else the page's own address. */
  readonly base: string
  readonly zone: string
  readonly charset: string
  readonly options: PageOptions
}

/** No honest page nests deeper (browsers stop at 512); selectors cost time by depth. */
const deepest = 1_000

/**
 * Bytes → what `read` makes of the page. Error `page_unreadable`: no HTML, nothing readable, a selector that is no CSS,
 * nesting beyond the stack.
 */
export function openPage<T>(bytes: Uint8Array, options: PageOptions, read: (page: OpenPage) => T | string): Result<T> {
  try {
    const { text, charset } = decode(bytes, options)
    if (!/<[a-z!]/i.test(text)) return err(unreadable('no HTML', options.url))
    const $ = loadHtml(text)
    if (isDeeperThan(deepest, $.root().toArray())) return err(unreadable(`nested deeper than ${deepest}`, options.url))
    const base = baseOf($('base[href]').attr('href'), options.url)
    const value = read({ $, base, zone: options.zone ?? 'Asia/Shanghai', charset, options })
    return typeof value === 'string' ? err(unreadable(value, options.url)) : ok(value)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 200) : String(cause)
    return err(unreadable(why, options.url, cause))
  }
}

function isDeeperThan(limit: number, top: readonly AnyNode[]): boolean {
  let level = top
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap(childrenOf)
  }
  return false
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
