import { attr, nameOf, tagOf } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import type { HeadText } from './head-text.js'
import { metaOf, scriptAuthor, scriptPublisher, scriptValue, titleText } from './meta.js'
import { isName, isRegion, namesIn, surnames } from './names.js'
import { isCredit } from './phrases.js'
import type { OpenPage } from './open-page.js'

const sourceLabel =
  /(?:来源|出处|稿源|转自|转载自)\s*(?:[:：|｜丨︱/]|(?=《)|(?=\s[\u4e00-\u9fffA-Za-z]))\s*《?\s*([^\s|｜丨,，;；()（）[\]【】《》<>：:]{2,30})/
/** An outlet's name by its last characters. */
const outlet =
  /^[\u4e00-\u9fffA-Za-z0-9·]{1,18}(?:网|报|社|台|日报|晚报|晨报|商报|时报|早报|周刊|周报|杂志|在线|新闻|头条|频道|客户端|观察|融媒体?(?:中心)?|传媒|资讯|快讯|公号|公众号|发布|广播|电视台|新媒体)$/
const notSource =
  /^(?:iPhone|iPad|Android|安卓|HUAWEI|华为|小米|OPPO|vivo|荣耀|微博)|^(?:首页|网站首页|正文|未知|不详|网络|互联网|原创|佚名|作者|责任编辑|编辑|时间|发布时间|浏览|点击|字号|字体|分享)$/

/** What the readers of facts look at: the text around the headline, credit lines left out of the body, the body. */
export interface Surroundings {
  readonly shown: HeadText
  readonly credits: readonly string[]
  readonly body: string
}

/** Outlet that the text came from: 来源：…, an outlet's name beside the date, a credit line, metadata, an account. */
export function findSource(page: OpenPage, { shown: { head, all }, credits, body }: Surroundings): string | undefined {
  const fromCredits = () =>
    credits.map((line) => (/图片|图源|摄影/.test(line) ? undefined : outletIn(line))).find(Boolean)
  const own = titleText(page)
  const beside = besideDate(head).filter((word) => outlet.test(word) || !own.includes(word))
  return (
    outletIn(all) ??
    outletIn(elementText(page, sourceName, head)) ??
    beside.find((word) => outlet.test(word)) ??
    fromCredits() ??
    cleanOutlet(metaOf(page, ['source', 'ContentSource', 'article:source', 'mediaid', 'og:article:source'])) ??
    cleanOutlet(elementText(page, sourceName, head)) ??
    chinese(
      cleanOutlet(scriptValue(page, ['source', 'sourceName', 'source_name', 'mediaName', 'media_name', 'media'])),
    ) ??
    scriptPublisher(page) ??
    beside.find((word) => !isName(word) && !body.includes(word))
  )
}

const sourceName =
  /(?:^|[\s_-])(?:source|src-name|media[-_]?name|laiyuan|account[-_]?(?:name|title)|author-name|meta_nickname|js_name)(?:$|[\s_-])/i

/** Keys of scripts mean many things: a source that readers see is written in hanzi. */
const chinese = (name: string | undefined) => (/[\u4e00-\u9fff]{2}/.test(name ?? '') ? name : undefined)

const outletIn = (text: string) => cleanOutlet(sourceLabel.exec(text)?.[1])

function cleanOutlet(text: string | undefined): string | undefined {
  const name = oneLine(text ?? '')
    .replace(/^[·•\s]*(?:来自|来源)?[:：\s]*|\s+·.*$/g, '')
    .replace(/(?:作者|责任?编辑|编辑|发布时间|时间|浏览|点击|记者|字号|字体|分享)$/, '')
  return name.length >= 2 &&
    name.length <= 40 &&
    !isRegion(name) &&
    !notSource.test(name) &&
    !/^https?:|[=<>{}]/.test(name)
    ? name
    : undefined
}

const notWord =
  /[:：\d]|扫|分享|关注|更多|首页|客户端|评论|阅读|浏览|字号|字体|发布|打印|收藏|举报|微信|微博|原创|编辑|来源|作者|^[大中小]$|>|字$|人参与|字数|点击|回答|赞同|点赞|[来去]信|时间$|日期$|编号|标题|无障碍|关怀|长者|适老|登录|注册|订阅|转发|日报道|正文|星期|周[一二三四五六日]$|图片|视频|有限公司/

/** Words on the line of the date, or at most `reach` lines from it: there sites without labels name outlet, account, author. */
function besideDate(shown: string, reach = 1): string[] {
  const lines = shown.split('\n').slice(0, 12)
  const at = lines.findIndex((line) => /\d{1,2}[-/.月]\d{1,2}/.test(line))
  const near = at === -1 ? [] : reach === 0 ? [lines[at]] : [lines[at], lines[at - 1], lines[at + 1]]
  return near
    .filter((line) => line !== undefined && line.length < 60 && !isCredit(line))
    .flatMap((line) => (line ?? '').split(/[\s|｜丨/·]+/))
    .filter(
      (word) =>
        /^[\u4e00-\u9fffA-Za-z]{2,14}$/.test(word) &&
        !isRegion(word) &&
        (!notWord.test(word) || /.{2}(?:发布|客户端)$/.test(word)),
    )
}

/** Text of the first short element near the headline whose class or id says what it holds. */
function elementText({ measures }: OpenPage, name: RegExp, shown: string): string {
  for (const node of measures.elements()) {
    const { text } = measures.of(node)
    if (text < 2 || text > 40 || !name.test(nameOf(node))) continue
    const found = oneLine(textOf([node]))
    if (shown.includes(found)) return found
  }
  return ''
}

const authorLabel =
  /(?:作者|撰文|撰稿|采写|采访|执笔|(?<![\u4e00-\u9fff])文(?:\s*[/／、和]\s*图)?)\s*(?:[:：|｜丨︱/／]|(?=\s[\u4e00-\u9fff]))\s*(.{2,60})/
/** 本报记者 张三 通讯员 李四, （记者张三）. */
const reporter = /(?:^|[【（(\s\u3000\u4e00-\u9fff])(?:记者|通讯员)\s*[】:：|｜/]?\s*([^）)\n，。]{2,40})/
/** A name in brackets that ends the text: （张三）, （文/图 张三 李四）, （记者 张三）. */
const signature = /[（(](?:文[/／、]?图?\s*[/／:：]?\s*|(?:本报|本网)?(?:记者|通讯员)?\s*)([^（()）]{2,24})[）)]$/

/**
 * Person who wrote it, several joined by a space: the site's selector; 作者：… near the headline or among the credits;
 * 记者 in the opening; a name in brackets at the end; metadata; an account beside the date. Held in memory only;
 * articles carry a salted hash. `source` is who has already been named as the outlet.
 */
export function findAuthor(
  page: OpenPage,
  { shown: { head, all }, credits, body }: Surroundings,
  source?: string,
): string | undefined {
  const own = page.options.selectors?.author
  const named = own ? oneLine(textOf(page.$(own).first().toArray())) : ''
  if (named) return named.slice(0, 60)
  const beside = besideDate(head)
  const written = credits.filter(
    (line) => !/^[^:：/｜|]*(?:编辑|责编|摄|图片|审核|校对)/.test(line) && !line.endsWith('摄'),
  )
  const last = body.slice(body.lastIndexOf('\n') + 1).slice(-40)
  const signed = namesIn(signature.exec(last)?.[1])
  return (
    namesIn(authorLabel.exec(all)?.[1], true) ??
    written.map((line) => namesIn(authorLabel.exec(line)?.[1], true)).find(Boolean) ??
    english.exec(head)?.[1] ??
    namesIn(reporter.exec(head)?.[1]) ??
    beside.find((word) => isName(word)) ??
    written.map((line) => namesIn(reporter.exec(line)?.[1])).find(Boolean) ??
    namesIn(/[（(][^（()）]{0,12}(?:记者|通讯员)\s*([^（()）]{2,30})[）)]/.exec(body.slice(0, 200))?.[1]) ??
    namesIn(wire.exec(body.slice(0, 80))?.[1]) ??
    (signed && surnames.has(signed.slice(0, 1)) ? signed : undefined) ??
    metaAuthor(page) ??
    namesIn(
      elementText(
        page,
        /(?:^|[\s_-])(?:author[-_]?name|author\d?|writer|account[-_]?(?:name|title)|nick-?name|name|media-user)(?:$|[\s_-])/i,
        head,
      ),
      true,
    ) ??
    personLink(page, head) ??
    besideDate(head, 0).find((word) => word !== source && !outlet.test(word))
  )
}

/** By Lin Xiao in Hangzhou | China Daily. */
const english = /(?:^|\n)\s*By\s+([A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,3})/
/** Agencies sign the first line: 中新网绍兴3月5日电 (项小川). */
const wire = /日电\s*[（(]\s*(?:记者\s*)?([^（()）]{2,20})[）)]/

/** A link near the headline that leads to a person's page. */
function personLink({ measures }: OpenPage, head: string): string | undefined {
  const link = measures
    .elements()
    .find(
      (node) =>
        tagOf(node) === 'a' &&
        /\/(?:u|user|people|member|author|profile)\/(?!reg|login|sign)[^/?]+\/?$/.test(attr(node, 'href')) &&
        measures.of(node).text >= 2 &&
        measures.of(node).text <= 20 &&
        head.includes(oneLine(textOf([node]))),
    )
  return link && namesIn(textOf([link]), true)
}

/** Templates put the site's own name into the author's field: then it names nobody. */
function metaAuthor(page: OpenPage): string | undefined {
  const name = oneLine(metaOf(page, ['author', 'article:author', 'og:article:author', 'bytedance:author']) ?? '')
  const site = metaOf(page, ['og:site_name', 'application-name', 'copyright']) ?? ''
  const ends = titleText(page)
  if (name === '') return namesIn(scriptAuthor(page), true)
  if (site.includes(name) || (ends.includes(name) && !isName(name))) return undefined
  return isName(name) || !outlet.test(name) ? namesIn(name, true) : undefined
}
