import type { FetchedSourceConfig } from '@guanlan/contracts'
import { readPage } from '@guanlan/extract'
import { ok, type Result } from '@guanlan/kernel'
import { fetchFor, hintsOf, type FoundItem, type Visit } from './visit.js'
import type { WantedLink } from './wanted-links.js'

/** Sources whose listing names pages with one article each. */
export type PagedSource = Extract<FetchedSourceConfig, { kind: 'list' | 'jcms' | 'sitemap' }>

/** Fetches and reads the article behind a link; what the page does not say is taken from the listing. */
export async function readArticle(
  visit: Visit<PagedSource>,
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
