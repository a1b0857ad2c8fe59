import type { Instant } from '@guanlan/kernel'
import { parseDate } from '../date.js'
import { attr, childrenOf, isElement, nameOf, resolveUrl, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { linkText, oneLine, spacedText } from '../plain-text.js'
import { descendants } from './find-posts.js'
import type { OpenPage } from './open-page.js'
import type { ListLink } from './page.js'

/** The list of a page, and the element that holds its rows. */
export interface MainLinks {
  readonly links: readonly ListLink[]
  readonly box: ElementNode | undefined
}

interface Candidate extends ListLink {
  readonly anchor: ElementNode
}

interface Group {
  score: number
  readonly links: Candidate[]
  readonly seen: Set<string>
}

/**
 * The page's main list: links of the same make (tags and classes of their ancestors) form a group, the group with the
 * longest titles and with dates beside them is the list (titles are long, menus short), and rows among its rows that
 * are made otherwise (a headline, a photo strip) belong to it by their first title.
 */
export function mainLinks(page: OpenPage): MainLinks {
  const groups = new Map<string, Group>()
  const anchors = page.measures.elements().filter((node) => tagOf(node) === 'a' && 'href' in node.attribs)
  for (const anchor of anchors) {
    const title = titleOf(anchor)
    const url = isTitle(title) ? resolveUrl(attr(anchor, 'href'), page.base) : undefined
    if (!url || isClutter(anchor)) continue
    const key = makeOf(anchor)
    const group = groups.get(key) ?? { score: 0, links: [], seen: new Set() }
    groups.set(key, group)
    if (group.seen.has(url)) continue
    group.seen.add(url)
    const published = timeBeside(page, anchor, title)
    group.links.push({ url, title, published, anchor })
    group.score += worth(title, published !== undefined, isHeading(anchor))
  }
  const best = [...groups.values()].sort((a, b) => b.score - a.score)[0]
  if (!best) return { links: [], box: undefined }
  const box = commonAncestor(best.links.map(({ anchor }) => anchor))
  return { links: withOtherRows(page, best.links, box), box }
}

/** Four characters at least, and more than a date or a number. */
const isTitle = (text: string) => text.length >= 4 && text.replace(/[\d\s:：/.年月日-]/g, '').length >= 2

const worth = (title: string, dated: boolean, heading: boolean) =>
  Math.min(title.length, 40) * (dated ? 3 : 1) * (heading ? 1.5 : 1) * (title.length < 8 ? 0.3 : 1)

const isHeading = (anchor: ElementNode) => /^h[1-6]$/.test(tagOf(anchor.parent as AnyNode))

function makeOf(anchor: ElementNode): string {
  const parts: string[] = []
  for (let node: AnyNode | null = anchor, i = 0; node && i < 5; node = node.parent as AnyNode | null, i += 1)
    parts.push(`${tagOf(node)}.${i === 0 ? '' : classOf(node)}`)
  return parts.join('<')
}

/** Classes without what tells single rows apart: numbers, first, last, odd, even, current. */
const classOf = (node: AnyNode) =>
  attr(node, 'class')
    .replace(/\d+|\b\w*?(?:first|last|odd|even|active|current|on)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** Rows of the list's box that hold none of its links give the link of their headline. */
function withOtherRows(page: OpenPage, links: readonly Candidate[], box: ElementNode | undefined): ListLink[] {
  if (!box || links.length < 3) return links.map(bare)
  const byRow = new Map<AnyNode, Candidate[]>()
  for (const link of links) {
    const row = rowOf(link.anchor, box)
    byRow.set(row, [...(byRow.get(row) ?? []), link])
  }
  const tags = new Set([...byRow.keys()].map(tagOf))
  const like = attr(links[0]?.anchor as ElementNode, 'class')
  // Several links in a row: the rows are columns or pages of the list, and no single items.
  if (byRow.size * 1.2 < links.length) return links.map(bare)
  return childrenOf(box)
    .filter(isElement)
    .flatMap((row) => (byRow.get(row) ?? (tags.has(tagOf(row)) ? headlineOf(page, row, like) : [])).map(bare))
}

const bare = ({ url, title, published }: Candidate): ListLink => ({ url, title, published })

/**
 * The row's link in a heading, else one of the class that the list's links have, else the one with a long title; none
 * where several are long.
 */
function headlineOf(page: OpenPage, row: ElementNode, like: string): Candidate[] {
  if (isClutter(row) || page.measures.of(row).links === 0) return []
  const titled = descendants(row)
    .filter((node) => tagOf(node) === 'a')
    .slice(0, 30)
    .map((anchor) => ({ anchor, title: titleOf(anchor) }))
    .filter(({ title }) => isTitle(title))
  const long = titled.filter(({ title }) => title.length >= 8)
  const chosen =
    titled.find(({ anchor }) => isHeading(anchor)) ??
    titled.find(({ anchor }) => like !== '' && attr(anchor, 'class') === like) ??
    (long.length === 1 ? long[0] : undefined)
  const url = chosen && resolveUrl(attr(chosen.anchor, 'href'), page.base)
  if (!chosen || !url) return []
  return [{ ...chosen, url, published: timeBeside(page, chosen.anchor, chosen.title) }]
}

function rowOf(node: AnyNode, box: ElementNode): AnyNode {
  let row = node
  while (row.parent && row.parent !== box) row = row.parent as AnyNode
  return row
}

function commonAncestor(nodes: readonly ElementNode[]): ElementNode | undefined {
  const pathOf = (node: AnyNode): AnyNode[] => {
    const path: AnyNode[] = []
    for (let at: AnyNode | null = node.parent as AnyNode | null; at; at = at.parent as AnyNode | null) path.unshift(at)
    return path
  }
  let common: AnyNode[] | undefined
  for (const node of nodes) {
    const path = pathOf(node)
    const shared = common?.findIndex((at, i) => at !== path[i]) ?? -1
    common = common === undefined ? path : shared === -1 ? common : common.slice(0, shared)
  }
  return common?.findLast(isElement)
}

/** The time in the largest ancestor that holds no other link's title. */
function timeBeside(page: OpenPage, anchor: ElementNode, title: string): Instant | undefined {
  const { measures, zone, options } = page
  let box: AnyNode = anchor
  for (let i = 0; i < 4; i += 1) {
    const parent = box.parent as AnyNode | null
    if (!parent || measures.of(parent).text > title.length + 160) break
    box = parent
    if (/^(?:li|tr|dl|dt|article)$/.test(tagOf(box))) break
  }
  if (box === anchor && measures.of(anchor).text > 400) return undefined
  // In a definition list the facts of a title stand in the element after its own.
  const facts = tagOf(box) === 'dt' ? nextOf(box) : undefined
  const beside = facts && tagOf(facts) === 'dd' ? ` ${spacedText(facts, 200)}` : ''
  const text = oneLine(spacedText(box, 800) + beside).replace(title, ' ')
  const stamped = isElement(box)
    ? descendants(box)
        .map((node) => attr(node, 'datetime'))
        .find(Boolean)
    : undefined
  return dayIn(text, zone, options.fetchedAt) ?? parseDate(stamped, zone)
}

const nextOf = (node: AnyNode): ElementNode | undefined => {
  const all = node.parent ? childrenOf(node.parent as AnyNode) : []
  return all.slice(all.indexOf(node) + 1).find(isElement)
}

/** A date in a row's text; also one that a calendar leaf takes apart: 16 2026-11, 2026/11 16, 11-16 2026. */
export function dayIn(text: string, zone: string, reference?: number): Instant | undefined {
  const year = '(20\\d\\d)'
  const month = '(1[0-2]|0?[1-9])'
  const day = '([12]\\d|3[01]|0?[1-9])'
  const whole = parseDate(text, zone)
  if (whole) return whole
  const forms: readonly [string, readonly [number, number, number]][] = [
    [`(?<!\\d)${day}日?\\s+${year}\\s*[-/.年]\\s*${month}(?!\\d)`, [2, 3, 1]],
    [`(?<!\\d)${year}\\s*[-/.年]\\s*${month}月?\\s+${day}(?!\\d)`, [1, 2, 3]],
    [`(?<!\\d)${month}\\s*[-/.月]\\s*${day}日?\\s+${year}(?!\\d)`, [3, 1, 2]],
  ]
  for (const [form, order] of forms) {
    const found = new RegExp(form).exec(text)
    if (found) return parseDate(order.map((i) => found[i]).join('-'), zone)
  }
  return parseDate(text, zone, reference)
}

/** The headline of a link: its heading where it wraps a whole card, else its text; the full one of the attribute where the text is cut. */
export function titleOf(anchor: ElementNode): string {
  const lines = linkText(anchor).split('\n')
  const text = oneLine(lines.length > 1 ? headlineIn(anchor, lines) : (lines[0] ?? ''))
  const full = oneLine(attr(anchor, 'title'))
  const cut = text.replace(/\s*(?:\.{2,}|…+)$/, '')
  if (full.length > cut.length && (cut === '' || full.startsWith(cut))) return full
  return text || pictureTitle(anchor)
}

function headlineIn(anchor: ElementNode, lines: readonly string[]): string {
  const heading = descendants(anchor).find(
    (node) => /^h[1-6]$/.test(tagOf(node)) || /(?:^|[\s_-])(?:title|tit|bt)(?:$|[\s_-])/i.test(nameOf(node)),
  )
  const title = heading && oneLine(linkText(heading))
  const isDate = (line: string) => line.replace(/[\d\s:：/.年月日-]/g, '') === ''
  return title || lines.find((line) => line.length >= 4 && !isDate(line)) || lines.join(' ')
}

const pictureTitle = (anchor: ElementNode): string => {
  const picture = childrenOf(anchor).find((node) => tagOf(node) === 'img')
  return picture ? oneLine(attr(picture, 'alt')) : ''
}

function isClutter(from: AnyNode): boolean {
  for (let node: AnyNode | null = from, i = 0; node && i < 6; node = node.parent as AnyNode | null, i += 1) {
    if (/^(?:nav|footer|header|aside)$/.test(tagOf(node))) return true
    if (/\b(?:nav|menu|footer|crumbs?|breadcrumb|pager?|pagination|copyright|friendlinks?)\b/i.test(nameOf(node)))
      return true
  }
  return false
}
