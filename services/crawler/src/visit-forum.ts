import type { SourceConfig } from '@guanlan/contracts'
import { readThread, type Post, type ThreadDocument } from '@guanlan/extract'
import { hashId, ok, type Result } from '@guanlan/kernel'
import type { RawItem } from '@guanlan/privacy'
import { fetchFor, hintsOf, type FoundItem, type Visit, type VisitOutcome } from './visit.js'
import { walkList } from './walk-list.js'
import { latestReplyMark, type WantedLink } from './wanted-links.js'

type ForumSource = Extract<SourceConfig, { kind: 'forum' }>

/** Most pages of one thread. */
const threadPages = 5

/**
 * Reads thread lists and the threads that are new or have a later reply. The original post is an article, and each reply
 * is one of its own that names the post it answers.
 */
export function visitForum(visit: Visit<ForumSource>): Promise<Result<VisitOutcome>> {
  return walkList(visit, latestReplyMark, (wanted) => readPosts(visit, wanted))
}

async function readPosts(visit: Visit<ForumSource>, wanted: WantedLink): Promise<Result<FoundItem[]>> {
  const found: FoundItem[] = []
  const read = new Set<string>()
  let next: string | undefined = wanted.link.url
  for (let page = 0; next !== undefined && page < threadPages && !read.has(next); page += 1) {
    read.add(next)
    const answer = await fetchFor(visit, next)
    if (!answer.ok) return answer
    const thread: Result<ThreadDocument> = readThread(answer.value.bytes, {
      ...hintsOf(visit, answer.value),
      selectors: visit.source.selectors,
    })
    if (!thread.ok) return thread
    const title = thread.value.title || wanted.link.title
    thread.value.posts.forEach((post, index) => {
      const original = page === 0 && index === 0
      const raw = original ? originalOf(visit, wanted, title, post) : replyOf(visit, wanted, title, post)
      // Only the thread carries the list's mark; replies are known by their ids.
      found.push({ raw, mark: original ? wanted.mark : '' })
    })
    next = thread.value.next
  }
  return ok(found)
}

function originalOf({ source }: Visit, { guid, link }: WantedLink, title: string, post: Post): RawItem {
  return {
    guid,
    url: link.url,
    title,
    body: post.body,
    published: post.published,
    author: post.author,
    official: source.official || post.official,
  }
}

function replyOf({ source }: Visit, { guid, link }: WantedLink, title: string, post: Post): RawItem {
  const floor = post.anchor ?? hashId('floor', post.author ?? '', post.published ?? '', post.body)
  return {
    guid: `${guid}#${floor}`,
    url: post.anchor ? `${link.url}#${post.anchor}` : link.url,
    title: `回复：${title}`,
    body: post.body,
    published: post.published,
    author: post.author,
    official: source.official || post.official,
    replyTo: guid,
  }
}
