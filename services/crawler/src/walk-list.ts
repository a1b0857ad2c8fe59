import type { SourceConfig } from '@guanlan/contracts'
import { readList, type ListDocument } from '@guanlan/extract'
import type { FetchResult } from '@guanlan/fetcher'
import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { outcomeOf, startGathering, unchangedOutcome, type Gathering } from './outcome.js'
import { isGivenUp, withTrouble } from './troubles.js'
import {
  endsVisit,
  fetchFor,
  hintsOf,
  idIn,
  type FoundItem,
  type ListPlace,
  type Visit,
  type VisitOutcome,
} from './visit.js'
import { wantedLinks, type MarkOf, type WantedLink } from './wanted-links.js'

export type ListSource = Extract<SourceConfig, { kind: 'list' | 'forum' | 'jcms' }>

/** How the pages of a list are had. */
export interface Listing {
  /** Address of the first page. */
  readonly first: string
  /** Bytes of a page → its links and where the next page is. */
  readonly read: (answer: FetchResult, page: number) => Result<ListDocument>
}

/** Reads the page behind a wanted link. */
export type ReadWanted = (wanted: WantedLink) => Promise<Result<FoundItem[]>>

/**
 * Walks the pages of a list from its first on and reads what each wants read, until a page holds only what is known,
 * there is no next one, or `source.pages` are walked; then goes on where the last visit had to leave off. A first page
 * without any link is an error: lists are never empty, but selectors grow old.
 */
export async function walkList(
  visit: Visit<ListSource>,
  markOf: MarkOf,
  read: ReadWanted,
  listing: Listing = htmlListing(visit),
): Promise<Result<VisitOutcome>> {
  const gathering = startGathering(visit)
  const walked = new Set<string>()
  let first: FetchResult | undefined
  let goal: ListPlace | null = null
  let place: ListPlace | undefined = { url: listing.first, page: 1 }
  while (place && place.page <= visit.source.pages && !walked.has(place.url)) {
    walked.add(place.url)
    const page: Result<ListPage> = await listPage(visit, listing, place, first === undefined)
    if (!page.ok && first === undefined) return page
    if (!page.ok) {
      leaveOver(visit, gathering, place, page.error)
      break
    }
    const { answer, list } = page.value
    if (answer.notModified) return ok(unchangedOutcome(visit))
    first ??= answer
    const wanted = await wantedLinks(visit, gathering, list.links, markOf)
    await readAll(visit, gathering, wanted, read, place)
    if (gathering.exhausted) break
    const goesOn: boolean = wanted.length > 0 || (goal !== null && place.page <= goal.page)
    const next: ListPlace | undefined = list.next === undefined ? undefined : { url: list.next, page: place.page + 1 }
    const jump: ListPlace | null = goal === null ? visit.resume : null
    if (jump && !(goesOn && next)) goal = jump
    place = goesOn && next ? next : (jump ?? undefined)
  }
  return first ? ok(outcomeOf(visit, gathering, first)) : ok(unchangedOutcome(visit))
}

interface ListPage {
  readonly answer: FetchResult
  readonly list: ListDocument
}

const emptyList: ListDocument = { title: '', links: [], next: undefined, charset: '' }

/** A list of web pages: each page names the next. */
const htmlListing = (visit: Visit<ListSource>): Listing => ({
  first: visit.source.url,
  read: (answer) => readList(answer.bytes, { ...hintsOf(visit, answer), selectors: visit.source.selectors }),
})

async function listPage(
  visit: Visit<ListSource>,
  listing: Listing,
  place: ListPlace,
  isFirst: boolean,
): Promise<Result<ListPage>> {
  const answer = await fetchFor(visit, place.url, isFirst ? visit.validators : {})
  if (!answer.ok) return answer
  if (answer.value.notModified) return ok({ answer: answer.value, list: emptyList })
  const list = listing.read(answer.value, place.page)
  if (!list.ok) return list
  if (isFirst && list.value.links.length === 0)
    return err(new AppError('page_unreadable', `${visit.source.id}: no links in the list`, { why: 'empty list' }))
  return ok({ answer: answer.value, list: list.value })
}

/**
 * Reads what one page of the list wants read. A page that fails is tried on later visits and in the end given up; it
 * never keeps the others from being read.
 */
export async function readAll(
  visit: Visit,
  gathering: Gathering,
  wanted: readonly WantedLink[],
  read: ReadWanted,
  place: ListPlace,
): Promise<void> {
  for (const link of wanted) {
    const found = await read(link)
    if (found.ok) {
      gathering.items.push(...found.value)
      gathering.unsettled ||= link.mark === null
      continue
    }
    leaveOver(visit, gathering, place, found.error, link.guid)
    if (gathering.exhausted) return
  }
}

/** Notes that something on this page of the list is not held yet. */
export function leaveOver(
  visit: Visit,
  gathering: Gathering,
  place: ListPlace,
  error: AppError,
  guid = place.url,
): void {
  if (endsVisit(error)) gathering.exhausted = true
  else gathering.troubles = withTrouble(gathering.troubles, idIn(visit, guid))
  if (!gathering.exhausted && isGivenUp(gathering.troubles, idIn(visit, guid))) return
  gathering.missing = true
  gathering.resume ??= place
}
