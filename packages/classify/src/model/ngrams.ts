import { isGapUnit } from '@guanlan/text'

/** Which n-grams a model knows: single characters and pairs of neighbouring ones, each under its key. */
export interface Vocabulary {
  /** Index of the n-gram with this key, or −1. */
  indexOf(key: number): number
  readonly size: number
}

/** The key of a character by itself. */
export const unigramKey = (unit: number): number => unit

/** The key of two neighbouring characters; as a signed 32-bit number, for typed arrays. */
export const bigramKey = (first: number, second: number): number => (first << 16) | second

/** Indexes n-grams by key in an open-addressed table: a look costs a few nanoseconds. `keys` are distinct and not 0. */
export function vocabularyOf(keys: Int32Array): Vocabulary {
  let capacity = 1_024
  while (capacity < keys.length * 2) capacity *= 2
  const mask = capacity - 1
  const slots = new Int32Array(capacity * 2)
  const place = (key: number): number => {
    let at = (Math.imul(key, 0x9e37_79b1) >>> 12) & mask
    while (slots[at * 2] !== 0 && slots[at * 2] !== key) at = (at + 1) & mask
    return at
  }
  for (const [index, key] of keys.entries()) {
    const at = place(key)
    slots[at * 2] = key
    slots[at * 2 + 1] = index
  }
  return {
    size: keys.length,
    indexOf(key) {
      const at = place(key)
      return slots[at * 2] === key ? (slots[at * 2 + 1] ?? -1) : -1
    },
  }
}

/**
 * Calls `visit` with the key of each n-gram of a folded text and the offset where it begins: every character that is no
 * space or punctuation, and every pair of such characters that stand side by side. Repetitions are visited again.
 */
export function forEachNgram(foldedText: string, limit: number, visit: (key: number, start: number) => void): void {
  const end = Math.min(foldedText.length, limit)
  let before = 0
  for (let at = 0; at < end; at++) {
    const unit = foldedText.charCodeAt(at)
    if (isGapUnit(unit)) {
      before = 0
      continue
    }
    visit(unigramKey(unit), at)
    if (before !== 0) visit(bigramKey(before, unit), at - 1)
    before = unit
  }
}
