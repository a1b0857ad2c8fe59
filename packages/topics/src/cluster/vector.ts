/** A bag of terms: sorted 32-bit keys and how much each counts. The same from the same text, whatever came before. */
export interface Bag {
  readonly keys: Uint32Array
  readonly counts: Float32Array
}

/** Counts by key → bag. */
export function bagOf(counts: ReadonlyMap<number, number>): Bag {
  const keys = Uint32Array.from(counts.keys()).toSorted()
  return { keys, counts: Float32Array.from(keys, (key) => counts.get(key) ?? 0) }
}

/** Weight of a term given its key: idf, or 1. */
export type Weight = (key: number) => number

const damped = (count: number): number => (count > 1 ? 1 + Math.log(count) : count)

/**
 * Cosine of two bags with damped counts times `weight`. In [0, 1]; 0 when either is empty. Sums run in the order of the
 * keys, so that the same bags give the same bits.
 */
export function cosine(a: Bag, b: Bag, weight: Weight): number {
  let dot = 0
  let left = 0
  let right = 0
  let i = 0
  let j = 0
  while (i < a.keys.length || j < b.keys.length) {
    const x = i < a.keys.length ? (a.keys[i] as number) : Infinity
    const y = j < b.keys.length ? (b.keys[j] as number) : Infinity
    const w = weight(Math.min(x, y))
    const u = x <= y ? damped(a.counts[i] as number) * w : 0
    const v = y <= x ? damped(b.counts[j] as number) * w : 0
    dot += u * v
    left += u * u
    right += v * v
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return left === 0 || right === 0 ? 0 : Math.min(1, dot / Math.sqrt(left * right))
}
