import { attr, childrenOf, isElement, nameOf, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { isSeen, spacedText } from '../plain-text.js'
import type { OpenPage } from './open-page.js'

/** Posts by the names that the usual forums give them: Discuz, phpwind, Tieba, Tianya, Xiuno, Flarum, Discourse. */
const postName =
  /(?:^|\s)(?:l_post|atl-item|post|Post|topic-post|\S*post-?_?item\S*|\S*floor\S*|\S*reply\S*|\S*comment-?_?item\S*|\S*answer-?_?item\S*|(?:post|pid|reply|r|comment)_?\d+)(?=\s|$)/i
const authorName = /author|user-?_?name|nick|poster|\busers?\b|\bname\b|userinfo|\bby\b/i
const authorLink = /space-uid|[?&]uid=|\/(?:user|u|member|people|home|space)\//i
const timeName = /time|date|authorposton|tail-info|\bago\b/i
const moment =
  /(?:20\d\d|\d\d)\s?[-/.年]\s*\d{1,2}\s?[-/.月]|\d{1,2}[-/月]\d{1,2}日?\s+\d{1,2}:\d\d|(?:分钟|小时|天|秒)前|刚刚|昨天|前天/
/** A post needs this much text, in characters: less where its name says what it is. */
const shortest = { named: 1, unnamed: 8 }
/** Of the groups, the largest are tried; each trial reads its posts. */
const tried = 30

/**
 * The posts of a thread page, in page order: the site's selector; else elements that forums name so; else the largest
 * group of elements of one make in one parent, each with a time and an author.
 */
export function findPosts(page: OpenPage): ElementNode[] {
  const { $, options, measures } = page
  const own = options.selectors?.reply
  if (own) return outermost($(own).toArray().filter(isElement))
  const named = measures.elements().filter((node) => postName.test(nameOf(node)))
  return largestOf(page, byMake(page, named, shortest.named)) ?? largestOf(page, siblings(page)) ?? []
}

/** Elements inside a post that name its author, by class, id or address, in page order. */
export const authorsIn = (post: AnyNode): ElementNode[] => descendants(post).filter(isAuthorLike)

/** Elements inside a post that say when it was written. */
export const timesIn = (post: AnyNode): ElementNode[] =>
  descendants(post).filter((node) => tagOf(node) === 'time' || timeName.test(nameOf(node)))

/** 作者：某某 without a class that says so. */
const authorText = /^\s*(?:作者|楼主|网友|发帖人|发布者)\s*[:：]\s*\S/

const isAuthorLike = (node: ElementNode): boolean =>
  attr(node, 'uname') !== '' ||
  (tagOf(node) === 'span' && authorText.test(spacedText(node, 40))) ||
  authorName.test(nameOf(node)) ||
  (tagOf(node) === 'a' && authorLink.test(attr(node, 'href')))

/** Elements that are made alike: same tag, same class and id but for digits. */
function byMake(page: OpenPage, nodes: readonly ElementNode[], least: number): ElementNode[][] {
  const groups = new Map<string, ElementNode[]>()
  for (const node of nodes) {
    if (page.measures.of(node).text <= least) continue
    const key = `${tagOf(node)} ${nameOf(node).replace(/\d+|\b(?:first|last|odd|even)\b/g, '')}`
    const group = groups.get(key)
    if (group) group.push(node)
    else groups.set(key, [node])
  }
  return [...groups.values()]
}

const siblings = (page: OpenPage): ElementNode[][] =>
  page.measures
    .elements()
    .map((parent) => childrenOf(parent).filter(isElement))
    .filter((rows) => rows.length > 1)
    .flatMap((rows) => byMake(page, rows, shortest.unnamed))
    .filter((group) => group.length > 1)

/** The group with the most text whose members are all posts; several members before a single one. */
function largestOf(page: OpenPage, groups: readonly ElementNode[][]): ElementNode[] | undefined {
  const own = (node: AnyNode) => page.measures.of(node).text - page.measures.of(node).linked
  const ranked = groups
    .map((group) => ({
      group,
      text: group.reduce((sum, node) => sum + own(node), 0) * (group.length > 1 ? 1 : 0.01),
    }))
    .sort((a, b) => b.text - a.text)
    .slice(0, tried)
  return ranked.map(({ group }) => outermost(group)).find((group) => group.every((node) => isPost(page, node)))
}

function isPost(page: OpenPage, row: ElementNode): boolean {
  const { text, linked } = page.measures.of(row)
  if (linked * 2 > text || /nav|menu|crumb|page/i.test(nameOf(row))) return false
  return (
    moment.test(spacedText(row, 2_000)) && (descendants(row).some(isAuthorLike) || signedHeading(row) !== undefined)
  )
}

/** In a post that its name says to be one, a short heading is who wrote it: offices' answers are signed so. */
export const signedHeading = (post: ElementNode): ElementNode | undefined =>
  postName.test(nameOf(post))
    ? descendants(post).find(
        (node) => /^h[3-6]$/.test(tagOf(node)) && /^[\u4e00-\u9fff\w·*]{2,20}$/.test(spacedText(node, 40).trim()),
      )
    : undefined

/** No post has more elements than this that matter here. */
const looked = 500

/** Visible elements below a node, in page order. */
export function descendants(root: AnyNode): ElementNode[] {
  const found: ElementNode[] = []
  const stack: AnyNode[] = [...childrenOf(root)].reverse()
  for (let node = stack.pop(); node !== undefined && found.length < looked; node = stack.pop()) {
    if (!isElement(node) || !isSeen(node)) continue
    found.push(node)
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] as AnyNode)
  }
  return found
}

function outermost(nodes: readonly ElementNode[]): ElementNode[] {
  const chosen = new Set<AnyNode>(nodes)
  return nodes.filter((node) => {
    for (let parent = node.parent as AnyNode | null; parent; parent = parent.parent as AnyNode | null)
      if (chosen.has(parent)) return false
    return true
  })
}
