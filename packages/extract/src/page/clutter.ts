import { nameOf, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { linkShare, type Measures } from './measure.js'

const clutterName =
  /comment|pinglun|gentie|sidebar|side-?bar|related|relate[ds]?[-_]|recommend|tuijian|share|fenxiang|footer|\bfoot\b|\bnav|navbar|\bmenu|copyright|breadcrumb|\bcrumbs?\b|pager|pagination|pagebar|hot[-_]?(?:list|news|rank)|\brank|banner|advert|\bads?\b|\bad[-_]|toolbar|tool-?bar|qr-?code|erweima|ewm|disclaimer|mianze|declare|dianzan|login|popup|modal|author-?(?:info|card|box)|editor-?(?:info|list)|\btags?\b|keywords|prev-?next|shangxia|相关|推荐|评论|分享/i
const clutterTags = new Set(['nav', 'footer', 'aside'])
/** These hold a page's frame as often as its text: clutter only where there is little prose. */
const doubtfulTags = new Set(['form', 'header'])
const boxes = new Set(['div', 'ul', 'ol', 'dl', 'table', 'tr', 'td', 'section', 'article', 'li', 'form', 'fieldset'])

/** Whether an element says by tag, class or id that it is none of the text. `whole` is the prose of all that is looked at. */
export function isNamedClutter(node: ElementNode, measures: Measures, whole: number): boolean {
  const tag = tagOf(node)
  if (tag === 'body' || tag === 'html') return false
  const doubtful = doubtfulTags.has(tag) && measures.of(node).prose < 200
  if (!doubtful && !clutterTags.has(tag) && !clutterName.test(nameOf(node))) return false
  // Frames are called anything: what holds most of the prose is not beside it.
  return measures.of(node).prose <= whole * 0.4
}

/** Whether a box is a menu or a list of links that lead on: mostly links, several of them, and no prose. */
export function isLinkBox(node: AnyNode, measures: Measures): boolean {
  const measure = measures.of(node)
  if (!boxes.has(tagOf(node)) || measure.links < 2) return false
  return linkShare(measure) > 0.6 && measure.prose < 40
}
