import type { FetchResult } from '@guanlan/fetcher'
import { isGivenUp, type Troubles } from './troubles.js'
import type { FoundItem, ListPlace, Visit, VisitOutcome } from './visit.js'

/** What a reader gathers while it visits; closed by `outcomeOf`. */
export interface Gathering {
  readonly items: FoundItem[]
  known: number
  /** Guids wanted on an earlier page of this visit: pages shift while they are walked, and some sites give the same one for every number. */
  readonly taken: Set<string>
  troubles: Troubles
  /** Something listed could not be had. */
  missing: boolean
  /** Something was read in a moment in which it could still change unseen. */
  unsettled: boolean
  exhausted: boolean
  resume: ListPlace | null
}

export const startGathering = ({ troubles }: Visit): Gathering => ({
  items: [],
  known: 0,
  taken: new Set(),
  troubles,
  missing: false,
  unsettled: false,
  exhausted: false,
  resume: null,
})

/** Oldest first, as far as the items say: stories are told in the order in which they happened. What names no time comes last. */
const byTime = (a: FoundItem, b: FoundItem) => (a.raw.published ?? '9').localeCompare(b.raw.published ?? '9')

/** Closes a visit that read its listing. An incomplete one keeps the old validators, so that the next is not answered 304. */
export function outcomeOf(
  visit: Visit,
  gathering: Gathering,
  listing: FetchResult,
  warnings: readonly string[] = [],
): VisitOutcome {
  const { items, known, troubles, missing, unsettled, exhausted, resume } = gathering
  const complete = !missing && !unsettled
  const givenUp = [...troubles.keys()].filter((id) => isGivenUp(troubles, id) && !isGivenUp(visit.troubles, id))
  return {
    items: [...items].sort(byTime),
    known,
    refused: givenUp.length,
    complete,
    resume,
    exhausted,
    unchanged: complete && items.length === 0,
    ...visit.count,
    etag: complete ? (listing.etag ?? null) : visit.validators.etag,
    lastModified: complete ? (listing.lastModified ?? null) : visit.validators.lastModified,
    troubles,
    warnings,
    pace: null,
  }
}

/** The answer was 304: nothing changed since the last complete visit. */
export const unchangedOutcome = (visit: Visit): VisitOutcome => ({
  items: [],
  known: 0,
  refused: 0,
  complete: true,
  resume: null,
  exhausted: false,
  unchanged: true,
  ...visit.count,
  ...visit.validators,
  troubles: visit.troubles,
  warnings: [],
  pace: null,
})
