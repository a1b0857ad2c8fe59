/**
 * Coefficients of a logistic regression with few inputs (a constant must be among them), by Newton's method with a small
 * ridge. `weights` count an observation more or less often. Deterministic.
 */
export function fitLogistic(
  inputs: readonly (readonly number[])[],
  isPositive: readonly boolean[],
  weights: readonly number[] = inputs.map(() => 1),
): number[] {
  const size = inputs[0]?.length ?? 0
  let beta: number[] = Array.from({ length: size }, () => 0)
  for (let round = 0; round < 30; round++) {
    const hessian: number[][] = beta.map((_, i) => beta.map((__, j) => (i === j ? RIDGE : 0)))
    const gradient = beta.map((value) => -RIDGE * value)
    for (const [row, input] of inputs.entries()) {
      const weight = weights[row] ?? 1
      const p = 1 / (1 + Math.exp(-dot(beta, input)))
      const error = weight * ((isPositive[row] ? 1 : 0) - p)
      const curvature = weight * p * (1 - p)
      for (let i = 0; i < size; i++) {
        const x = input[i] ?? 0
        gradient[i] = (gradient[i] ?? 0) + error * x
        const line = hessian[i]
        if (line) for (let j = 0; j < size; j++) line[j] = (line[j] ?? 0) + curvature * x * (input[j] ?? 0)
      }
    }
    const step = solve(hessian, gradient)
    beta = beta.map((value, i) => value + Math.max(-5, Math.min(5, step[i] ?? 0)))
    if (step.every((move) => Math.abs(move) < 1e-9)) break
  }
  return beta.map(sixDigits)
}

/** What is written to a file: no more digits than any machine agrees on. */
export const sixDigits = (value: number): number => Number(value.toPrecision(6))

const RIDGE = 1e-2

/** Scalar product. */
export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

/** Solves `matrix × x = right` for a symmetric positive matrix, by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0])
  const size = rows.length
  for (let i = 0; i < size; i++) {
    const pivot = rows[i]?.[i] ?? 1
    for (let below = i + 1; below < size; below++) {
      const factor = (rows[below]?.[i] ?? 0) / pivot
      const line = rows[below]
      if (line) for (let j = i; j <= size; j++) line[j] = (line[j] ?? 0) - factor * (rows[i]?.[j] ?? 0)
    }
  }
  const x: number[] = Array.from({ length: size }, () => 0)
  for (let i = size - 1; i >= 0; i--) {
    let sum = rows[i]?.[size] ?? 0
    for (let j = i + 1; j < size; j++) sum -= (rows[i]?.[j] ?? 0) * (x[j] ?? 0)
    x[i] = sum / (rows[i]?.[i] ?? 1)
  }
  return x
}
