import { placesDisjoint } from '../places.js'
import type { KeptText } from './copy-probe.js'
import { overlap } from './grams.js'

/** How two texts were found to be the same. */
export type CopyKind = 'url' | 'exact' | 'near' | 'excerpt'

export interface CopyMatch {
  readonly copyOf: string
  readonly kind: CopyKind
  /** Jaccard of the 3-gram sets, or containment for an excerpt. */
  readonly similarity: number
}

/** Fewer characters say too little for a likeness: 「停水了」 twice is two complaints. */
export const least = 10
/** Jaccard that makes a copy, of short texts, and of what looks like another case. */
const alike = { long: 0.6, short: 0.5, otherCase: 0.85 }
/** Share of the shorter text within the other that makes an excerpt. */
const contained = 0.8

/** Same address or same words. The same address counts only when the texts agree somewhat: a push may give its home page. */
export function exactMatch(probe: KeptText, other: KeptText): CopyMatch | null {
  if (probe.text === other.text && probe.text.length >= least) return { copyOf: other.id, kind: 'exact', similarity: 1 }
  if (probe.url === '' || probe.url !== other.url) return null
  const smaller = Math.min(probe.grams.length, other.grams.length)
  const containment = smaller === 0 ? 0 : overlap(probe.grams, other.grams) / smaller
  const sameTitle = probe.title.length >= least && probe.title === other.title
  return containment >= 0.5 || sameTitle
    ? { copyOf: other.id, kind: 'url', similarity: Math.max(containment, 0.5) }
    : null
}

/**
 * Jaccard ≥ 0.6 (0.5 when short), or the new text lies to 80 % within the earlier one. The other way round – an earlier
 * headline within a later report – is a follow-up with news of its own, unless their lengths are alike. Other places or,
 * in short texts, other numbers make it another case, unless nearly every word is the same.
 */
export function verify(probe: KeptText, other: KeptText): CopyMatch | null {
  const a = probe.grams.length
  const b = other.grams.length
  if (Math.min(probe.text.length, other.text.length) < least) return null
  const otherCase =
    placesDisjoint(probe.places, other.places) || (probe.short && other.short && probe.numbers !== other.numbers)
  const limit = otherCase ? alike.otherCase : probe.short || other.short ? alike.short : alike.long
  const mayExcerpt = !otherCase && (a <= b || b >= 0.4 * a)
  const forLikeness = (limit * (a + b)) / (1 + limit)
  const needed = mayExcerpt ? Math.min(forLikeness, contained * Math.min(a, b)) : forLikeness
  // One less than needed: the limits below decide, and rounding shall not.
  const shared = overlap(probe.grams, other.grams, Math.max(0, Math.floor(needed) - 1))
  if (shared < 0) return null
  const jaccard = shared / (a + b - shared)
  if (jaccard >= limit) return { copyOf: other.id, kind: 'near', similarity: jaccard }
  const containment = shared / Math.min(a, b)
  return mayExcerpt && containment >= contained ? { copyOf: other.id, kind: 'excerpt', similarity: containment } : null
}
