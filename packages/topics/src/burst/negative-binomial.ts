/**
 * Counts that scatter more than chance alone: mean μ, variance μ + αμ² (α > 0, the dispersion; α → 0 is Poisson).
 * P(x) = Γ(x + 1/α) / (x! Γ(1/α)) · (1/(1 + αμ))^(1/α) · (αμ/(1 + αμ))^x (Hilbe, Negative Binomial Regression, 2011).
 */

/** ln of how much likelier a count is at `times` the mean than at the mean: times 1/α and μ as above. */
export function logRatio(count: number, mean: number, dispersion: number, times: number): number {
  const fewer = Math.log1p(dispersion * mean) - Math.log1p(dispersion * times * mean)
  return count * (Math.log(times) + fewer) + fewer / dispersion
}

/** P(X ≥ count), in [0, 1]. Below 1e-12 it is 1e-12: nothing is surer. */
export function upperTail(count: number, mean: number, dispersion: number): number {
  const surest = 1e-12
  if (count <= 0) return 1
  if (mean <= 0) return surest
  const size = 1 / dispersion
  const ratio = (dispersion * mean) / (1 + dispersion * mean)
  let term = Math.exp(-size * Math.log1p(dispersion * mean))
  let below = 0
  for (let x = 0; x < count; x += 1) {
    below += term
    term *= (ratio * (size + x)) / (x + 1)
    if (x > mean && term < surest / 1_000) break
  }
  return Math.min(1, Math.max(surest, 1 - below))
}

/** Least count with P(X ≤ count) ≥ `share`, which lies in (0, 1). */
export function quantile(share: number, mean: number, dispersion: number): number {
  if (mean <= 0) return 0
  const size = 1 / dispersion
  const ratio = (dispersion * mean) / (1 + dispersion * mean)
  let term = Math.exp(-size * Math.log1p(dispersion * mean))
  let below = term
  let x = 0
  // Beyond forty means and a hundred the tail is nothing, and rounding may keep `below` under a share near 1 for ever.
  for (; below < share && x < 40 * mean + 100; x += 1) {
    term *= (ratio * (size + x)) / (x + 1)
    below += term
  }
  return x
}
