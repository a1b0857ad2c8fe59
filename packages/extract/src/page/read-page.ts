import type { Result } from '@guanlan/kernel'
import { parseDate } from '../date.js'
import { resolveUrl, type ElementNode } from '../dom.js'
import { bodyLines, type BodyLines } from './body-lines.js'
import { findBody } from './find-body.js'
import { findAuthor, findSource } from './find-facts.js'
import { findTime } from './find-time.js'
import { findTitle } from './find-title.js'
import { headText } from './head-text.js'
import { findLetter } from './letter.js'
import { linkTo } from './meta.js'
import { openPage, type OpenPage } from './open-page.js'
import { headlineAbove } from './weak-title.js'
import { tidyBody, type TidyBody } from './tidy-body.js'
import { scriptBody } from './script-body.js'
import type { PageDocument, PageOptions } from './page.js'

/** Bytes of an article page → article. Error `page_unreadable` when there is neither a title nor a body. */
export function readPage(bytes: Uint8Array, options: PageOptions): Result<PageDocument> {
  return openPage(bytes, options, (page) => {
    const { title, article } = readArticle(page, findTitle(page))
    return pageOf(page, title, article) ?? 'neither title nor body'
  })
}

/** The article of an open page; undefined when there is neither a title nor a body. */
export function pageOf(page: OpenPage, title: string, article: ArticleText): PageDocument | undefined {
  const { body, images, credits, gallery = false, block } = article
  if (!title && !body) return undefined
  const shown = headText(page, title, block, body.split('\n').find((line) => line.length >= 8) ?? '')
  const around = { shown, credits, body }
  // Beside a letter stand its number and its kind, and no outlet.
  const source = article.letter ? undefined : findSource(page, around)
  return {
    title,
    published: parseDate(article.published, page.zone, page.options.fetchedAt) ?? findTime(page, shown.all),
    source,
    author: article.letter ? undefined : findAuthor(page, around, source),
    body,
    images,
    gallery,
    canonical: resolveUrl(linkTo(page, 'canonical'), page.base),
    charset: page.charset,
  }
}

/** An article's text and the block that it came from. */
export interface ArticleText extends TidyBody {
  readonly block: ElementNode | undefined
  /** A time that a label beside the text gives, as shown. */
  readonly published?: string | undefined
  /** Set for a letter to an office with its answer. */
  readonly letter?: boolean
}

/** The article's headline and text: of a letter with its answer as it is labelled; where `named` is the site's or the column's name, the headline is looked for above the text. */
export function readArticle(page: OpenPage, named: string): { readonly title: string; readonly article: ArticleText } {
  const article = readBody(page, named)
  const letter = page.options.selectors?.body ? undefined : findLetter(page)
  if (letter)
    return {
      title: letter.title ?? named,
      article: { ...article, body: letter.body, published: letter.asked, letter: true },
    }
  const title = headlineAbove(page, named, article.block, article.body)
  return title === undefined ? { title: named, article } : { title, article: readBody(page, title) }
}

/** The text of the article: from its block; where a page has none, from the scripts that would write it. */
export function readBody(page: OpenPage, title: string): ArticleText {
  const block = findBody(page, title)
  const own = page.options.selectors?.body !== undefined
  const read = block ? bodyLines(block, page.measures, page.base, own) : { lines: [], images: [] }
  // Inside a block that the site's own selector names nothing is judged.
  const tidy = own ? asItStands(read) : tidyBody(read, title)
  const written = own || tidy.body.length >= shortBody ? undefined : scriptBody(page, tidy.body.length)
  return { ...(written ?? tidy), block }
}

const asItStands = ({ lines, images }: BodyLines): TidyBody => ({
  body: lines.map(({ text }) => text).join('\n'),
  images: [...new Set(images.map(({ url }) => url))],
  credits: [],
})

/** A body shorter than this is weighed against what the page's scripts hold. */
const shortBody = 200
