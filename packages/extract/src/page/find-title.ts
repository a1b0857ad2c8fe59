import { oneLine, textOf } from '../plain-text.js'
import type { OpenPage } from './open-page.js'

/** The site's name at the end of <title>: 标题_频道_网站, 标题 - 网站, 标题|网站. */
const siteName = /\s*(?:[_|–—丨]|\s-\s).*$/

/** Headline: the site's selector; a heading that <title> repeats; og:title; <title> without the site's name. */
export function findTitle({ $, options }: OpenPage): string {
  const own = options.selectors?.title
  if (own) {
    const found = oneLine(textOf($(own).first().toArray()))
    if (found) return found
  }
  const whole = oneLine($('head title, title').first().text())
  const open = oneLine($('meta[property="og:title"], meta[name="ArticleTitle"]').first().attr('content') ?? '')
  const headings = $('h1, h2, [class*="title"], [id*="title"]')
    .toArray()
    .slice(0, 40)
    .map((node) => oneLine(textOf([node])))
  const repeated = headings.filter(
    (heading) => heading.length >= 4 && heading.length <= 120 && (contains(whole, heading) || contains(open, heading)),
  )
  const best = repeated.sort((a, b) => b.length - a.length)[0]
  const h1 = $('h1').length === 1 ? oneLine(textOf($('h1').toArray())) : ''
  return best || (h1.length >= 4 ? h1 : '') || open.replace(siteName, '') || whole.replace(siteName, '') || whole
}

const contains = (whole: string, part: string) => squeeze(whole).includes(squeeze(part))
const squeeze = (text: string) => text.replace(/\s+/g, '')
