import { MINUTE, toMs, type Instant } from '@guanlan/kernel'
import { parseDate } from '../date.js'
import { attr, tagOf } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import { linkTo, metaOf, scriptValue } from './meta.js'
import type { OpenPage } from './open-page.js'

const metaTimes = [
  'article:published_time',
  'og:published_time',
  'og:release_date',
  'og:article:published_time',
  'PubDate',
  'publishdate',
  'publish-date',
  'publish_date',
  'publish_time',
  'PublishTime',
  'datePublished',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'weibo:article:create_at',
  'weibo: article:create_at',
  '_pubtime',
  'apub:time',
  'firstpublishedtime',
  'bytedance:published_time',
  'article:create_at',
  'createDate',
  'date',
  'dateUpdate',
  'article:modified_time',
  'bytedance:updated_time',
  'og:updated_time',
]
const scriptTimes = [
  'datePublished',
  'pubDate',
  'publishTime',
  'publish_time',
  'publishDate',
  'pubtime',
  'publishedAt',
  'create_time',
  'createTime',
  'ctime',
  'ct',
  'created_at',
]
const clock =
  '(?:\\s*(?:星期.|周.|[T,，|]|&nbsp;)?\\s*(?:上午|下午|凌晨|晚上|中午)?\\s*\\d{1,2}\\s*[:：时点]\\s*\\d{2}(?:\\s*[:：分]\\s*\\d{2})?)?'
const day =
  '(?:(?:20|19)\\d\\d|(?<!\\d)\\d\\d)\\s*[-/.年]\\s*(?:1[0-2]|0?\\d)\\s*[-/.月]\\s*(?:[12]\\d|3[01]|0?\\d)(?!\\d)\\s*日?'
const dates = new RegExp(`${day}${clock}`, 'g')
const label = '(?:发布|发表|发稿|公开|刊发|上传|创建|录入|添加|签发)?(?:时间|日期|于)\\s*[:：]?\\s*'
/** A label that says no more than 时间 may be of an event that the text tells of. */
const bareLabel = /^(?:时间|日期)/
const labelled = new RegExp(`(?:${label}|(?:发布|发表)\\s*[:：]\\s*)(${day}${clock})`)
/** Times of other things: 成文日期, 更新时间, 截止时间. */
const otherLabel = /(?:更新|修改|成文|截止|失效|生效|有效|实施|编辑|浏览|抓取|今天是)\S{0,4}\s*[:：]?\s*$/
const english =
  /(?:(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?20\d\d)(?:[,\s]+(?:at\s+)?\d{1,2}:\d\d(?:\s*[ap]\.?m\.?)?)?/i
/** 09-30 22:46, 9月30日 22:46: the year stands elsewhere. */
const yearless = /(?<![\d.-])((?:1[0-2]|0?\d)\s*[-/月]\s*(?:[12]\d|3[01]|0?\d)\s*日?\s+\d{1,2}:\d{2}(?::\d{2})?)(?!\d)/

/**
 * Time of publication: the site's selector; the time shown near the headline; metadata and scripts; a time element; a
 * day in the address. What is shown wins over metadata that tells another day; a day alone is made precise by it.
 */
export function findTime(page: OpenPage, shown: string): Instant | undefined {
  const { $, zone, options } = page
  const read = (text: string | undefined) => parseDate(text, zone, options.fetchedAt)
  const own = options.selectors?.time
  if (own) {
    const node = $(own).first()
    const found = read(node.attr('datetime')) ?? read(oneLine(textOf(node.toArray())))
    if (found) return found
  }
  const visible = shownDate(shown)
  const whenShown = read(visible)
  if (whenShown && /\d\s*[:时点]/.test(visible ?? '')) return whenShown
  const meta = read(metaOf(page, metaTimes)) ?? readScript(page)
  if (whenShown)
    return meta && meta.slice(0, 10) !== whenShown.slice(0, 10) && !sameDay(meta, whenShown)
      ? whenShown
      : (meta ?? whenShown)
  return (
    withYear(page, shown, meta) ??
    meta ??
    read(timeElement(page)) ??
    read(english.exec(shown)?.[0]) ??
    read(dayInAddress(page))
  )
}

/** The date that a page shows as its own: one with a label, one with a clock, the first. Two digits stand for the years since 2000. */
function shownDate(shown: string): string | undefined {
  const found = labelled.exec(shown)
  const earlier =
    found &&
    bareLabel.test(found[0]) &&
    new RegExp(`${day}\\s*(?:星期.|周.|[T,，|])?\\s*\\d{1,2}[:：]\\d{2}`).test(shown.slice(0, found.index))
  const named =
    found && !earlier && !otherLabel.test(shown.slice(Math.max(0, found.index - 6), found.index)) ? found[1] : undefined
  const every = [...shown.matchAll(dates)]
  const own = every.filter(({ index }) => !otherLabel.test(shown.slice(Math.max(0, index - 12), index)))
  // Where nothing but an update is told, readers see that.
  const all = (own.length > 0 ? own : every).map(([text]) => text)
  const chosen = named ?? all.find((text) => /[:：时点]/.test(text)) ?? all[0]
  const whole = chosen?.replace(/^(\d\d)(?=\s*[-/.年])/, '20$1').replaceAll('：', ':')
  return whole?.replace(/\s*(?:&nbsp;|[|])\s*/, ' ')
}

function readScript(page: OpenPage): Instant | undefined {
  for (const key of scriptTimes) {
    const found = parseDate(scriptValue(page, [key]), page.zone)
    if (found) return found
  }
  return undefined
}

const sameDay = (a: Instant, b: Instant) => toMs(a) - toMs(b) >= 0 && toMs(a) - toMs(b) < 24 * 60 * MINUTE

/** A shown day and clock without a year take the year of the metadata, when they are of about the same days. */
function withYear({ zone, options }: OpenPage, shown: string, meta: Instant | undefined): Instant | undefined {
  const found = yearless.exec(shown)?.[1]
  if (!found) return undefined
  return parseDate(found, zone, meta ? toMs(meta) : options.fetchedAt)
}

function timeElement({ measures }: OpenPage): string | undefined {
  const element = measures
    .elements()
    .find(
      (node) => (tagOf(node) === 'time' && attr(node, 'datetime') !== '') || attr(node, 'itemprop') === 'datePublished',
    )
  return element && (attr(element, 'datetime') || attr(element, 'content') || textOf([element]))
}

/** /2026/1116/, /2026-11/16/, t20261116_12.html, art_12_20261116: what portals build their addresses of. */
function dayInAddress(page: OpenPage): string | undefined {
  const canonical = linkTo(page, 'canonical') ?? metaOf(page, ['og:url']) ?? ''
  for (const url of [page.options.url, canonical]) {
    const parts = /(?<!\d)(20[0-3]\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(url)
    if (parts) return parts.slice(1).join('-')
  }
  return undefined
}
