import { mix } from '../hash.js'

/** A set of character 3-grams as sorted distinct 32-bit hashes. */
export type GramSet = Uint32Array

/** Character 3-grams (UTF-16 units) of several stretches of text; none spans two stretches. */
export function gramsOf(...texts: readonly string[]): GramSet {
  const grams = new Set<number>()
  for (const text of texts) {
    for (let at = 0; at + 3 <= text.length; at += 1) {
      const high = Math.imul(text.charCodeAt(at), 0x9e3779b1) + text.charCodeAt(at + 1)
      grams.add(mix(Math.imul(high, 0x9e3779b1) + text.charCodeAt(at + 2)))
    }
  }
  return Uint32Array.from(grams).toSorted()
}

/** How many grams two sets share. */
export function overlap(a: GramSet, b: GramSet): number {
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i] as number
    const right = b[j] as number
    if (left === right) shared += 1
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return shared
}
