import type { SourceConfig } from '@guanlan/contracts'
import { readSitemap, type SitemapDocument, type SitemapEntry } from '@guanlan/extract'
import type { FetchResult } from '@guanlan/fetcher'
import { AppError, err, hashId, ok, type Result } from '@guanlan/kernel'
import { outcomeOf, startGathering, unchangedOutcome, type Gathering } from './outcome.js'
import { readArticle } from './read-article.js'
import { isGivenUp } from './troubles.js'
import { fetchFor, hintsOf, idIn, type ListPlace, type Visit, type VisitOutcome } from './visit.js'
import { leaveOver, readAll } from './walk-list.js'
import { wantedLinks } from './wanted-links.js'

type SitemapSource = Extract<SourceConfig, { kind: 'sitemap' }>
type SitemapVisit = Visit<SitemapSource>

/**
 * Reads a sitemap, or the newest ones of an index, and the new and changed pages that they name, newest first. Of an
 * index nothing further is opened once a sitemap with a date held only what is known: the others changed earlier.
 */
export async function visitSitemap(visit: SitemapVisit): Promise<Result<VisitOutcome>> {
  const { source } = visit
  const answer = await fetchFor(visit, source.url, visit.validators, { gunzip: true })
  if (!answer.ok) return answer
  if (answer.value.notModified) return ok(unchangedOutcome(visit))
  const root = readAnswer(visit, answer.value)
  if (!root.ok) return root
  if (root.value.entries.length === 0)
    return err(new AppError('page_unreadable', `${source.id}: empty sitemap`, { why: 'empty list' }))
  const gathering = startGathering(visit)
  if (root.value.kind === 'pages') await readPages(visit, gathering, root.value, { url: source.url, page: 1 })
  else await readIndex(visit, gathering, root.value)
  // An index may stay as it is while its sitemaps change.
  const listing =
    root.value.kind === 'pages' ? answer.value : { ...answer.value, etag: undefined, lastModified: undefined }
  return ok(outcomeOf(visit, gathering, listing))
}

async function readIndex(visit: SitemapVisit, gathering: Gathering, index: SitemapDocument): Promise<void> {
  // Where an index tells no dates its names do: posts-12.xml comes after posts-2.xml, 2026-11.xml after 2025-12.xml.
  const byName = index.entries.toSorted((a, b) => b.url.localeCompare(a.url, 'en', { numeric: true }))
  const files = newestFirst(byName).slice(0, visit.source.files)
  for (const [i, file] of files.entries()) {
    const place = { url: file.url, page: i + 1 }
    if (isGivenUp(gathering.troubles, idIn(visit, file.url))) continue
    const answer = await fetchFor(visit, file.url, {}, { gunzip: true })
    const read = answer.ok ? readAnswer(visit, answer.value) : answer
    if (!read.ok) {
      leaveOver(visit, gathering, place, read.error)
      if (gathering.exhausted) return
      continue
    }
    // The standard knows no index inside an index.
    const wanted = read.value.kind === 'pages' ? await readPages(visit, gathering, read.value, place) : 0
    if (gathering.exhausted) return
    const leftOver = visit.resume !== null && place.page <= visit.resume.page
    if (wanted === 0 && file.changed !== undefined && !leftOver) return
  }
}

const readAnswer = (visit: SitemapVisit, answer: FetchResult): Result<SitemapDocument> =>
  readSitemap(answer.bytes, hintsOf(visit, answer))

/** Reads what one sitemap wants read; how much that was. */
async function readPages(
  visit: SitemapVisit,
  gathering: Gathering,
  { entries }: SitemapDocument,
  place: ListPlace,
): Promise<number> {
  const { match, entries: most } = visit.source
  const chosen = newestFirst(entries.filter(({ url }) => match === undefined || url.includes(match))).slice(0, most)
  const marks = new Map(chosen.map((entry) => [entry.url, markOf(entry, isStamped(chosen))]))
  const links = chosen.map(({ url, title, published }) => ({ url, title: title ?? '', published }))
  const wanted = await wantedLinks(visit, gathering, links, ({ url }) => marks.get(url) ?? '')
  await readAll(visit, gathering, wanted, (link) => readArticle(visit, link), place)
  return wanted.length
}

/** By publication, else by last change; what names neither comes last, in file order. */
const newestFirst = (entries: readonly SitemapEntry[]): SitemapEntry[] => {
  const at = ({ published, changed }: SitemapEntry) => published ?? changed ?? ''
  return entries.toSorted((a, b) => (at(a) === at(b) ? 0 : at(a) > at(b) ? -1 : 1))
}

/** Many sites stamp every address with the moment in which the file was made: that says nothing of any page. */
const isStamped = (entries: readonly SitemapEntry[]): boolean =>
  entries.length > 1 && entries.every(({ lastmod }) => lastmod === entries[0]?.lastmod)

/** A page is read again when its last change or its headline changes in the sitemap; without either it is read once. */
const markOf = ({ lastmod, title }: SitemapEntry, stamped: boolean): string =>
  hashId('listed', stamped ? '' : (lastmod ?? ''), title ?? '')
