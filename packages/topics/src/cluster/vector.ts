/** A bag of terms: sorted 32-bit keys and how much each counts. A function of the text alone. */
export interface Bag {
  readonly keys: Uint32Array
  readonly counts: Float32Array
}

/** How often each term occurs → bag with damped counts, 1 + ln n. */
export function bagOf(counts: ReadonlyMap<number, number>): Bag {
  const keys = Uint32Array.from(counts.keys()).toSorted()
  return { keys, counts: Float32Array.from(keys, (key) => damped(counts.get(key) ?? 0)) }
}

const damped = (count: number): number => (count > 1 ? 1 + Math.log(count) : count)

/** A bag whose terms are known to a table of rarities: `slots[i]` is the place of `keys[i]` there. */
export interface Vector extends Bag {
  readonly slots: Int32Array
}

/** Rarity of the term in a slot, in [0, 1]. */
export type Rarity = (slot: number) => number

/** Every term alike. */
export const evenly: Rarity = () => 1

/**
 * Cosine of two vectors weighted by `rarity`. In [0, 1]; 0 when either is empty. Sums run in the order of the keys, so that
 * the same vectors give the same bits, whatever their slots.
 */
export function cosine(a: Vector, b: Vector, rarity: Rarity): number {
  let dot = 0
  let left = 0
  let right = 0
  const { keys: ka, slots: sa, counts: ca } = a
  const { keys: kb, slots: sb, counts: cb } = b
  let i = 0
  let j = 0
  while (i < ka.length || j < kb.length) {
    const x = i < ka.length ? (ka[i] as number) : Infinity
    const y = j < kb.length ? (kb[j] as number) : Infinity
    if (x < y) {
      const u = (ca[i] as number) * rarity(sa[i] as number)
      left += u * u
      i += 1
    } else if (y < x) {
      const v = (cb[j] as number) * rarity(sb[j] as number)
      right += v * v
      j += 1
    } else {
      const w = rarity(sa[i] as number)
      const u = (ca[i] as number) * w
      const v = (cb[j] as number) * w
      dot += u * v
      left += u * u
      right += v * v
      i += 1
      j += 1
    }
  }
  return left === 0 || right === 0 ? 0 : Math.min(1, dot / Math.sqrt(left * right))
}

/** Place of `key` in sorted `keys`, or −1. */
export function placeOf(keys: Uint32Array, key: number): number {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = keys[middle] as number
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}
