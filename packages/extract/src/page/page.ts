import type { Instant } from '@guanlan/kernel'
import type { CharsetHints } from '../charset.js'

/** A site's own CSS selectors: what is given wins, what is left out is worked out. Same names as in the source file. */
export interface Selectors {
  readonly item?: string | undefined
  readonly link?: string | undefined
  readonly itemTime?: string | undefined
  readonly next?: string | undefined
  readonly title?: string | undefined
  readonly body?: string | undefined
  readonly time?: string | undefined
  readonly author?: string | undefined
  readonly reply?: string | undefined
  readonly replyAuthor?: string | undefined
  readonly replyTime?: string | undefined
  readonly replyBody?: string | undefined
  readonly replyOfficial?: string | undefined
}

export interface PageOptions extends CharsetHints {
  readonly url: string
  readonly selectors?: Selectors | undefined
  /** Zone of times that name none; default Asia/Shanghai. */
  readonly zone?: string | undefined
  /** When the page was fetched (epoch ms), for 昨天 and 11-16; without it such times stay unread. */
  readonly fetchedAt?: number | undefined
}

/** An article page. All texts are plain. */
export interface PageDocument {
  readonly title: string
  readonly published: Instant | undefined
  readonly source: string | undefined
  readonly author: string | undefined
  /** Paragraphs on lines. */
  readonly body: string
  readonly images: readonly string[]
  /** Whether the body is the captions of a series of photos. */
  readonly gallery: boolean
  readonly canonical: string | undefined
  readonly charset: string
}

export interface ListLink {
  readonly url: string
  readonly title: string
  readonly published: Instant | undefined
}

/** A list page: its links in page order without doubles, and the address of the next page. */
export interface ListDocument {
  readonly title: string
  readonly links: readonly ListLink[]
  readonly next: string | undefined
  readonly charset: string
}

export interface Post {
  readonly author: string | undefined
  readonly published: Instant | undefined
  readonly body: string
  /** Whether the page marks it as an official answer. */
  readonly official: boolean
  /** The page's own id of the post (id attribute), when it has one. */
  readonly anchor: string | undefined
}

/** A thread: the original post first, then the replies of this page. */
export interface ThreadDocument {
  readonly title: string
  /** Whether the original post is made like its replies, as in forums; below an article stand comments of another make. */
  readonly uniform: boolean
  readonly posts: readonly Post[]
  readonly next: string | undefined
  readonly charset: string
}
