import { childrenOf, isElement, tagOf, type AnyNode, type ElementNode } from '../dom.js'

/** Elements by tag, hidden ones and scripts too, in page order: one walk instead of a search of the whole page for each question. */
export class TagIndex {
  private readonly byTag = new Map<string, ElementNode[]>()
  readonly depth: number
  readonly size: number

  constructor(root: AnyNode) {
    let [deepest, count] = [0, 0]
    const stack: { node: AnyNode; depth: number }[] = [{ node: root, depth: 0 }]
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { node, depth } = next
      deepest = Math.max(deepest, depth)
      // Comments cost as much as elements do.
      if (node.type !== 'text') count += 1
      if (isElement(node)) {
        const tag = tagOf(node)
        const held = this.byTag.get(tag)
        if (held) held.push(node)
        else this.byTag.set(tag, [node])
      }
      const children = childrenOf(node)
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push({ node: children[i] as AnyNode, depth: depth + 1 })
    }
    this.depth = deepest
    this.size = count
  }

  all(tag: string): readonly ElementNode[] {
    return this.byTag.get(tag) ?? []
  }
}

/** The characters inside a <script> or <title>, as they stand. */
export const rawText = (node: AnyNode): string =>
  childrenOf(node)
    .map((child) => ('data' in child ? child.data : ''))
    .join('')
