/** County and above: six digits. Below it a code names a town (9) or a village (12). */
const countyDigits = 6

/** Whether one code lies within the other (or is it). */
const agree = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)

/** Whether a code says more than the county. */
export const isPrecise = (code: string): boolean => code.length > countyDigits

/** Both name a place below the county, and none of one lies in one of the other. A parent agrees with its child. */
export function placesDisjoint(a: readonly string[], b: readonly string[]): boolean {
  const left = a.filter(isPrecise)
  const right = b.filter(isPrecise)
  if (left.length === 0 || right.length === 0) return false
  return !left.some((one) => right.some((other) => agree(one, other)))
}
