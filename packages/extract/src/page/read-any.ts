import type { Result } from '@guanlan/kernel'
import { findTitle } from './find-title.js'
import { headText } from './head-text.js'
import { titleText } from './meta.js'
import { kindOf, type PageKind } from './kind.js'
import { openPage } from './open-page.js'
import type { ListDocument, PageDocument, PageOptions, ThreadDocument } from './page.js'
import { listOf } from './read-list.js'
import { pageOf, readArticle } from './read-page.js'
import { threadOf } from './read-thread.js'

/** A page of unknown kind, as every reader sees it: the one that its kind names is meant. */
export interface AnyDocument {
  readonly kind: PageKind
  readonly page: PageDocument | undefined
  readonly thread: ThreadDocument | undefined
  readonly list: ListDocument
}

/** Bytes of a page of any kind → what kind it is, and what each reader makes of it. Errors as those of `readPage`. */
export function readAny(bytes: Uint8Array, options: PageOptions): Result<AnyDocument> {
  return openPage(bytes, options, (opened): AnyDocument | string => {
    if (opened.measures.elements().length === 0 && titleText(opened) === '') return 'no text'
    const named = findTitle(opened)
    const { title, article } = readArticle(opened, named)
    const page = pageOf(opened, title, article)
    const thread = threadOf(opened, title, article)
    const list = listOf(opened, named)
    const { head } = headText(opened, title, article.block, article.body.split('\n')[0] ?? '')
    return { kind: kindOf(opened, { page, thread, list }, head), page, thread, list }
  })
}
