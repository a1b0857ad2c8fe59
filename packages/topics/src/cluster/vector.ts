/** A bag of terms: sorted 32-bit keys and how much each counts. A function of the text alone. */
export interface Bag {
  readonly keys: Uint32Array
  readonly counts: Float32Array
}

/** Terms with how much each counts → bag. */
export function bagOf(counts: ReadonlyMap<number, number>): Bag {
  const keys = Uint32Array.from(counts.keys()).sort()
  return { keys, counts: Float32Array.from(keys, (key) => counts.get(key) ?? 0) }
}

/** Distinct terms, sorted. Sorts `occurrences` in place. */
export function distinct(occurrences: Uint32Array): Uint32Array {
  const keys = occurrences.sort()
  let size = 0
  for (let at = 0; at < keys.length; at += 1) {
    if (at > 0 && keys[at] === keys[at - 1]) continue
    keys[size] = keys[at] as number
    size += 1
  }
  return keys.slice(0, size)
}

/** Cosine of two bags, every term alike. In [0, 1]; 0 when either is empty. */
export function cosine(a: Bag, b: Bag): number {
  let dot = 0
  let left = 0
  let right = 0
  for (const count of a.counts) left += count * count
  for (const count of b.counts) right += count * count
  for (let i = 0, j = 0; i < a.keys.length && j < b.keys.length;) {
    const x = a.keys[i] as number
    const y = b.keys[j] as number
    if (x === y) dot += (a.counts[i] as number) * (b.counts[j] as number)
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return left === 0 || right === 0 ? 0 : Math.min(1, dot / Math.sqrt(left * right))
}
