import { seededRandom, type Random } from '@guanlan/kernel'

/** Training examples as sparse rows over the same features, one behind the other. */
export interface SparseRows {
  /** By row, and one more: where it begins in `indexes` and `values`. */
  readonly starts: Int32Array
  readonly indexes: Int32Array
  readonly values: Float32Array
  readonly featureCount: number
}

export interface Separator {
  /** By feature. */
  readonly weights: Float64Array
  readonly bias: number
}

export interface SvmOptions {
  /** What a violated margin costs. */
  readonly cost: number
  /** Rare positives cost more: times the root of negatives per positive, at most this. */
  readonly mostForPositives: number
  readonly passes: number
  readonly seed: number
}

/**
 * Separates rows with `isPositive` from the others by a linear SVM (L2 regularised, squared hinge loss) over features
 * scaled by their naive-Bayes log-count ratio, and gives the weights back for unscaled features.
 * Sources: dual coordinate descent, Hsieh et al., ICML 2008; NB-SVM, Wang and Manning, ACL 2012.
 */
export function nbSvm(rows: SparseRows, isPositive: readonly boolean[], options: SvmOptions): Separator {
  const ratios = logCountRatios(rows, isPositive)
  const scaled = new Float64Array(rows.indexes.length)
  for (let i = 0; i < scaled.length; i++) scaled[i] = (rows.values[i] ?? 0) * (ratios[rows.indexes[i] ?? 0] ?? 0)
  const { weights, bias } = dualDescent(rows, scaled, isPositive, options)
  return { weights: weights.map((weight, index) => weight * (ratios[index] ?? 0)), bias }
}

/** Smoothing of the counts. */
const ALPHA = 0.5

/** By feature: ln of its share among the positives' features over its share among the others'. */
function logCountRatios({ starts, indexes, featureCount }: SparseRows, isPositive: readonly boolean[]): Float64Array {
  const others = new Float64Array(featureCount).fill(ALPHA)
  const positives = new Float64Array(featureCount).fill(ALPHA)
  for (const [row, positive] of isPositive.entries()) {
    const counts = positive ? positives : others
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
      const feature = indexes[i] ?? 0
      counts[feature] = (counts[feature] ?? 0) + 1
    }
  }
  const sum = (counts: Float64Array): number => counts.reduce((total, one) => total + one, 0)
  const shift = Math.log(sum(others) / sum(positives))
  return positives.map((count, feature) => Math.log(count / (others[feature] ?? 1)) + shift)
}

function dualDescent(
  { starts, indexes, featureCount }: SparseRows,
  scaled: Float64Array,
  isPositive: readonly boolean[],
  { cost, mostForPositives, passes, seed }: SvmOptions,
): Separator {
  const weights = new Float64Array(featureCount)
  let bias = 0
  const count = isPositive.length
  const positives = isPositive.filter(Boolean).length
  const forPositives = Math.min(mostForPositives, Math.sqrt((count - positives) / Math.max(1, positives)))
  const slack = Float64Array.from(isPositive, (positive) => 1 / (2 * cost * (positive ? forPositives : 1)))
  const diagonal = slack.map((own, row) => {
    let sum = 1 + own
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) sum += (scaled[i] ?? 0) ** 2
    return sum
  })
  const alphas = new Float64Array(count)
  const order = Int32Array.from({ length: count }, (_, row) => row)
  const random = seededRandom(seed)
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random)
    for (let turn = 0; turn < count; turn++) {
      const row = order[turn] ?? 0
      const start = starts[row] ?? 0
      const end = starts[row + 1] ?? 0
      const sign = isPositive[row] ? 1 : -1
      let margin = bias
      for (let i = start; i < end; i++) margin += (weights[indexes[i] ?? 0] ?? 0) * (scaled[i] ?? 0)
      const alpha = alphas[row] ?? 0
      const gradient = sign * margin - 1 + alpha * (slack[row] ?? 0)
      if (Math.abs(alpha === 0 ? Math.min(gradient, 0) : gradient) < ENOUGH) continue
      const moved = Math.max(0, alpha - gradient / (diagonal[row] ?? 1))
      alphas[row] = moved
      const step = (moved - alpha) * sign
      bias += step
      for (let i = start; i < end; i++) {
        const feature = indexes[i] ?? 0
        weights[feature] = (weights[feature] ?? 0) + step * (scaled[i] ?? 0)
      }
    }
  }
  return { weights, bias }
}

/** A row this close to where it should be stays. */
const ENOUGH = 1e-3

/** Fisher–Yates. */
function shuffle(order: Int32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = held
  }
}
