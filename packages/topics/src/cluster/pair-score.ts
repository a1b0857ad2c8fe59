import { DAY } from '@guanlan/kernel'
import { placesDisjoint } from '../places.js'
import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'
import { cosine, type Bag } from './vector.js'

/** Features of a pair; each in [0, 1]. */
export interface PairEvidence {
  readonly words: number
  readonly titlePairs: number
  readonly bodyPairs: number
  readonly rareGrams: number
  readonly plain: number
  readonly issues: number
  readonly namedIssue: number
  readonly daysApart: number
  readonly otherNames: number
  readonly otherPlaces: number
}

/**
 * Weights of the logistic regression, learned on pairs of citizens' messages (docs/topics.md); a start, to be learned
 * again from pairs of our own.
 */
export const pairWeights: Readonly<Record<keyof PairEvidence, number>> = {
  words: 10.5,
  titlePairs: 3.7,
  bodyPairs: 1.9,
  rareGrams: 3.6,
  plain: 1.3,
  issues: 0.85,
  namedIssue: 3.9,
  daysApart: -2.8,
  otherNames: -0.7,
  otherPlaces: -2.5,
}
export const pairIntercept = -5.1

/** Sum of the four rarest shared 3-grams that counts as full evidence (natural-log idf). */
const fullRare = 32
const evenly = () => 1

/** What speaks for and against two items being about the same matter at the same place. Place and name are evidence, no gates. */
export function pairEvidence(a: ItemFeatures, b: ItemFeatures, frequency: DocumentFrequency): PairEvidence {
  const issues = cosine(a.issues, b.issues, evenly)
  const names = cosine(a.bags.names, b.bags.names, frequency.pairs)
  return {
    words: cosine(a.bags.words, b.bags.words, frequency.words),
    titlePairs: cosine(a.bags.titlePairs, b.bags.titlePairs, frequency.pairs),
    bodyPairs: cosine(a.bags.bodyPairs, b.bags.bodyPairs, frequency.pairs),
    rareGrams: Math.max(rare(a.bags.titleGrams, b.grams, frequency), rare(b.bags.titleGrams, a.grams, frequency)),
    plain: cosine(a.bags.plain, b.bags.plain, frequency.words),
    issues,
    namedIssue: names * issues,
    daysApart: Math.min(1, Math.log(1 + Math.abs(a.published - b.published) / DAY) / 6),
    otherNames: a.titleNamed && b.titleNamed && names < 0.02 ? 1 : 0,
    otherPlaces: placesDisjoint(a.places, b.places) ? 1 : 0,
  }
}

/** Probability that the pair belongs together. */
export function pairScore(evidence: PairEvidence): number {
  let sum = pairIntercept
  for (const key of Object.keys(pairWeights) as (keyof PairEvidence)[]) sum += pairWeights[key] * evidence[key]
  return 1 / (1 + Math.exp(-sum))
}

/** The four rarest 3-grams of one title that occur in the other text. */
function rare(title: Bag, text: Uint32Array, frequency: DocumentFrequency): number {
  const best: number[] = []
  for (let i = 0, j = 0; i < title.keys.length && j < text.length; ) {
    const x = title.keys[i] as number
    const y = text[j] as number
    if (x === y) best.push(frequency.grams(x))
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  best.sort((p, q) => q - p)
  const [p = 0, q = 0, r = 0, s = 0] = best
  return Math.min(1, (p + q + r + s) / fullRare)
}
