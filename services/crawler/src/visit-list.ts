import type { SourceConfig } from '@guanlan/contracts'
import { readPage } from '@guanlan/extract'
import { hashId, ok, type Result } from '@guanlan/kernel'
import { fetchFor, hintsOf, type FoundItem, type Visit, type VisitOutcome } from './visit.js'
import { walkList } from './walk-list.js'
import { type WantedLink } from './wanted-links.js'

type PageListSource = Extract<SourceConfig, { kind: 'list' }>

/** Reads list pages and the articles behind new links. A link whose title or date changed in the list is read again. */
export function visitList(visit: Visit<PageListSource>): Promise<Result<VisitOutcome>> {
  return walkList(
    visit,
    ({ title, published }) => hashId('listed', title, published ?? ''),
    (wanted) => readArticle(visit, wanted),
  )
}

async function readArticle(
  visit: Visit<PageListSource>,
  { link, guid, mark }: WantedLink,
): Promise<Result<FoundItem[]>> {
  const answer = await fetchFor(visit, link.url)
  if (!answer.ok) return answer
  const page = readPage(answer.value.bytes, { ...hintsOf(visit, answer.value), selectors: visit.source.selectors })
  if (!page.ok) return page
  const { title, body, published, author } = page.value
  const raw = { guid, url: link.url, title: title || link.title, body, published: published ?? link.published, author }
  return ok([{ raw, mark }])
}
