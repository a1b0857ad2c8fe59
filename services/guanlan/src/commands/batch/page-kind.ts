import type { ListDocument, PageDocument, ThreadDocument } from '@guanlan/extract'

export type PageKind = 'article' | 'thread' | 'list' | 'other'

/** What the three readers made of one page; null where one could not read it. */
export interface Readings {
  readonly page: PageDocument | null
  readonly thread: ThreadDocument | null
  readonly list: ListDocument
}

/** Forums say so in their addresses: thread-12-1-1.html, viewthread.php?tid=12, bbs.example.cn. */
const forumLike = /thread|[?&]tid=|\bbbs\b|forum|luntan|tieba/i
/** Shorter than this no text counts as an article. */
const articleChars = 100
const listLinks = 5

/**
 * What kind of page it is: a thread has several posts with authors at a forum's address, or nothing but such posts; a list
 * is mostly titles of links and tells no time of its own; an article has a text.
 */
export function kindOf(url: string, { page, thread, list }: Readings): PageKind {
  const body = page?.body ?? ''
  const posts = thread?.posts ?? []
  const signed = posts.filter((post) => post.author !== undefined).length
  const titles = list.links.reduce((sum, link) => sum + link.title.length, 0)
  const dated = list.links.filter((link) => link.published !== undefined).length
  if (signed >= 2 && (forumLike.test(url) || (signed === posts.length && body.length < articleChars))) return 'thread'
  const mostlyLinks = list.links.length >= listLinks && titles > body.length * 2
  if (mostlyLinks && (page?.published === undefined || dated * 2 > list.links.length)) return 'list'
  if (body.length >= articleChars) return 'article'
  return signed >= 1 && forumLike.test(url)
    ? 'thread'
    : body !== '' && page?.published !== undefined
      ? 'article'
      : 'other'
}
