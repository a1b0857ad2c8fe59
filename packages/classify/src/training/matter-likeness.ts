import type { ModelParts } from '../model/linear-model.js'
import type { TrainingExample } from './examples.js'
import type { SparseRows } from './linear-svm.js'
import { sixDigits } from './logistic.js'

/** How many examples' worth of the whole collection each matter is smoothed with. */
const PRIOR = 2

type Likeness = Pick<ModelParts, 'matterRows' | 'matterIndexes' | 'matterWeights' | 'matterStep'>

/**
 * Naive Bayes for many matters with few examples each. Weight of an n-gram for a matter: ln(1 + c / (PRIOR × p)), where c
 * counts the matter's examples with it and p is its share of all examples; 0 where c is 0, so the table is sparse. That is
 * ln((c + PRIOR p) / (n + PRIOR)) − ln p less what is the same for all n-grams of the matter.
 */
export function likenessOf(
  { starts, indexes, featureCount }: SparseRows,
  examples: readonly TrainingExample[],
  matters: readonly string[],
): Likeness {
  const numberOf = new Map(matters.map((code, i) => [code, i]))
  const sizes = matters.map(() => 0)
  const shares = new Float64Array(featureCount)
  const counts = Array.from({ length: featureCount }, () => new Map<number, number>())
  for (const [row, example] of examples.entries()) {
    const matter = numberOf.get(example.matter ?? '')
    if (matter !== undefined) sizes[matter] = (sizes[matter] ?? 0) + 1
    for (const feature of indexes.subarray(starts[row], starts[row + 1])) {
      shares[feature] = (shares[feature] ?? 0) + 1 / examples.length
      const count = counts[feature]
      if (matter !== undefined && count) count.set(matter, (count.get(matter) ?? 0) + 1)
    }
  }
  const matterRows = new Uint32Array(featureCount + 1)
  const cells: { matter: number; weight: number }[] = []
  for (const [feature, count] of counts.entries()) {
    for (const [matter, times] of [...count].sort(([a], [b]) => a - b)) {
      // A matter with many examples is no likelier for it: counts are taken as if all had the same number.
      const fair = (times * TYPICAL) / Math.max(TYPICAL, sizes[matter] ?? 1)
      cells.push({ matter, weight: Math.log(1 + fair / (PRIOR * (shares[feature] ?? 1))) })
    }
    matterRows[feature + 1] = cells.length
  }
  const matterStep = sixDigits(cells.reduce((most, { weight }) => Math.max(most, weight), 1e-9) / 255)
  return {
    matterRows,
    matterIndexes: Uint16Array.from(cells, ({ matter }) => matter),
    matterWeights: Uint8Array.from(cells, ({ weight }) => Math.min(255, Math.round(weight / matterStep))),
    matterStep,
  }
}

/** Examples that a matter of usual size has. */
const TYPICAL = 14
