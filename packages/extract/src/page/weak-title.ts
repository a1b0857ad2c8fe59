import { isElement, nameOf, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import { linkShare } from './measure.js'
import type { OpenPage } from './open-page.js'
import { isCredit } from './phrases.js'

/** A headline is looked for so far around the beginning of the text, in elements. */
const reach = 60

/**
 * The headline of a page whose <title> names the site or the column instead: no heading shows it, and it shares few words with
 * the text, while an element right above the text, or at its beginning, shares them, or looks like a headline and has the
 * facts (a date) right below it. `body` is the text as it was read under the title in doubt, `block` what holds it. Undefined
 * where the title is none in doubt or nothing better stands there.
 */
export function headlineAbove(
  page: OpenPage,
  title: string,
  block: ElementNode | undefined,
  body: string,
): string | undefined {
  if (!block || body.length < 20 || page.options.selectors?.title) return undefined
  const sentences = body.split('\n').filter((line) => /[。！？]/.test(line))
  if (title.length > 20) return undefined
  // Two short words are found in any text on their subject, and 详情 names any page.
  const enough = title.length <= 6 || /(?:详情|详细|内容|正文|查看|浏览)页?$/.test(title) ? 2 : 0.3
  if (shared(title, sentences.join('\n')) >= enough) return undefined
  const nodes = page.measures.elements()
  if (nodes.some((node) => isShown(page, node, title))) return undefined
  const at = nodes.indexOf(block)
  const first = squeeze(sentences[0] ?? '').slice(0, 20)
  const near = nodes.slice(Math.max(0, at - reach), at + reach)
  let [best, bestScore]: [string | undefined, number] = [undefined, 0]
  for (const [i, node] of near.entries()) {
    const { text } = page.measures.of(node)
    // The text has begun.
    if (first && at + i >= at && text < 400 && squeeze(textOf([node])).startsWith(first)) break
    if (text < 5 || text > 80 || linkShare(page.measures.of(node)) > 0.5) continue
    const found = oneLine(textOf([node]))
    if (textOf([node]).includes('\n') || notHeadline.test(found) || isCredit(found) || found === title) continue
    const words = shared(found, body.replace(found, ''))
    const looks = looksSo(node)
    if (words < 0.3 && !(looks && isDated(page, near.slice(i + 1, i + 8), node))) continue
    const score = words + (looks ? 0.4 : 0) + Math.min(found.length, 20) / 100
    if (score > bestScore) [best, bestScore] = [found, score]
  }
  return best
}

/** Two words before a colon are a label; dates, paths and facts are no headlines. */
const notHeadline =
  /[。；]|(?:\.{3}|…)[\s[【]*(?:详细|全文|更多)?[\]】]?$|[：:]\s*$|^.{2,8}[：:]|20\d\d[-/.年]\d|^\d+$|^(?:来源|作者|发布|当前|您的|首页|时间|日期|关键词|记者)|[>»›|｜]/

/** Whether an element is a heading that says no more than the title. A link to the column is none. */
const isShown = (page: OpenPage, node: ElementNode, title: string): boolean =>
  page.measures.of(node).text === squeeze(title).length &&
  looksSo(node) &&
  linkShare(page.measures.of(node)) < 0.5 &&
  oneLine(textOf([node])) === title

/** A heading by tag or name, or by looks: bold, large, centred. */
const looksSo = (node: ElementNode): boolean =>
  /^(?:h[1-4]|b|strong|font)$/.test(tagOf(node)) ||
  (/title|biaoti|\bbt\b|\btit\d?\b|\bttl\b|headline|subject/i.test(nameOf(node)) &&
    !/subtitle|site/i.test(nameOf(node))) ||
  /font-size\s*:\s*(?:1[89]|[2-4]\d)px|text-align\s*:\s*center/i.test(node.attribs['style'] ?? '') ||
  node.children.some((child) => isElement(child) && /^(?:b|strong|font|h[1-4])$/.test(tagOf(child)))

/** Whether the first short element below one has a date. */
function isDated(page: OpenPage, below: readonly ElementNode[], above: AnyNode): boolean {
  const next = below.find(
    (node) => !isIn(node, above) && page.measures.of(node).text >= 6 && page.measures.of(node).text < 120,
  )
  return next !== undefined && /(?:19|20)\d\d\s*[-/.年]\s*\d/.test(textOf([next]))
}

function isIn(node: AnyNode, outer: AnyNode): boolean {
  for (let at: AnyNode | null = node; at; at = at.parent as AnyNode | null) if (at === outer) return true
  return false
}

/** Share of the pairs of neighbouring characters of a title that a text has, 0 to 1. */
function shared(title: string, body: string): number {
  const chars = [...title.replace(/[^\p{L}\p{N}]/gu, '')]
  const pairs = new Set(chars.slice(1).map((char, i) => `${chars[i]}${char}`))
  let held = 0
  for (const pair of pairs) if (body.includes(pair)) held += 1
  return pairs.size === 0 ? 0 : held / pairs.size
}

const squeeze = (text: string) => text.replace(/\s+/g, '')
