import { DAY } from '@guanlan/kernel'
import { placesDisjoint } from '../places.js'
import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'
import { cosine, evenly, placeOf, type Rarity } from './vector.js'

/** Features of a pair; each in [0, 1]. The last ones speak against it. */
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
  /** Both have matters, and neither a matter nor a domain is shared. */
  readonly otherIssues: number
}

/**
 * Weights of the logistic regression, learned on pairs of citizens' messages (README.md); a start, to be learned
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
  // Not of the learned ten: the commonest false join is one estate with two matters, and the catalogue tells them apart.
  otherIssues: -1.5,
}
export const pairIntercept = -5.1

/** What speaks for and against two items being about the same matter at the same place. Place and name are evidence, no gates. */
export function pairEvidence(a: ItemFeatures, b: ItemFeatures, frequency: DocumentFrequency): PairEvidence {
  const word = frequency.words.rarity()
  const pair = frequency.pairs.rarity()
  const gram = frequency.grams.rarity()
  const issues = cosine(a.issues, b.issues, evenly)
  const names = cosine(a.names, b.names, pair)
  const cheap: PairEvidence = {
    words: cosine(a.words, b.words, word),
    titlePairs: cosine(a.titlePairs, b.titlePairs, pair),
    bodyPairs: 0,
    rareGrams: Math.max(rareShared(a, b, gram), rareShared(b, a, gram)),
    plain: 0,
    issues,
    namedIssue: names * issues,
    daysApart: Math.min(1, Math.log(1 + Math.abs(a.published - b.published) / DAY) / 6),
    otherNames: a.titleNamed && b.titleNamed && names < 0.02 ? 1 : 0,
    otherPlaces: placesDisjoint(a.places, b.places) ? 1 : 0,
    otherIssues: a.issues.keys.length > 0 && b.issues.keys.length > 0 && issues === 0 ? 1 : 0,
  }
  // The long bags cost most; they are left alone where even full agreement there would leave the pair hopeless.
  if (pairScore({ ...cheap, bodyPairs: 1, plain: 1 }) < hopeless) return cheap
  return { ...cheap, bodyPairs: cosine(a.bodyPairs, b.bodyPairs, pair), plain: cosine(a.plain, b.plain, word) }
}

/** A pair that scores less adds next to nothing to a topic's score. */
const hopeless = 0.1

/** Probability that the pair belongs together. */
export function pairScore(evidence: PairEvidence): number {
  let sum = pairIntercept
  for (const key of Object.keys(pairWeights) as (keyof PairEvidence)[]) sum += pairWeights[key] * evidence[key]
  return 1 / (1 + Math.exp(-sum))
}

/** Mean rarity of the four rarest 3-grams of one title that occur in the other text (absent ones count 0). */
function rareShared(title: ItemFeatures, text: ItemFeatures, rarity: Rarity): number {
  const { keys, slots } = title.titleGrams
  const shared: number[] = []
  keys.forEach((key, at) => {
    if (placeOf(text.bags.grams.keys, key) >= 0) shared.push(rarity(slots[at] as number))
  })
  const [p = 0, q = 0, r = 0, s = 0] = shared.toSorted((x, y) => y - x)
  return (p + q + r + s) / 4
}
