import type { SourceConfig } from '@guanlan/contracts'
import { readJcms } from '@guanlan/extract'
import { ok, type Result } from '@guanlan/kernel'
import { readArticle } from './read-article.js'
import { listedMark } from './visit-list.js'
import { hintsOf, type Visit, type VisitOutcome } from './visit.js'
import { walkList, type Listing } from './walk-list.js'

type JcmsSource = Extract<SourceConfig, { kind: 'jcms' }>

/** Reads a column of a JCMS portal through the list API that its own pages use, and the articles behind new links. */
export const visitJcms = (visit: Visit<JcmsSource>): Promise<Result<VisitOutcome>> =>
  walkList(visit, listedMark, (wanted) => readArticle(visit, wanted), listingOf(visit))

const listingOf = (visit: Visit<JcmsSource>): Listing => ({
  first: addressOf(visit.source, 1),
  read(answer, page) {
    const list = readJcms(answer.bytes, { ...hintsOf(visit, answer), selectors: visit.source.selectors })
    if (!list.ok) return list
    // The end is not told: it is where a page has no rows.
    const next = list.value.links.length > 0 ? addressOf(visit.source, page + 1) : undefined
    return ok({ ...list.value, next })
  },
})

/**
 * Address of one page of the list, counted from 1: `jpaas-publish-server` takes page and size as JSON in `paramJson`,
 * `dataproxy.jsp` the numbers of the first and last row.
 */
export function addressOf({ url, params, rows }: JcmsSource, page: number): string {
  const address = new URL(url)
  for (const [name, value] of Object.entries(params)) address.searchParams.set(name, String(value))
  address.searchParams.delete('page')
  const paging = /\/jpaas-publish-server\//.test(address.pathname)
    ? { paramJson: JSON.stringify({ pageNo: page, pageSize: rows }) }
    : { startrecord: (page - 1) * rows + 1, endrecord: page * rows, perpage: rows }
  for (const [name, value] of Object.entries(paging)) address.searchParams.set(name, String(value))
  return address.href
}
