import type { FacetBucket, FacetName, SearchFilter } from '../port.js'
import { facetNames, MOST_CODES } from '../port.js'
import { matcherOf, type Profile } from './profiles.js'

/** What a search counts: how many documents match words and time, all conditions, and each facet's codes. */
export interface Tally {
  /** Documents that words and time select. */
  readonly selected: number
  readonly total: number
  readonly facets: Record<FacetName, FacetBucket[]>
  /** Profiles that pass the filter; null = all that were met. */
  readonly profiles: number[] | null
}

/** Adds up the selected documents by profile. */
export function tally(
  counts: readonly (readonly [profile: number, count: number])[],
  profiles: ReadonlyMap<number, Profile>,
  filter: SearchFilter,
): Tally {
  const passes = matcherOf(filter)
  const sums = Object.fromEntries(facetNames.map((name) => [name, new Map<string, number>()]))
  const passing: number[] = []
  let total = 0
  let selected = 0
  for (const [number, count] of counts) {
    const profile = profiles.get(number)
    if (!profile) continue
    selected += count
    if (passes(profile)) {
      passing.push(number)
      total += count
    }
    for (const name of facetNames) {
      if (!passes(profile, name)) continue
      const sum = sums[name]
      for (const code of profile[name]) sum?.set(code, (sum.get(code) ?? 0) + count)
    }
  }
  const facets = Object.fromEntries(
    facetNames.map((name) => [name, largest(sums[name] ?? new Map(), MOST_CODES[name])]),
  )
  return {
    selected,
    total,
    facets: facets as Record<FacetName, FacetBucket[]>,
    profiles: passing.length === counts.length ? null : passing,
  }
}

/** The largest counts first; equal ones by code, so that an answer does not flicker. */
export function largest(sums: ReadonlyMap<string, number>, limit: number): FacetBucket[] {
  return [...sums]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
}
