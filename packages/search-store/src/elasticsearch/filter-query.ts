import type { estypes } from '@elastic/elasticsearch'
import type { ReadText } from '../text/read-text.js'
import type { FacetName, SearchFilter } from '../port.js'
import { textQuery } from './text-query.js'

type Query = estypes.QueryDslQueryContainer

/** Conditions of a filter, apart: facets leave their own out. */
export interface Conditions {
  /** Words, time, civic: what every part of the answer obeys. */
  readonly always: readonly Query[]
  readonly words: Query | null
  readonly byFacet: Partial<Record<FacetName, Query>>
}

/** A filter in the engine's language. An empty list of codes can match nothing. */
export function conditionsOf(filter: SearchFilter, text: ReadText | null): Conditions {
  const { from, to, domains, matters, departments, places, sources, tiers, civic } = filter
  const always: Query[] = []
  if (from !== undefined || to !== undefined)
    always.push({ range: { time: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } })
  if (civic !== undefined) always.push({ term: { civic } })
  const byFacet: Partial<Record<FacetName, Query>> = {
    ...(domains ? { domain: terms('domain', domains) } : {}),
    ...(matters ? { matter: terms('matter', matters) } : {}),
    ...(departments ? { department: terms('department', departments) } : {}),
    ...(places ? { place: inPlaces(places) } : {}),
    ...(sources ? { source: terms('source', sources) } : {}),
    ...(tiers ? { tier: terms('tier', tiers) } : {}),
  }
  return { always, words: text ? textQuery(text.root) : null, byFacet }
}

/** The conditions of all facets but one. */
export const facetConditions = (byFacet: Conditions['byFacet'], except?: FacetName): Query[] =>
  Object.entries(byFacet).flatMap(([name, query]) => (name === except ? [] : [query]))

const terms = (field: string, codes: readonly string[]): Query => ({ terms: { [field]: [...codes] } })

/** A division's code begins with the code of what it lies in. */
const inPlaces = (codes: readonly string[]): Query =>
  codes.length === 0
    ? { match_none: {} }
    : { bool: { should: codes.map((value) => ({ prefix: { place: { value } } })), minimum_should_match: 1 } }
