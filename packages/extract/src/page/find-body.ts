import { attr, childrenOf, isElement, nameOf, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { blocks, spacedText } from '../plain-text.js'
import { isDataRow } from './body-lines.js'
import { isNamedClutter } from './clutter.js'
import { linkShare, type Measures } from './measure.js'
import type { OpenPage } from './open-page.js'

const bodyName =
  /article|content|zoom|trs_|ucap|detail|main[-_]?text|post[-_]?(?:text|body)|news[-_]?(?:text|body|con)|entry|\bbody\b|zhengwen|neirong|正文/i

/** A paragraph: a block's own text, inline children included, blocks inside it left out. */
interface Paragraph {
  readonly block: ElementNode
  text: number
  linked: number
  marks: number
  /** Set for a row of a table of data: its cells are no paragraphs. */
  readonly row: boolean
}

/**
 * The block that holds the article: the site's selector, else the one whose paragraphs weigh most. Undefined when no
 * block has a paragraph. A paragraph speaks for its own block, fully for its parent and by half for its grandparent
 * (after Readability, Arc90 2009); then the block widens while siblings of its make go on with the text.
 */
export function findBody({ $, options, measures, tags }: OpenPage, title: string): ElementNode | undefined {
  const own = options.selectors?.body
  const chosen = own ? $(own).first().toArray().find(isElement) : undefined
  if (chosen) return chosen
  const root = tags.all('body')[0] ?? ($.root().toArray()[0] as AnyNode | undefined)
  if (!root) return undefined
  const scores = new Map<ElementNode, number>()
  const words = new Set(pairsOf(title))
  for (const paragraph of paragraphsOf(root, measures)) {
    if (paragraph.text - paragraph.linked < 15 || paragraph.linked * 2 > paragraph.text) continue
    let share = paragraph.text - paragraph.linked + 10 * paragraph.marks
    for (const [i, block] of ancestors(paragraph.block, 3).entries()) {
      scores.set(block, (scores.get(block) ?? 0) + share)
      share *= i === 0 ? 0.95 : 0.5
    }
  }
  // The headline's words are only looked for where they can decide.
  const ranked = [...scores]
    .map(([node, score]) => ({
      node,
      score: score * (bodyName.test(nameOf(node)) ? 1.3 : 1) * (1 - linkShare(measures.of(node))),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 30)
  let best: ElementNode | undefined
  let bestScore = 0
  for (const { node, score } of ranked) {
    const weighed = score * (1 + 2 * (words.size > 0 ? kinship(node, words) : 0))
    if (weighed > bestScore) [best, bestScore] = [node, weighed]
  }
  return best && widened(best, measures)
}

/** Every paragraph outside clutter, in page order. */
function paragraphsOf(root: AnyNode, measures: Measures): Paragraph[] {
  const whole = measures.of(root).prose
  const all: Paragraph[] = []
  const stack: { node: AnyNode; into: Paragraph | undefined; linked: boolean }[] = [
    { node: root, into: undefined, linked: false },
  ]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node } = next
    let { into, linked } = next
    if (node.type === 'text') {
      if (into) addText(into, node.data, linked)
      continue
    }
    if (measures.of(node).text === 0) continue
    if (isElement(node)) {
      if (isNamedClutter(node, measures, whole)) continue
      linked ||= tagOf(node) === 'a'
      if ((isBlock(node) && into?.row !== true) || into === undefined || isDataRow(node)) {
        into = { block: node, text: 0, linked: 0, marks: 0, row: isDataRow(node) }
        all.push(into)
      }
    }
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i -= 1) stack.push({ node: children[i] as AnyNode, into, linked })
  }
  return all
}

function addText(to: Paragraph, data: string, linked: boolean): void {
  const length = data.replace(/\s+/g, '').length
  to.text += length
  if (linked) to.linked += length
  else to.marks += data.match(/[，。；！？、,]/g)?.length ?? 0
}

const isBlock = (node: ElementNode) => blocks.has(tagOf(node)) || /^(?:td|th|body)$/.test(tagOf(node))

/** A block and the blocks around it, nearest first. Inline wrappers between them count as blocks where they hold several. */
function ancestors(block: ElementNode, count: number): ElementNode[] {
  const found: ElementNode[] = []
  for (let node: AnyNode | null = block; node && found.length < count; node = node.parent as AnyNode | null)
    if (isElement(node) && !/^(?:tr|tbody|html)$/.test(tagOf(node))) found.push(node)
  return found
}

/** Pairs of neighbouring hanzi, letters or digits. */
const pairsOf = (text: string): string[] => {
  const chars = [...text.replace(/[^\p{L}\p{N}]/gu, '')]
  return chars.slice(1).map((char, i) => `${chars[i]}${char}`)
}

/** Share of the headline's pairs that the first part of a block's text has, 0 to 1. */
function kinship(node: ElementNode, words: ReadonlySet<string>): number {
  const pairs = new Set(pairsOf(spacedText(node, 2_000)))
  let held = 0
  for (const word of words) if (pairs.has(word)) held += 1
  return held / words.size
}

/** Sections, columns and pages of one text are siblings alike: their parent is the block then. */
function widened(block: ElementNode, measures: Measures): ElementNode {
  let widest = block
  for (let i = 0; i < 3; i += 1) {
    const parent = widest.parent as AnyNode | null
    if (!parent || !isElement(parent) || tagOf(parent) === 'body') break
    const whole = measures.of(parent).prose
    const more = childrenOf(parent)
      .filter(isElement)
      .filter((node) => node !== widest && !isNamedClutter(node, measures, whole) && continues(node, widest, measures))
      .reduce((sum, node) => sum + measures.of(node).prose, 0)
    if (more < 0.1 * measures.of(widest).prose || more < 40) break
    widest = parent
  }
  return widest
}

const continues = (node: ElementNode, of: ElementNode, measures: Measures): boolean =>
  linkShare(measures.of(node)) < 0.25 &&
  ((tagOf(node) === tagOf(of) && attr(node, 'class') === attr(of, 'class')) || tagOf(node) === 'p')
