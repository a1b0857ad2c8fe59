import type { estypes } from '@elastic/elasticsearch'
import { facetNames, MOST_CODES, type FacetBucket, type FacetName } from '../port.js'
import { facetConditions, type Conditions } from './filter-query.js'

/** Codes that a shard reports: counts are exact while a facet has fewer distinct codes than this. */
export const CODES_OF_A_SHARD = 5_000

/** Counts of each facet under the conditions of all the others. Equal counts by code, so that an answer does not flicker. */
export function facetAggregations(
  byFacet: Conditions['byFacet'],
): Record<FacetName, estypes.AggregationsAggregationContainer> {
  const one = (name: FacetName): estypes.AggregationsAggregationContainer => ({
    filter: { bool: { filter: facetConditions(byFacet, name) } },
    aggs: { codes: { terms: codesOf(name, MOST_CODES[name]) } },
  })
  return {
    domain: one('domain'),
    matter: one('matter'),
    department: one('department'),
    place: one('place'),
    source: one('source'),
    tier: one('tier'),
  }
}

/** The largest codes of a field. */
export const codesOf = (field: string, size: number): estypes.AggregationsTermsAggregation => ({
  field,
  size,
  shard_size: CODES_OF_A_SHARD,
  order: [{ _count: 'desc' }, { _key: 'asc' }],
})

/** The engine's counts as facets. */
export function facetsOf(
  aggregations: Readonly<Record<string, unknown>> | undefined,
): Record<FacetName, FacetBucket[]> {
  const facets: Record<FacetName, FacetBucket[]> = {
    domain: [],
    matter: [],
    department: [],
    place: [],
    source: [],
    tier: [],
  }
  for (const name of facetNames) {
    const found = aggregations?.[name] as { codes?: { buckets: readonly Bucket[] } } | undefined
    facets[name] = (found?.codes?.buckets ?? []).map(({ key, doc_count: count }) => ({ key, count }))
  }
  return facets
}

interface Bucket {
  readonly key: string
  readonly doc_count: number
}
