// Generalised linear models with few inputs, as training needs them.

/** Observations: `inputs` row by row, `width` numbers each; `outcomes` one for each row. */
export interface Observations {
  readonly inputs: Float64Array
  readonly outcomes: Float64Array
  readonly width: number
}

/** How a sum of weights becomes a mean, how steeply, and how much an outcome there is trusted beside others. */
export interface Family {
  readonly mean: (sum: number) => number
  readonly slope: (mean: number) => number
  readonly trust: (mean: number) => number
}

export const logistic: Family = {
  mean: (sum) => 1 / (1 + Math.exp(-sum)),
  slope: (mean) => mean * (1 - mean),
  trust: () => 1,
}
/** Counts of variance μ + αμ², α = `dispersion`; log link. */
export const scattered = (dispersion: number): Family => ({
  mean: (sum) => Math.exp(Math.min(20, sum)),
  slope: (mean) => mean,
  trust: (mean) => 1 / (1 + dispersion * mean),
})

const ridge = 1
const rounds = 40

/**
 * Weights of greatest likelihood with a small ridge, by Fisher scoring (McCullagh, Nelder 1989). `sides`: 1 = never below 0, −1 = never above, 0 = free; an input that wants to
 * the other side is left out and the rest fitted anew. Deterministic.
 */
export function fitGlm(data: Observations, family: Family, sides: readonly (-1 | 0 | 1)[]): number[] {
  let free = sides.map((_, input) => input)
  for (;;) {
    const fitted = score(data, family, free)
    const wrong = free.filter((input, at) => (fitted[at] ?? 0) * (sides[input] ?? 0) < 0)
    if (wrong.length === 0) return sides.map((_, input) => fitted[free.indexOf(input)] ?? 0)
    free = free.filter((input) => !wrong.includes(input))
  }
}

function score(
  { inputs, outcomes, width }: Observations,
  { mean, slope, trust }: Family,
  free: readonly number[],
): number[] {
  const size = free.length
  const beta = new Float64Array(size)
  const row = new Float64Array(size)
  for (let round = 0; round < rounds; round += 1) {
    const hessian = new Float64Array(size * size)
    const gradient = Float64Array.from(beta, (value) => -ridge * value)
    for (let i = 0; i < size; i += 1) hessian[i * size + i] = ridge
    for (let n = 0; n < outcomes.length; n += 1) {
      let sum = 0
      for (let i = 0; i < size; i += 1) {
        row[i] = inputs[n * width + (free[i] as number)] as number
        sum += (row[i] as number) * (beta[i] as number)
      }
      const expected = mean(sum)
      const error = ((outcomes[n] as number) - expected) * trust(expected)
      const curve = slope(expected) * trust(expected)
      for (let i = 0; i < size; i += 1) {
        const x = row[i] as number
        gradient[i] = (gradient[i] as number) + error * x
        for (let j = i; j < size; j += 1)
          hessian[i * size + j] = (hessian[i * size + j] as number) + curve * x * (row[j] as number)
      }
    }
    const step = solve(hessian, gradient)
    for (let i = 0; i < size; i += 1) beta[i] = (beta[i] as number) + Math.max(-1, Math.min(1, step[i] as number))
    if (step.every((move) => Math.abs(move) < 1e-7)) break
  }
  return [...beta]
}

/** Solves `matrix × x = right`; the upper half of a symmetric positive matrix is given, and is used up. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length
  const at = (i: number, j: number) => (i <= j ? i * size + j : j * size + i)
  const x = Float64Array.from(right)
  for (let i = 0; i < size; i += 1)
    for (let below = i + 1; below < size; below += 1) {
      const factor = (matrix[at(i, below)] as number) / (matrix[at(i, i)] as number)
      for (let j = below; j < size; j += 1)
        matrix[at(below, j)] = (matrix[at(below, j)] as number) - factor * (matrix[at(i, j)] as number)
      x[below] = (x[below] as number) - factor * (x[i] as number)
    }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i] as number
    for (let j = i + 1; j < size; j += 1) sum -= (matrix[at(i, j)] as number) * (x[j] as number)
    x[i] = sum / (matrix[at(i, i)] as number)
  }
  return x
}
