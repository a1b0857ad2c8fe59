import { childrenOf, isElement, nameOf, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import type { OpenPage } from './open-page.js'

/** A letter to an office with the office's answer, as mailboxes (市长信箱, 咨询投诉, 网上信访) show them: labels and what they label. */
export interface Letter {
  readonly title: string | undefined
  /** When it was written, as shown. */
  readonly asked: string | undefined
  /** The letter, then the answer: paragraphs on lines. */
  readonly body: string
}

const writing = '信件|来信|写信|去信|留言|咨询|投诉|举报|建议|诉求|问题|提问|事项|反映|求助|帖子'
const answering = '答复|回复|回答|回信|办理|处理|办结|反馈|受理'
const labels = {
  title: new RegExp(`^(?:${writing})?(?:标题|主题|题目|名称)$`),
  question: new RegExp(`^(?:(?:${writing})(?:内容|描述|正文|详情)|(?:网友|群众|市民)?(?:提问|留言|来信|咨询)|内容)$`),
  answer: new RegExp(
    `^(?:(?:官方|单位|部门)?(?:${answering})(?:内容|意见|情况|结果|正文|详情)|(?:官方|部门|单位)(?:${answering})|答复)$`,
  ),
  asked: new RegExp(`^(?:${writing}|提交|发布|反映|登记)(?:时间|日期)$`),
}
type Label = keyof typeof labels

const marked = /^[【[（(]?\s*([\u4e00-\u9fff]{2,8})\s*(?:[】\]）)]\s*[:：]?|[:：])\s*/
/** A line of the mailbox's own: 回复单位：…, 满意度：…. */
const fact = new RegExp(
  `^(?:(?:${writing}|${answering})(?:人|单位|部门|机构|时间|日期|类型|类别|编号|状态|标题|对象|方式)|满意度?|评价|评分|是否公开|浏览)\\S{0,6}(?:\\s*[:：]|\\s|$)`,
)
/** Shorter than this neither letter nor answer is one. */
const shortest = 8

/** The letter of a page: undefined unless both a letter and an answer are labelled so. */
export function findLetter(page: OpenPage): Letter | undefined {
  const found: Partial<Record<Label, string>> = {}
  for (const node of page.measures.elements()) {
    if (found.question && found.answer && found.title && found.asked) break
    const own = labelOf(node, page.measures.of(node).text)
    if (!own || found[own.label] !== undefined) continue
    const value = own.rest === '' ? valueBeside(node) : own.rest
    const isText = own.label === 'question' || own.label === 'answer'
    const text = isText ? textLines(value) : oneLine(value.split('\n')[0] ?? '')
    if (text !== undefined && text.length >= (isText ? shortest : 2)) found[own.label] = text
  }
  const { question, answer, title, asked } = found
  if (!question || !answer) return undefined
  return { title, asked, body: `${question}\n${answer}` }
}

/** An element that is a label, or that begins with one; `rest` is what stands in it behind the label. */
function labelOf(node: ElementNode, length: number): { readonly label: Label; readonly rest: string } | undefined {
  if (length < 2 || length > 5_000) return undefined
  const first = childrenOf(node).find((child) => child.type !== 'text' || child.data.trim() !== '')
  if (first?.type !== 'text') return undefined
  const start = first.data.trim()
  const mark = marked.exec(start)
  const word = mark?.[1] ?? (/^[\u4e00-\u9fff]{2,8}$/.test(start.replace(/\s+/g, '')) ? start.replace(/\s+/g, '') : '')
  const label = (Object.keys(labels) as Label[]).find((key) => labels[key].test(word))
  if (label === undefined) return undefined
  const rest = textOf([node])
    .slice(mark ? mark[0].trimEnd().length : start.length)
    .trim()
  // Without a mark, a label is all that its element says.
  return mark === null && rest !== '' ? undefined : { label, rest }
}

/** What a label without text of its own labels: the next cell, the text after it, the blocks below it until the next heading. */
function valueBeside(label: ElementNode): string {
  for (let node: AnyNode = label, i = 0; i < 3; i += 1) {
    const parent = node.parent as AnyNode | null
    if (!parent || tagOf(parent) === 'body') return ''
    const after = childrenOf(parent).slice(childrenOf(parent).indexOf(node) + 1)
    const isCell = /^t[dh]$|^dt$/.test(tagOf(node))
    const end = after.findIndex(
      (next) => tagOf(next) === tagOf(node) && isHeading(node) && nameOf(next) === nameOf(node),
    )
    const value = isCell ? after.filter(isElement).slice(0, 1) : end === -1 ? after : after.slice(0, end)
    const text = textOf(value).trim()
    if (text !== '') return text
    node = parent
  }
  return ''
}

const isHeading = (node: AnyNode) => /^h[1-6]$/.test(tagOf(node)) || nameOf(node).trim() !== ''

/** A text without the mailbox's own lines; undefined where another label stands in it: then it is a table of facts, and no text. */
function textLines(value: string): string | undefined {
  const lines = value.split('\n').map(oneLine).filter(Boolean)
  if (lines.some(isLabelled)) return undefined
  return lines.filter((line) => !fact.test(line)).join('\n')
}

const isLabelled = (line: string): boolean => {
  const word = /^[【[（(]?\s*([\u4e00-\u9fff]{2,8})(?:[】\]）):：\s]|$)/.exec(line)?.[1] ?? ''
  return word !== '' && (labels.question.test(word) || labels.answer.test(word) || labels.title.test(word))
}
