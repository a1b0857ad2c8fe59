import type { Result } from '@guanlan/kernel'
import { parseDate } from '../date.js'
import { attr, isElement, type AnyNode, type ElementNode } from '../dom.js'
import { oneLine, textOf } from '../plain-text.js'
import { bodyText, findBody } from './find-body.js'
import { findAuthor, findTime } from './find-facts.js'
import { findNext } from './find-next.js'
import { findTitle } from './find-title.js'
import { openPage, type OpenPage } from './open-page.js'
import type { PageOptions, Post, ThreadDocument } from './page.js'

const replyLike =
  '[class*="reply"], [class*="comment-item"], [class*="floor"], [class*="post-item"], [class*="answer"], [id^="post_"], [id^="pid"]'
const bodyLike = '[class*="content"], [class*="body"], [class*="message"], [class*="text"], td.t_f, p'
const authorLike = '[class*="author"], [class*="user"], [class*="name"], .authi a'
const timeLike = '[class*="time"], [class*="date"], time, em[id^="authorposton"]'

/**
 * Bytes of a thread page → the original post and its replies, in page order. Selectors win; without them a reply is a
 * repeated block whose class says so. Error `page_unreadable` when no post has a text.
 */
export function readThread(bytes: Uint8Array, options: PageOptions): Result<ThreadDocument> {
  return openPage(bytes, options, (page) => {
    const { $ } = page
    const replies = outermost(
      $(options.selectors?.reply ?? replyLike)
        .toArray()
        .filter(isElement),
    )
    const posts = [...originalPost(page, replies), ...replies.map((node) => postOf(page, node))].filter(
      (post) => post.body,
    )
    return posts.length > 0
      ? { title: findTitle(page), posts, next: findNext(page), charset: page.charset }
      : 'no post with a text'
  })
}

function originalPost(page: OpenPage, replies: readonly ElementNode[]): Post[] {
  const { $, options } = page
  const named = options.selectors?.body ? $(options.selectors.body).first().toArray().find(isElement) : undefined
  const guess = named || (replies.length > 0 && !options.selectors?.reply) ? undefined : findBody(page)
  const body = named ?? guess
  // Where every post, also the first, is made like a reply, the first reply is the original post.
  if (!body || replies.some((reply) => holds(reply, body) || holds(body, reply))) return []
  const head = textOf($('body').toArray(), (node) => node === body || replies.includes(node as ElementNode)).slice(
    0,
    3_000,
  )
  const text = named ? textOf([body]) : bodyText(body, findTitle(page))
  return [
    { author: findAuthor(page, head), published: findTime(page, head), body: text, official: false, anchor: undefined },
  ]
}

function postOf({ $, zone, options }: OpenPage, node: ElementNode): Post {
  const { replyAuthor, replyTime, replyBody, replyOfficial } = options.selectors ?? {}
  const box = $(node)
  const part = (selector: string) => box.find(selector).first().toArray()
  const body = part(replyBody ?? bodyLike)
  const time = part(replyTime ?? timeLike)
  const readTime = (text: string | undefined) => parseDate(text, zone, options.fetchedAt)
  return {
    author: oneLine(textOf(part(replyAuthor ?? authorLike))).slice(0, 60) || undefined,
    published:
      (time[0] && readTime(attr(time[0], 'datetime'))) ?? readTime(textOf(time)) ?? readTime(oneLine(textOf([node]))),
    body: textOf(body.length > 0 ? body : [node]),
    official: replyOfficial !== undefined && (box.is(replyOfficial) || box.find(replyOfficial).length > 0),
    anchor: attr(node, 'id') || undefined,
  }
}

function holds(outer: AnyNode, inner: AnyNode): boolean {
  for (let node: AnyNode | null = inner; node; node = node.parent as AnyNode | null) if (node === outer) return true
  return false
}

const outermost = (nodes: readonly ElementNode[]) => {
  const chosen = new Set<AnyNode>(nodes)
  return nodes.filter((node) => {
    for (let parent = node.parent as AnyNode | null; parent; parent = parent.parent as AnyNode | null)
      if (chosen.has(parent)) return false
    return true
  })
}
