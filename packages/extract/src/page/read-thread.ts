import type { Instant, Result } from '@guanlan/kernel'
import { parseDate } from '../date.js'
import { attr, isElement, nameOf, tagOf, type AnyNode, type ElementNode } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import { findAuthor } from './find-facts.js'
import { findNext } from './find-next.js'
import { authorsIn, descendants, findPosts, signedHeading, timesIn } from './find-posts.js'
import { findTime } from './find-time.js'
import { findTitle } from './find-title.js'
import { headText } from './head-text.js'
import { openPage, type OpenPage } from './open-page.js'
import type { PageOptions, Post, ThreadDocument } from './page.js'
import { namesIn } from './names.js'
import { isButton, isOrnament } from './phrases.js'
import { readBody, type ArticleText } from './read-page.js'

/** What the usual forums call the text of a post, and nothing around it. */
const ownBodyName =
  /(?:^|\s)(?:t_f|t_msgfont|postmessage_\d+|d_post_content|bbs-content|tpc_content|postcontent\d+|reply-?_?content|topic-?_?content|topic-richtext|cooked|Post-body|RichText|markdown-?_?body)(?=\s|$)/
/** Where other forums put it. */
const bodyName = /(?:^|[\s_-])post-?_?content|message|content|body|text|txt/i
/** Inside a post, what is not its text: who wrote it, when, signatures, buttons, notes of editing. */
const besideName =
  /(?:^|[\s_-])(?:pls|pi|po|pob|sign|signature|pstatus|quote|avatar|tools?|actions?|operat\w*|level|btn|info)(?:$|[\s_-])/i

/**
 * Bytes of a thread page → the original post and its replies, in page order. Selectors win; without them posts are
 * repeated blocks with author and time. Error `page_unreadable` when no post has a text.
 */
export function readThread(bytes: Uint8Array, options: PageOptions): Result<ThreadDocument> {
  return openPage(bytes, options, (page) => threadOf(page) ?? 'no post with a text')
}

/** The thread of an open page; undefined when no post has a text. */
export function threadOf(page: OpenPage, title = findTitle(page), article?: ArticleText): ThreadDocument | undefined {
  const replies = findPosts(page)
  const original = originalPost(page, title, replies, article)
  const posts = [...original, ...replies.map((node) => postOf(page, node))].filter((post) => post.body)
  if (posts.length === 0) return undefined
  return { title, uniform: original.length === 0, posts, next: findNext(page), charset: page.charset }
}

/** The post that the replies answer, where it is made otherwise than they are. */
function originalPost(
  page: OpenPage,
  title: string,
  replies: readonly ElementNode[],
  article: ArticleText | undefined,
): Post[] {
  const { $, options } = page
  const named = options.selectors?.body ? $(options.selectors.body).first().toArray().find(isElement) : undefined
  const read = named ? undefined : (article ?? readBody(page, title))
  const block = named ?? read?.block
  // Where every post, also the first, is made like a reply, the first reply is the original post.
  if (!block || replies.some((reply) => holds(reply, block))) return []
  if (!named && replies.some((reply) => holds(block, reply))) return postBefore(page, title, block, replies)
  if (named && replies.some((reply) => holds(named, reply))) return []
  // Below the replies stands no original post.
  if (!named && replies[0] && comesBefore(page, replies[0], block)) return []
  const body = named ? textOf([named]) : (read?.body ?? '')
  const shown = headText(page, title, block, body.split('\n')[0] ?? '')
  const head = { shown: { head: shown.head, all: shown.head }, credits: [], body: '' }
  return [
    {
      author: starter(shown.head) ?? namedAbove(page, block, replies) ?? findAuthor(page, head),
      published: findTime(page, shown.all),
      body: named ? body : withoutHead(body, title),
      official: false,
      anchor: undefined,
    },
  ]
}

/** 楼主：某某, 发帖人：某某. */
const starter = (head: string) =>
  namesIn(/(?:楼主|发帖人|发帖者|来信人|留言人|提问者|网友)\s*[:：]\s*([^\s:：]{2,20})/.exec(head)?.[1], true)

/** The original post, where one block holds it and the replies: what stands above the first of them, signed and dated. */
function postBefore(page: OpenPage, title: string, block: ElementNode, replies: readonly ElementNode[]): Post[] {
  const own = (node: AnyNode) => !replies.some((reply) => reply === node || holds(reply, node))
  const author = authorsIn(block).find(own)
  if (!author || (replies[0] && comesBefore(page, replies[0], author))) return []
  let begun = false
  const above = textOf([block], (node) => (begun ||= replies.includes(node as ElementNode)))
  const lines = above.split('\n').map(oneLine)
  const body = withoutHead(lines.slice(lines.lastIndexOf(title) + 1).join('\n'), title)
  const published = parseDate(stamp.exec(above)?.[0], page.zone, page.options.fetchedAt)
  if (body.length < 8 || published === undefined || !/[，。！？]/.test(body)) return []
  const name = cleanName(oneLine(textOf([author]).split('\n')[0] ?? ''))
  return [{ author: name || undefined, published, body, official: false, anchor: undefined }]
}

/** Who is named, as authors of replies are, in the smallest block around the original post that holds no reply. */
function namedAbove(page: OpenPage, block: ElementNode, replies: readonly ElementNode[]): string | undefined {
  for (let node: AnyNode | null = block, i = 0; node && i < 4; node = node.parent as AnyNode | null, i += 1) {
    if (!isElement(node) || /^(?:body|html)$/.test(tagOf(node))) return undefined
    const outer = node
    if (replies.some((reply) => holds(outer, reply) || reply.parent === outer)) return undefined
    const author = authorOf(page, outer)
    if (author !== undefined) return author
  }
  return undefined
}

/** Facts above the text of a post, up to the line of its date. */
function withoutHead(body: string, title: string): string {
  const lines = body.split('\n')
  const at = lines.slice(0, 4).findLastIndex((line) => line.length < 60 && stamp.test(line) && !/[。！？]/.test(line))
  const from = at + 1 < lines.length ? at + 1 : 0
  return lines.filter((line, i) => i >= from && !(line === title && i === 0 && lines.length > 1)).join('\n')
}

const stamp = /20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d\d/

function postOf(page: OpenPage, node: ElementNode): Post {
  const { replyOfficial } = page.options.selectors ?? {}
  const box = page.$(node)
  return {
    author: authorOf(page, node),
    published: timeOf(page, node),
    body: bodyOf(page, node),
    official: replyOfficial !== undefined && (box.is(replyOfficial) || box.find(replyOfficial).length > 0),
    anchor: attr(node, 'id') || undefined,
  }
}

const notAuthor = /^(?:楼主|只看|倒序|回复|举报|发表于|收藏|\d+[楼#F]?|沙发|板凳|地板)/

/** A name without the label before it and the date behind it. */
const cleanName = (text: string): string =>
  text
    .replace(/^(?:作者|楼主|网友|用户|发布者)\s*[:：]\s*/, '')
    .replace(/\s*(?:发表于|发布于|回复于)?\s*20\d\d[-/.年].*$/, '')
    .slice(0, 60)

function authorOf({ $, options }: OpenPage, node: ElementNode): string | undefined {
  const own = options.selectors?.replyAuthor
  const heading = own ? undefined : signedHeading(node)
  for (const found of own ? $(node).find(own).toArray() : [...authorsIn(node), ...(heading ? [heading] : [])]) {
    const name = cleanName(oneLine(textOf([found]).split('\n')[0] ?? ''))
    if (name !== '' && (own || (name.length <= 30 && !notAuthor.test(name)))) return name
    if (own) return undefined
  }
  return undefined
}

function timeOf({ $, zone, options }: OpenPage, node: ElementNode): Instant | undefined {
  const read = (text: string | undefined) => parseDate(text, zone, options.fetchedAt)
  const own = options.selectors?.replyTime
  for (const found of (own ? $(node).find(own).toArray() : timesIn(node)).slice(0, 12)) {
    const inside = descendants(found)
      .map((part) => attr(part, 'title'))
      .find(Boolean)
    const time = read(attr(found, 'datetime')) ?? read(attr(found, 'title')) ?? read(inside) ?? read(textOf([found]))
    if (time) return time
  }
  return read(oneLine(textOf([node])).slice(0, 2_000))
}

function bodyOf(page: OpenPage, node: ElementNode): string {
  const { $, measures, options } = page
  const own = options.selectors?.replyBody
  const box = $(node)
  if (own) {
    const found = box.find(own).first().toArray()
    return textOf(found.length > 0 ? found : [node])
  }
  const parts = descendants(node)
  const author = authorsIn(node)[0] ?? signedHeading(node)
  const beside = new Set<AnyNode>([
    // What holds most of the post is no facts beside it, whatever its name.
    ...parts.filter((part) => besideName.test(nameOf(part)) && measures.of(part).text < measures.of(node).text * 0.6),
    ...authorsIn(node),
    ...(author ? [author] : []),
    ...timesIn(node),
  ])
  const isText = (part: AnyNode) => !beside.has(part) && !isInside(part, node, beside) && measures.of(part).text > 0
  const chosen =
    parts.find((part) => ownBodyName.test(nameOf(part)) && isText(part)) ??
    parts
      .filter((part) => bodyName.test(nameOf(part)) || attr(part, 'itemprop') === 'text' || tagOf(part) === 'p')
      .find(isText)
  const text = textOf(
    [chosen ?? node],
    (part) => part !== chosen && beside.has(part) && (part === author || isAside(part)),
  )
  return text
    .split('\n')
    .filter((line) => !isButton(line) && !isOrnament(line) && !/^本帖最后由.{2,40}编辑$|^(?:发表|回复)于\s/.test(line))
    .join('\n')
}

/** Links to people inside a text (@甲) belong to it. */
const isAside = (node: AnyNode) => tagOf(node) !== 'a'

function isInside(node: AnyNode, end: AnyNode, set: ReadonlySet<AnyNode>): boolean {
  for (let at = node.parent as AnyNode | null; at && at !== end; at = at.parent as AnyNode | null)
    if (set.has(at)) return true
  return false
}

function holds(outer: AnyNode, inner: AnyNode): boolean {
  for (let node: AnyNode | null = inner; node; node = node.parent as AnyNode | null) if (node === outer) return true
  return false
}

function comesBefore({ measures }: OpenPage, first: AnyNode, second: AnyNode): boolean {
  for (const node of measures.elements()) {
    if (node === first) return true
    if (node === second) return false
  }
  return false
}
