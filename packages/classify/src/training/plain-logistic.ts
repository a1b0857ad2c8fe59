import { seededRandom } from '@guanlan/kernel'
import type { Separator, SparseRows, SvmOptions } from './linear-svm.js'

/** Cost of a wrong row, for rows of length 1. The best of 1, 3, 10, 30 by cross-validation. */
const COST = 10
/** Newton's steps for one row: each at least halves what is left. */
const STEPS = 6

/**
 * Separates rows by plain logistic regression (L2 regularised, no naive-Bayes weighting): what the shipped model is measured
 * beside. Source: dual coordinate descent, Yu, Huang and Lin, Machine Learning 85, 2011; the variable of each row is kept as
 * the logit of its share of the cost, in which Newton's method needs no bounds.
 */
export function plainLogistic(
  { starts, indexes, values, featureCount }: SparseRows,
  isPositive: readonly boolean[],
  { mostForPositives, passes, seed }: SvmOptions,
): Separator {
  const weights = new Float64Array(featureCount)
  let bias = 0
  const count = isPositive.length
  const positives = isPositive.filter(Boolean).length
  const forPositives = Math.min(mostForPositives, Math.sqrt((count - positives) / Math.max(1, positives)))
  const costs = Float64Array.from(isPositive, (positive) => COST * (positive ? forPositives : 1))
  const alphas = new Float64Array(count)
  const random = seededRandom(seed)
  for (let turn = 0; turn < passes * count; turn++) {
    const row = turn < count ? turn : Math.floor(random() * count)
    const start = starts[row] ?? 0
    const end = starts[row + 1] ?? 0
    const sign = isPositive[row] ? 1 : -1
    let margin = bias
    let diagonal = 1
    for (let i = start; i < end; i++) {
      const value = values[i] ?? 0
      margin += (weights[indexes[i] ?? 0] ?? 0) * value
      diagonal += value ** 2
    }
    const before = alphas[row] ?? 0
    const cost = costs[row] ?? COST
    let logit = before === 0 ? -sign * margin : Math.log(before / (cost - before))
    for (let step = 0; step < STEPS; step++) {
      const share = 1 / (1 + Math.exp(-logit))
      const error = diagonal * (cost * share - before) + sign * margin + logit
      logit -= error / (diagonal * cost * share * (1 - share) + 1)
    }
    const after = Math.min(cost * (1 - 1e-9), Math.max(cost * 1e-9, cost / (1 + Math.exp(-logit))))
    alphas[row] = after
    const move = (after - before) * sign
    bias += move
    for (let i = start; i < end; i++) {
      const feature = indexes[i] ?? 0
      weights[feature] = (weights[feature] ?? 0) + move * (values[i] ?? 0)
    }
  }
  return { weights, bias }
}
