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

/** Weighted sum of the evidence, before the logistic curve. Written out, since it is reckoned for every pair. */
export const pairLogit = (evidence: PairEvidence): number =>
  pairIntercept +
  pairWeights.words * evidence.words +
  pairWeights.titlePairs * evidence.titlePairs +
  pairWeights.bodyPairs * evidence.bodyPairs +
  pairWeights.rareGrams * evidence.rareGrams +
  pairWeights.plain * evidence.plain +
  pairWeights.issues * evidence.issues +
  pairWeights.namedIssue * evidence.namedIssue +
  pairWeights.daysApart * evidence.daysApart +
  pairWeights.otherNames * evidence.otherNames +
  pairWeights.otherPlaces * evidence.otherPlaces +
  pairWeights.otherIssues * evidence.otherIssues

/** Probability that the pair belongs together. */
export const pairScore = (evidence: PairEvidence): number => 1 / (1 + Math.exp(-pairLogit(evidence)))
