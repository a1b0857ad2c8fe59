import { attr, isElement, resolveUrl } from '../dom.js'
import { linkText, oneLine } from '../plain-text.js'
import { linkTo } from './meta.js'
import type { OpenPage } from './open-page.js'

/** Address of the next page: the site's selector, rel=next, or a link that says so. Undefined on the last one. */
export function findNext(page: OpenPage): string | undefined {
  const { $, base, options, tags } = page
  const own = options.selectors?.next
  const declared = own ? undefined : resolveUrl(linkTo(page, 'next'), base)
  if (declared && declared !== options.url) return declared
  const nodes = own ? $(own).toArray() : tags.all('a')
  for (const node of nodes.filter(isElement)) {
    const text = oneLine(linkText(node))
    const says =
      own !== undefined ||
      attr(node, 'rel') === 'next' ||
      /^(?:下一页|下页|后一页|下一頁|next|»|>|>>)$/i.test(text.replace(/\s|[>›»→]+$/g, '') || text)
    const url = says ? resolveUrl(attr(node, 'href'), base) : undefined
    if (url && url !== options.url) return url
  }
  return undefined
}
