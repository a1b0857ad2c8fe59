import { childrenOf, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { blocks, isSeen } from '../plain-text.js'
import type { OpenPage } from './open-page.js'

/** How far from headline and text facts are looked for, in characters. */
const near = { below: 900, above: 200, after: 400 }

/** Where facts stand: `head` around the headline, `all` with what follows the text. */
export interface HeadText {
  readonly head: string
  readonly all: string
}

/**
 * The text in which sites show time, outlet and author: what stands between the headline and the first paragraph, then a
 * little above the headline and a little below the text. One line per block; neighbouring inline elements are parted by
 * a space, since their looks part them. `block` holds the article, when there is one; `first` is its first paragraph.
 */
export function headText(page: OpenPage, title: string, block: ElementNode | undefined, first: string): HeadText {
  const { before, after } = linesAround(page, block, first)
  const key = squeeze(title).slice(0, 30)
  const whole = key === '' ? -1 : before.findLastIndex((line) => squeeze(line).includes(key))
  const at = whole === -1 && key !== '' ? brokenAt(before, key) : whole
  // Where the headline itself carries the facts (one block for all), its line belongs to them.
  const below = before.slice(at === -1 ? Math.max(0, before.length - 12) : at + (isOnly(before[at], key) ? 1 : 0))
  const above = at === -1 ? '' : before.slice(Math.max(0, at - 8), at).join('\n')
  const head = `${below.join('\n').slice(0, near.below)}\n${above.slice(-near.above)}`
  return { head, all: `${head}\n${after.join('\n').slice(0, near.after)}` }
}

/** Index of the second line of a headline that is broken in two; -1 when there is none. */
const brokenAt = (lines: readonly string[], key: string): number =>
  lines.findIndex((line, i) => i > 0 && squeeze((lines[i - 1] ?? '') + line).includes(key))

const isOnly = (line: string | undefined, key: string) => squeeze(line ?? '').length < key.length + 12

const squeeze = (text: string) => text.replace(/\s+/g, '')

/** Lines before the first paragraph of the article, and those after its block. Without a block, the page's first lines. */
function linesAround({ $, measures, tags }: OpenPage, block: ElementNode | undefined, first: string) {
  const before: string[] = []
  const after: string[] = []
  const last: string[] = []
  const key = squeeze(first).slice(0, 20)
  let line = ''
  let place: 'before' | 'text' | 'after' = 'before'
  const endLine = () => {
    const text = line.replace(/\s+/g, ' ').trim()
    line = ''
    if (text === '') return
    if (place === 'before' && key !== '' && squeeze(text).includes(key)) {
      place = 'text'
      // Facts that were taken for the first line of the text.
      if (text.length < 80) before.push(text)
      return
    }
    if (place === 'before') before.push(text)
    else if (place === 'after') after.push(text)
    else if (text.length < 60) last.push(text)
  }
  const stack: (AnyNode | (() => void))[] = [tags.all('body')[0] ?? ($.root().toArray()[0] as AnyNode)]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'function') next()
    else if (next.type === 'text') line += ` ${next.data}`
    else if (isSeen(next) && (measures.of(next).text > 0 || blocks.has(tagOf(next)))) {
      if (blocks.has(tagOf(next))) {
        endLine()
        stack.push(endLine)
      }
      if (next === block)
        stack.push(() => {
          endLine()
          place = 'after'
        })
      const children = childrenOf(next)
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] as AnyNode)
    }
    if (after.length > 12 || (block === undefined && before.length > 60)) break
  }
  endLine()
  // Some sites sign a text with its facts, inside its block.
  return { before, after: [...last.slice(-3), ...after] }
}
