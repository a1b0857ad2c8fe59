/** Features of a pair; each in [0, 1]. The last ones speak against it. */
export interface PairEvidence {
  readonly words: number
  readonly coverLeast: number
  readonly coverMost: number
  readonly rareGrams: number
  readonly plain: number
  readonly namedIssue: number
  readonly daysApart: number
  readonly otherNames: number
  readonly otherPlaces: number
  /** Both have matters, and neither a matter nor a domain is shared. */
  readonly otherIssues: number
}

/** Weights of the logistic regression (where they come from: README.md). */
export const pairWeights: Readonly<Record<keyof PairEvidence, number>> = {
  words: 9,
  coverLeast: 3,
  coverMost: 3,
  rareGrams: 2,
  plain: 1.5,
  namedIssue: 2.5,
  daysApart: -2.7,
  otherNames: -1.2,
  otherPlaces: -2.5,
  // The commonest false join is one estate with two matters, and the catalogue tells them apart.
  otherIssues: -1.2,
}
export const pairIntercept = -5.1

/** Weighted sum of the evidence, before the logistic curve. Written out, since it is reckoned for every pair. */
export const pairLogit = (evidence: PairEvidence): number =>
  pairIntercept +
  pairWeights.words * evidence.words +
  pairWeights.coverLeast * evidence.coverLeast +
  pairWeights.coverMost * evidence.coverMost +
  pairWeights.rareGrams * evidence.rareGrams +
  pairWeights.plain * evidence.plain +
  pairWeights.namedIssue * evidence.namedIssue +
  pairWeights.daysApart * evidence.daysApart +
  pairWeights.otherNames * evidence.otherNames +
  pairWeights.otherPlaces * evidence.otherPlaces +
  pairWeights.otherIssues * evidence.otherIssues

/** Probability that the pair belongs together. */
export const pairScore = (evidence: PairEvidence): number => 1 / (1 + Math.exp(-pairLogit(evidence)))
