import { childrenOf, isElement, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { isSeen } from '../plain-text.js'

/** How much text an element holds, its descendants included. Lengths in UTF-16 units without white space. */
export interface Measure {
  text: number
  /** Of `text`, what stands in links. */
  linked: number
  links: number
  /** Sentence marks outside links: prose has them, menus have none. */
  marks: number
  /** Of `text`, what stands outside links in paragraphs with sentence marks. */
  prose: number
}

/** Measures of every visible element, taken in one walk, so that no later question about a block has to read it again. */
export class Measures {
  private readonly byNode = new Map<AnyNode, Measure>()
  private seen: readonly ElementNode[] | undefined

  /** Walks the tree with its own stack: nesting costs no call stack. Hidden elements, scripts and forms' widgets have no measure. */
  constructor(root: AnyNode) {
    const order: { node: AnyNode; parent: Measure | undefined; own: Measure; inLink: boolean }[] = []
    const stack: { node: AnyNode; parent: Measure | undefined; inLink: boolean }[] = [
      { node: root, parent: undefined, inLink: false },
    ]
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { node, parent } = next
      if (node.type === 'text') {
        if (parent) addText(parent, node.data, next.inLink)
        continue
      }
      if (!isSeen(node)) continue
      const inLink = next.inLink || tagOf(node) === 'a'
      const own: Measure = { text: 0, linked: 0, links: tagOf(node) === 'a' ? 1 : 0, marks: 0, prose: 0 }
      this.byNode.set(node, own)
      order.push({ node, parent, own, inLink })
      const children = childrenOf(node)
      for (let i = children.length - 1; i >= 0; i -= 1)
        stack.push({ node: children[i] as AnyNode, parent: own, inLink })
    }
    // Children come after their parents in `order`: backwards, each is complete before it is added to its parent.
    for (let i = order.length - 1; i >= 0; i -= 1) {
      const { node, parent, own } = order[i] as (typeof order)[number]
      if (own.prose === 0 && own.marks > 0 && own.text - own.linked >= shortestProse && isElement(node))
        own.prose = own.text - own.linked
      if (!parent) continue
      parent.text += own.text
      parent.linked += own.linked
      parent.links += own.links
      parent.marks += own.marks
      parent.prose += own.prose
    }
  }

  /** All zero for what is not seen. */
  of(node: AnyNode): Readonly<Measure> {
    return this.byNode.get(node) ?? none
  }

  /** Every visible element, outer ones before inner ones. */
  elements(): readonly ElementNode[] {
    this.seen ??= [...this.byNode.keys()].filter(isElement)
    return this.seen
  }
}

/** Shorter text than this is no paragraph of prose. */
const shortestProse = 15
const none: Measure = { text: 0, linked: 0, links: 0, marks: 0, prose: 0 }

function addText(to: Measure, data: string, inLink: boolean): void {
  const length = data.replace(/\s+/g, '').length
  to.text += length
  if (inLink) to.linked += length
  else to.marks += data.match(/[，。；！？、：,;!?]/g)?.length ?? 0
}

/** Share of an element's text that stands in links, 0 to 1. */
export const linkShare = ({ text, linked }: Readonly<Measure>): number => (text === 0 ? 0 : linked / text)
