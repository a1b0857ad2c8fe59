/** Two-sided 95 % of the normal distribution. */
const Z = 1.959963984540054

/** Share of `right` among `of`, with its 95 % interval by Wilson (1927), which keeps to [0, 1] for few and for extreme counts. `of` > 0. */
export function wilson(right: number, of: number): { share: number; low: number; high: number } {
  const share = right / of
  const z2 = (Z * Z) / of
  const middle = (share + z2 / 2) / (1 + z2)
  const half = (Z / (1 + z2)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of))
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
