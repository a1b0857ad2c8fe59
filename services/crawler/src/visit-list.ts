import type { SourceConfig } from '@guanlan/contracts'
import { hashId, type Result } from '@guanlan/kernel'
import { readArticle } from './read-article.js'
import type { Visit, VisitOutcome } from './visit.js'
import { walkList } from './walk-list.js'
import type { MarkOf } from './wanted-links.js'

type PageListSource = Extract<SourceConfig, { kind: 'list' }>

/** A link whose title or date changed in the list is read again. */
export const listedMark: MarkOf = ({ title, published }) => hashId('listed', title, published ?? '')

/** Reads list pages and the articles behind new links. */
export const visitList = (visit: Visit<PageListSource>): Promise<Result<VisitOutcome>> =>
  walkList(visit, listedMark, (wanted) => readArticle(visit, wanted))
