import { attr, childrenOf, isElement, nameOf, resolveUrl, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { textOf } from '../plain-text.js'
import type { OpenPage } from './open-page.js'

const bodyNames =
  /article|content|zoom|trs_editor|ucap|detail|main[-_]?text|post[-_]?(?:text|body)|news[-_]?(?:text|body|con)|正文/i
const clutter =
  /comment|sidebar|related|recommend|share|footer|nav|menu|copyright|breadcrumb|crumb|pager|pagination|hot[-_]?list|rank|banner|advert|toolbar|qrcode|相关|推荐/i
const clutterTags = new Set(['nav', 'footer', 'aside', 'form', 'header'])
const containers = new Set([
  'div',
  'article',
  'section',
  'td',
  'main',
  'ucapcontent',
  'span',
  'center',
  'blockquote',
  'body',
])
const endings =
  /^(?:责任编辑|责编|编辑|审核|校对|来源|分享到|扫一扫|打印|关闭|上一篇|下一篇|相关阅读|版权声明|\[关闭|【打印|【关闭|附件下载)/

/** Own text (not that of links) below each container, with punctuation counting more: prose has commas, menus have none. */
interface Weight {
  readonly text: number
  readonly links: number
}

/** The block that holds the article: the site's selector, else the densest one. Undefined when no block has prose. */
export function findBody({ $, options }: OpenPage): ElementNode | undefined {
  const own = options.selectors?.body
  const chosen = own ? $(own).first().toArray().find(isElement) : undefined
  if (chosen) return chosen
  const root = $('body').first().toArray()[0] ?? $.root().toArray()[0]
  if (!root) return undefined
  const scores = new Map<ElementNode, number>()
  for (const { node, weight, parents } of paragraphs(root)) {
    if (weight.text < 15 || weight.links > weight.text) continue
    let share = weight.text
    // A paragraph speaks for its parent, less for its grandparent, as in Readability (Arc90).
    for (const parent of [node, ...parents].filter((parent) => containers.has(tagOf(parent))).slice(0, 3)) {
      scores.set(parent, (scores.get(parent) ?? 0) + share)
      share *= parent === node ? 0.9 : 0.45
    }
  }
  let best: ElementNode | undefined
  let bestScore = 0
  for (const [node, score] of scores) {
    const name = nameOf(node)
    const named = score * (bodyNames.test(name) ? 1.3 : 1) * (clutter.test(name) ? 0.3 : 1)
    if (named > bestScore) [best, bestScore] = [node, named]
  }
  return best
}

/** Lines of a page's own head: date, outlet, font size, share. */
const headings =
  /^(?:20\d\d\s*[-/.年]\s*\d{1,2}|来源|发布时间|发布日期|日期|时间|作者|字号|字体|浏览|阅读|分享|打印|首页|当前位置|收藏|举报|关注)/

/** Text of the article block without what sites hang into it, and without the headline and the facts above the first paragraph. */
export function bodyText(block: ElementNode, title = ''): string {
  let lines = textOf([block], (node) => node !== block && isClutter(node)).split('\n')
  const at = title ? lines.slice(0, 12).indexOf(title) : -1
  if (at !== -1) lines = lines.slice(at + 1)
  // Below a headline stand author, date and buttons; they are short and no sentences.
  while (lines.length > 1 && isHeading(lines[0] ?? '', at !== -1)) lines.shift()
  while (lines.length > 0 && endings.test(lines.at(-1) ?? '') && (lines.at(-1) ?? '').length < 60) lines.pop()
  return lines.join('\n')
}

const isHeading = (line: string, belowTitle: boolean) =>
  line.length < 60 && (headings.test(line) || (belowTitle && line.length < 16 && !/[。！？，：；]/.test(line)))

/** Pictures inside the block, absolute; lazy loading attributes first. */
export function imagesIn(block: ElementNode, base: string): string[] {
  const found: string[] = []
  for (const node of walk(block)) {
    if (tagOf(node) !== 'img') continue
    const sources = ['data-original', 'data-src', 'original', 'src'].map((name) => attr(node, name))
    const url = resolveUrl(sources.find(Boolean), base)
    if (url) found.push(url)
  }
  return [...new Set(found)]
}

function isClutter(node: AnyNode): boolean {
  if (!isElement(node)) return false
  if (clutterTags.has(tagOf(node))) return true
  return clutter.test(nameOf(node)) && textOf([node]).length < 400
}

function* walk(root: AnyNode): Generator<AnyNode> {
  const stack: AnyNode[] = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] as AnyNode)
  }
}

const inline = new Set(['a', 'b', 'strong', 'em', 'i', 'u', 'span', 'font', 'sup', 'sub', 'small', 'mark'])
const mute = new Set([
  'script',
  'style',
  'noscript',
  'select',
  'button',
  'textarea',
  'iframe',
  'head',
  'svg',
  'template',
])

/** Every element that has text of its own, with the weight of that text (inline children included) and its ancestors, nearest first. */
function* paragraphs(root: AnyNode): Generator<{ node: ElementNode; weight: Weight; parents: ElementNode[] }> {
  const stack: { node: AnyNode; parents: ElementNode[] }[] = [{ node: root, parents: [] }]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, parents } = next
    if (mute.has(tagOf(node)) || clutterTags.has(tagOf(node))) continue
    const children = childrenOf(node)
    if (isElement(node) && !inline.has(tagOf(node))) {
      const weight = { text: 0, links: 0 }
      for (const child of children) weigh(child, weight)
      if (weight.text > 0) yield { node, weight, parents }
    }
    const below = isElement(node) ? [node, ...parents.slice(0, 3)] : parents
    for (let i = children.length - 1; i >= 0; i -= 1) {
      const child = children[i] as AnyNode
      if (isElement(child)) stack.push({ node: child, parents: below })
    }
  }
}

function weigh(node: AnyNode, weight: { text: number; links: number }, depth = 0): void {
  if (node.type === 'text') {
    const text = node.data.trim()
    weight.text += text.length + 10 * (text.match(/[，。；！？、,]/g)?.length ?? 0)
  } else if (tagOf(node) === 'a') weight.links += textOf([node]).length
  else if (inline.has(tagOf(node)) && depth < 8) for (const child of childrenOf(node)) weigh(child, weight, depth + 1)
}
