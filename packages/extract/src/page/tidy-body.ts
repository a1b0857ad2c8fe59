import type { BodyImage, BodyLine, BodyLines } from './body-lines.js'
import * as is from './phrases.js'

/** An article's text and pictures, and the credits that stood around it. */
export interface TidyBody {
  /** Paragraphs on lines. */
  readonly body: string
  readonly images: readonly string[]
  /** Lines left out that name people and outlets: 责任编辑：…, 来源：…, 文/…. */
  readonly credits: readonly string[]
  /** Set where the lines are captions of a series of photos. */
  readonly gallery?: boolean
}

/** Lines of a page's own head: date, outlet, font size, share. */
const heading =
  /^[【[]?(?:(?:20)?\d\d\s*[-/.年]\s*\d{1,2}|来源|发布时间|发布日期|发布机构|信息来源|索引号|日期|时间|作者|字号|字体|浏览|阅读|访问|分享|打印|首页|当前位置|您(?:的|当前|现在)|收藏|举报|关注|原创|(?:文字|图文|访谈)实录$|\d{1,2}[-/月.]\d{1,2}日?\s+\d{1,2}:\d\d)/
/** A fact with its time: 来信时间：2026-11-16 08:35. */
const stamped =
  /(?:时间|日期)\s*[:：]\s*20\d\d|20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}[:：]\d\d|(?:昨天|前天|(?:分钟|小时|天)前|刚刚)(?:\s|$)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+20\d\d/i
/** Facts below a text; a date alone is the signature of a notice, and stays. */
const trailing = /^(?:来源|发布时间|发布日期|发布机构|发布单位|信息来源|浏览|阅读|访问|点击|分享|打印)/
const marks = /[。！？；…”，]/
const sentence = /[。！？；…”：，]/

/**
 * Lines of a block → the text: without the headline and the facts above the first paragraph, captions, credits,
 * disclaimers and buttons, and what sites hang below. Order and words of the rest are untouched.
 */
export function tidyBody({ lines, images }: BodyLines, title: string): TidyBody {
  const from = afterHead(lines, title)
  const until = tailAt(lines, from)
  const sentences = lines.slice(from, until).filter((line) => sentence.test(line.text)).length
  const mostlySentences = sentences * 2 > until - from
  const last = lastProse(lines, from, until)
  const credits = lines.filter(({ text }) => is.isCredit(text)).map(({ text }) => text)
  const kept = lines
    .slice(from, until)
    .filter((line, i) => !isNoText(line, { mostlySentences, below: from + i > last }))
  return { body: kept.map(({ text }) => text).join('\n'), images: imagesOf(images, from, until), credits }
}

/** Index of the first line of the text. */
function afterHead(lines: readonly BodyLine[], title: string): number {
  const key = squeeze(title)
  const at = key ? lines.slice(0, 15).findIndex((_, i) => linesOfTitle(lines.slice(i), key) > 0) : -1
  let from = at === -1 ? 0 : at + linesOfTitle(lines.slice(at), key)
  const isHead = ({ text, row }: BodyLine) =>
    is.isOriginalTitle(text) ||
    is.isSummary(text) ||
    (!row && text.length < 80 && at !== -1 && wholeDay.test(text) && !/[。！？，]/.test(text)) ||
    (text.length < 80 && (heading.test(text) || stamped.test(text)) && !/[。！？]/.test(text)) ||
    (!row && at !== -1 && text.length < 16 && !/[。！？，：；]/.test(text))
  while (from < lines.length - 1 && isHead(lines[from] as BodyLine) && !isEvent(lines.slice(from, from + 3))) from += 1
  return from
}

/** The headline, or a short label and the headline: 访谈主题：…. */
const isTitle = (text: string, key: string): boolean =>
  text === key || (text.endsWith(key) && /^[^：:]{0,4}(?:主题|标题|题目)[：:]$/.test(text.slice(0, -key.length)))

/** How many of the first lines are the headline, which some pages break in two; 0 when they are not. */
function linesOfTitle([first, second]: readonly BodyLine[], key: string): number {
  const start = squeeze(first?.text ?? '')
  if (isTitle(start, key)) return 1
  return start.length >= 4 && key.startsWith(start) && start + squeeze(second?.text ?? '') === key ? 2 : 0
}

const wholeDay = /(?<!\d)20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}/
/** 时间：… with 地点：… below it is of what the text tells. */
const isEvent = (next: readonly BodyLine[]): boolean =>
  /^时间\s*[:：]/.test(next[0]?.text ?? '') && next.some(({ text }) => /^地点\s*[:：]/.test(text))

/** Index of the line where the site's own begins: at the last credits, recommendations, tags. */
function tailAt(lines: readonly BodyLine[], from: number): number {
  let [before, all] = [0, 0]
  for (let i = from; i < lines.length; i += 1) all += proseOf(lines[i] as BodyLine)
  for (let i = from; i < lines.length; i += 1) {
    const line = lines[i] as BodyLine
    const after = all - before
    if (before > 0 && is.isEnding(line.text) && after < 0.5 * before) return i
    if (before > 0 && is.isClosing(line.text) && after < 0.35 * before) return i
    before += proseOf(line)
  }
  return lines.length
}

const proseOf = ({ text, linked }: BodyLine): number =>
  marks.test(text) && linked * 2 < text.length && !is.isCredit(text) && !is.isDisclaimer(text) ? text.length : 0

function lastProse(lines: readonly BodyLine[], from: number, until: number): number {
  for (let i = until - 1; i >= from; i -= 1) if (proseOf(lines[i] as BodyLine) > 0) return i
  return until
}

function isNoText(line: BodyLine, at: { mostlySentences: boolean; below: boolean }): boolean {
  const { text } = line
  if (is.isOrnament(text) || is.isOriginalTitle(text) || isCaption(line, at.mostlySentences)) return true
  if (is.isCredit(text) || (text.length < (text.startsWith('Notice') ? 500 : 160) && is.isDisclaimer(text))) return true
  if (at.below && text.length < 80 && trailing.test(text)) return true
  if (is.isButton(text)) return at.below || !/^[一二三四五六七八九十\d]{1,2}[.、．]?$/.test(text)
  return leadsOn(line)
}

/** 相关报道：… and bare links to other pages; links to files (附件) belong to the text. */
function leadsOn({ text, linked }: BodyLine): boolean {
  if (linked === 0 || text.length > 100 || /附件|\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd)\b/i.test(text)) return false
  const share = linked / text.replace(/\s+/g, '').length
  return share > 0.85 ? !/[。！？]$/.test(text) : share > 0.4 && is.isLinkLabel(text)
}

/** Ends with whose picture it is. */
const credited = /[\s\u3000][^\s。]{0,12}(?:摄|供图|资料)[）)。]?$/
/** Centred as captions are: 《…》, 一、…, （一）…, 1. …. */
const subheading = /^(?:《[^》]*》|【[^】]*】|[（(]?[一二三四五六七八九十]{1,3}[、）).].*|\d{1,2}[.、．].*)$/

/** By its element, by its words, or since it is a short centred line below a picture in a text of sentences. */
const isCaption = ({ text, caption, afterImage, centred }: BodyLine, mostlySentences: boolean): boolean =>
  caption
    ? text.length < 200
    : text.length < 120 && is.isCaption(text) && (credited.test(text) || !/[。！？]./.test(text))
      ? true
      : afterImage &&
        centred &&
        mostlySentences &&
        text.length < 60 &&
        !/[。！？]$/.test(text) &&
        !subheading.test(text)

const imagesOf = (images: readonly BodyImage[], from: number, until: number): string[] => [
  ...new Set(images.filter(({ line }) => line >= Math.min(from, 1) - 1 && line <= until).map(({ url }) => url)),
]

const squeeze = (text: string) => text.replace(/\s+/g, '')
