import { attr, childrenOf, isElement, nameOf, resolveUrl, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { blocks, isSeen } from '../plain-text.js'
import { isLinkBox, isNamedClutter } from './clutter.js'
import { linkShare, type Measures } from './measure.js'

/** A line of an article's block with what decides whether it belongs to the text. */
export interface BodyLine {
  text: string
  /** Of the text, characters in links. */
  linked: number
  /** A picture stands right before it, without text between. */
  afterImage: boolean
  /** Set by its element: <figcaption>, a class that says caption. */
  caption: boolean
  /** Centred, as captions are and paragraphs are not. */
  centred: boolean
  /** A row of a table of data. */
  row: boolean
}

/** A picture of the block, and how many lines stand before it. */
export interface BodyImage {
  readonly url: string
  readonly line: number
}

export interface BodyLines {
  readonly lines: BodyLine[]
  readonly images: readonly BodyImage[]
}

/** A row of a table of data: several cells with a text, each short and without a table of its own. */
export function isDataRow(node: AnyNode): boolean {
  if (tagOf(node) !== 'tr') return false
  const cells = childrenOf(node).filter((cell) => /^t[dh]$/.test(tagOf(cell)))
  if (cells.length < 2) return false
  const texts = cells.map((cell) => shortText(cell))
  return texts.every((text) => text !== undefined) && texts.filter((text) => text !== '').length >= 2
}

/** A cell's text of at most 120 characters; undefined for one that is longer or holds a table or list. */
function shortText(cell: AnyNode): string | undefined {
  let text = ''
  const stack: AnyNode[] = [cell]
  for (let node = stack.pop(), seen = 0; node !== undefined; node = stack.pop(), seen += 1) {
    if (node.type === 'text') text += node.data.trim()
    if (text.length > 120 || seen > 60 || /^(?:table|ul|ol|h[1-6]|form|hr)$/.test(tagOf(node))) return undefined
    stack.push(...childrenOf(node))
  }
  return text
}

const captionName =
  /caption|img[-_]?(?:desc|text|title|note|info)|pic[-_]?(?:desc|text|title|note|info)|tuzhu|photo[-_]?(?:desc|text|title)/i

/**
 * The lines that a reader sees in a block, one per block element or <br>, and its pictures. Clutter inside is left out:
 * boxes of links, what its name says is no text. `keepAll` takes everything (a site's own selector named the block).
 */
export function bodyLines(root: ElementNode, measures: Measures, base: string, keepAll: boolean): BodyLines {
  const walk = new LineWalk(base)
  const whole = measures.of(root).prose
  const mostlyLinked = linkShare(measures.of(root)) > 0.5
  const skips = (node: AnyNode) =>
    node !== root &&
    (!isSeen(node) ||
      (!keepAll &&
        isElement(node) &&
        (isNamedClutter(node, measures, whole) || (!mostlyLinked && isLinkBox(node, measures)))))
  const stack: (AnyNode | (() => void))[] = [root]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'function') next()
    else if (next.type === 'text') walk.text(next.data)
    else if (!skips(next)) {
      const leave = walk.enter(next)
      if (leave) stack.push(leave)
      const children = childrenOf(next)
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] as AnyNode)
    }
  }
  walk.endLine()
  return { lines: walk.lines, images: walk.images }
}

/** Builds lines while the tree is walked. */
class LineWalk {
  readonly lines: BodyLine[] = []
  readonly images: BodyImage[] = []
  private parts: string[] = []
  private linked = 0
  private links = 0
  private captions = 0
  private centres = 0
  private image = false
  private captioned = false
  /** How many rows of data are open: inside, paragraphs in cells are no lines of their own. */
  private rows = 0
  private centred = false

  private readonly base: string

  constructor(base: string) {
    this.base = base
  }

  text(data: string): void {
    const text = data.replace(/\s+/g, ' ')
    this.parts.push(text)
    if (text.trim() === '') return
    if (this.links > 0) this.linked += text.trim().length
    this.captioned ||= this.captions > 0
    this.centred ||= this.centres > 0
  }

  /** Begins an element; gives what is to be done at its end, when there is something. */
  enter(node: AnyNode): (() => void) | undefined {
    const tag = tagOf(node)
    if (tag === 'img') this.addImage(node)
    const row = isDataRow(node) ? 1 : 0
    const block = blocks.has(tag) && (this.rows === 0 || row === 1)
    if (block) this.endLine()
    else if (blocks.has(tag)) this.parts.push(' ')
    if (tag === 'td' || tag === 'th') this.parts.push(' ')
    const link = tag === 'a' ? 1 : 0
    const caption = tag === 'figcaption' || captionName.test(nameOf(node)) ? 1 : 0
    const centre = isCentred(node) ? 1 : 0
    if (!block && row + link + caption + centre === 0) return undefined
    this.rows += row
    this.links += link
    this.captions += caption
    this.centres += centre
    return () => {
      if (block) this.endLine()
      this.rows -= row
      this.links -= link
      this.captions -= caption
      this.centres -= centre
    }
  }

  endLine(): void {
    const text = this.parts
      .join('')
      .replace(/[\u200b\ufeff]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    this.parts = []
    if (text !== '') {
      const { linked, image: afterImage, captioned: caption, centred } = this
      this.lines.push({ text, linked, afterImage, caption, centred, row: this.rows > 0 })
      this.image = false
    }
    this.linked = 0
    this.captioned = this.centred = false
  }

  private addImage(node: AnyNode): void {
    if (isDecoration(node)) return
    const url = resolveUrl(lazySources.map((name) => attr(node, name)).find(Boolean), this.base)
    if (!url) return
    this.images.push({ url, line: this.lines.length })
    this.image = true
  }
}

/** Lazy loading keeps the picture's address here and a blank in `src`. */
const lazySources = [
  'data-original',
  'data-src',
  'data-lazy-src',
  'data-actualsrc',
  'data-echo',
  'data-url',
  'original',
  'file',
  'zoomfile',
  '_src',
  'src',
]

/** Icons, codes to scan, counting pixels. */
function isDecoration(node: AnyNode): boolean {
  const size = Math.min(
    ...['width', 'height'].map((name) => Number.parseInt(attr(node, name), 10)).filter(Boolean),
    999,
  )
  const says = `${nameOf(node)} ${attr(node, 'alt')} ${attr(node, 'src').slice(0, 300)}`
  return (
    size <= 40 ||
    /qr-?code|erweima|二维码|\blogo|\bicon|avatar|\bspacer|\bblank\.|\bads?[/_]|video-?cover|shareto/i.test(says)
  )
}

const isCentred = (node: AnyNode) =>
  tagOf(node) === 'center' || attr(node, 'align') === 'center' || /text-align\s*:\s*center/i.test(attr(node, 'style'))
