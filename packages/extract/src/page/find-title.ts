import { nameOf, tagOf, type ElementNode } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import { linkShare } from './measure.js'
import { metaOf, titleText } from './meta.js'
import type { OpenPage } from './open-page.js'

/** The site's name at the end of <title>: 标题_频道_网站, 标题 - 网站, 标题|网站, 标题--频道--网站, 标题-某某网. */
const siteName =
  /\s*(?:[_|丨｜«»]|(?<![—–])[–—](?![—–])|\s-\s|--|-(?=[^-]{2,14}(?:网|报|政府|新闻|频道|论坛|平台|官网|在线|日报|门户|中国)$)).*$/
/** How sites are called, and headlines seldom end. */
const siteLike = /(?:政府|网站?|门户|论坛|频道|日报|晚报|官网|委员会|电视台)$/
/** No headline is longer. */
const longest = 160

/**
 * Headline: the site's selector; the element whose text <title> or og:title repeats, as readers see it; a heading that goes
 * on where <title> is cut; og:title or <title> without the site's name.
 */
export function findTitle(page: OpenPage): string {
  const { $, options } = page
  const own = options.selectors?.title
  if (own) {
    const found = oneLine(textOf($(own).first().toArray()))
    if (found) return found
  }
  const whole = titleText(page)
  const open = oneLine(metaOf(page, ['og:title', 'ArticleTitle', 'twitter:title']) ?? '')
  const named = open.replace(siteName, '') || whole.replace(siteName, '') || whole
  return repeated(page, [whole, open]) ?? uncut(page, named) ?? onlyHeading(page, whole) ?? named
}

/** Of the elements whose text <title> contains, the one that looks most like its headline. */
function repeated(page: OpenPage, titles: readonly string[]): string | undefined {
  const keys = titles.map(squeeze).filter((key) => key.length >= 2)
  const most = Math.max(0, ...keys.map((key) => key.length))
  let [best, bestScore]: [string | undefined, number] = [undefined, 0]
  for (const node of page.measures.elements()) {
    const { text } = page.measures.of(node)
    const heading = isHeading(node)
    // Some headings carry the facts on a line of their own: the headline is their first.
    const lines = heading && text > 2 && text <= longest ? textOf([node]).split('\n') : []
    if (text < 2 || (text > Math.min(most, longest) && lines.length < 2) || isFrame(node)) continue
    if (text < 4 && !heading) continue
    const found = (
      lines.length === 2 && dated.test(lines[1] ?? '') ? oneLine(lines[0] ?? '') : joined(textOf([node]))
    ).replace(titleLabel, '')
    const key = squeeze(found)
    if (!keys.some((title) => title.includes(key))) continue
    const linked = linkShare(page.measures.of(node)) > 0.9
    const score =
      key.length +
      (keys.some((title) => title.startsWith(key)) ? 20 : keys.some((title) => title.endsWith(key)) ? 12 : 0) +
      (heading ? 8 : 0) -
      (linked ? 12 : 0) -
      (siteLike.test(key) ? 16 : 0)
    if (score > bestScore) [best, bestScore] = [found, score]
  }
  return bestScore >= 8 ? best : undefined
}

/** Lines of a headline: between hanzi no space stands for their break. */
const joined = (text: string) => oneLine(text.replace(/(?<=[\u4e00-\u9fff])\s*\n\s*(?=[\u4e00-\u9fff])/g, ''))

/** 信件标题：…, 访谈主题：…: the label is none of the headline. */
const titleLabel = /^(?:信件|来信|留言|咨询|诉求|问题|访谈|活动|项目|文件|公告)?(?:标题|主题|题目)\s*[:：]\s*/

const dated = /20\d\d[-/.年]\d{1,2}|来源\s*[:：]/

/** <title> is cut (…), the heading is whole. */
function uncut(page: OpenPage, title: string): string | undefined {
  const start = /^(.{6,})(?:…|\.{2,})$/.exec(squeeze(title))?.[1]
  if (start === undefined) return undefined
  return headings(page).find((heading) => squeeze(heading).startsWith(start))
}

/** The only <h1>, unless it is the site's name. */
function onlyHeading(page: OpenPage, whole: string): string | undefined {
  const found = page.tags.all('h1')
  const text = found.length === 1 ? oneLine(textOf(found)) : ''
  const isSite = whole.endsWith(text) && whole !== text
  return text.length >= 4 && text.length <= longest && !isSite ? text : undefined
}

const headings = (page: OpenPage): string[] =>
  page.measures
    .elements()
    .filter((node) => isHeading(node) && page.measures.of(node).text <= longest)
    .slice(0, 60)
    .map((node) => oneLine(textOf([node])))

const isHeading = (node: ElementNode): boolean =>
  /^h[1-3]$/.test(tagOf(node)) || /title|biaoti|headline|\bbt\b|\btit\b|subject/i.test(nameOf(node))

/** What holds a site's own name, path and menus. */
const isFrame = (node: ElementNode): boolean =>
  /^(?:html|body|head|nav|footer|option|label|input)$/.test(tagOf(node)) ||
  /logo|crumb|\bnav|position|location|weizhi/i.test(nameOf(node))

const squeeze = (text: string) => text.replace(/\s+/g, '')
