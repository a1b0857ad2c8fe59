import type { Random } from '@guanlan/kernel'

/** Fisher–Yates on a copy. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const result = [...values]
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const held = result[last] as T
    result[last] = result[other] as T
    result[other] = held
  }
  return result
}
