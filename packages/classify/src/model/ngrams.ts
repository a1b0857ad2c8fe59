import { GAP_FLAG, kindTable } from '@guanlan/text'

/** The key of a character by itself. */
export const unigramKey = (unit: number): number => unit

/** The key of two neighbouring characters; as a signed 32-bit number, for typed arrays. */
export const bigramKey = (first: number, second: number): number => (first << 16) | second

/** Numbers side by side in a slot: KEY, INDEX (+ 1, 0 = free), and two that whoever owns the table may note there. */
const SLOT = 4
const KEY = 0
const INDEX = 1
/** Slots of single characters, by unit. */
const UNITS = 65_536

/**
 * Which n-grams a model knows: single characters and pairs of neighbouring ones, each under its key. Characters by unit,
 * pairs in an open-addressed table. What is noted of an n-gram lies beside its key: nearly every look is the first of its
 * n-gram for a while, and the processor's cache misses once instead of once for each array.
 */
export class Vocabulary {
  readonly size: number
  readonly #slots: Int32Array
  readonly #mask: number

  /** `keys` are distinct and not 0. */
  constructor(keys: Int32Array) {
    let capacity = 1_024
    while (capacity < keys.length * 2) capacity *= 2
    this.size = keys.length
    this.#mask = capacity - 1
    this.#slots = new Int32Array((UNITS + capacity) * SLOT)
    for (let index = 0; index < keys.length; index++) {
      const slot = this.slotOf(keys[index] ?? 0)
      this.#slots[slot + KEY] = keys[index] ?? 0
      this.#slots[slot + INDEX] = index + 1
    }
  }

  /** Index of the n-gram with this key, or −1. */
  indexOf(key: number): number {
    return this.indexAt(this.slotOf(key))
  }

  /** The slot of a key, one that is free for a key that the vocabulary does not have. */
  slotOf(key: number): number {
    if (key >>> 16 === 0) return key * SLOT
    const slots = this.#slots
    for (let at = Math.imul(key, 0x9e37_79b1) >>> 12; ; at++) {
      const slot = (UNITS + (at & this.#mask)) * SLOT
      if (slots[slot + INDEX] === 0 || slots[slot + KEY] === key) return slot
    }
  }

  /** Index of the n-gram in a slot, or −1 where it is free. */
  indexAt(slot: number): number {
    return (this.#slots[slot + INDEX] ?? 0) - 1
  }

  /** The note of that number, 0 or 1, in a slot; 0 where nothing was noted. */
  note(slot: number, number: number): number {
    return this.#slots[slot + 2 + number] ?? 0
  }

  /** Notes a number in a slot that is not free. */
  setNote(slot: number, number: number, value: number): void {
    this.#slots[slot + 2 + number] = value
  }
}

/** N-grams of one text: the key of each, and the offset where it begins. What is in it lasts until it is used again. */
export interface NgramRoom {
  readonly keys: Int32Array
  readonly starts: Int32Array
}

/** Room for the n-grams of texts up to `length` units. */
export const ngramRoom = (length: number): NgramRoom => ({
  keys: new Int32Array(length * 2),
  starts: new Int32Array(length * 2),
})

/**
 * Writes the n-grams of a folded text, of which the first `limit` units are read, and returns how many: every character that
 * is no space or punctuation, and every pair of such characters that stand side by side. Repetitions are written again.
 */
export function readNgrams(foldedText: string, limit: number, { keys, starts }: NgramRoom): number {
  const end = Math.min(foldedText.length, limit)
  const kinds = kindTable()
  let before = 0
  let count = 0
  for (let at = 0; at < end; at++) {
    const unit = foldedText.charCodeAt(at)
    if (((kinds[unit] ?? 0) & GAP_FLAG) !== 0) {
      before = 0
      continue
    }
    starts[count] = at
    keys[count++] = unigramKey(unit)
    if (before !== 0) {
      starts[count] = at - 1
      keys[count++] = bigramKey(before, unit)
    }
    before = unit
  }
  return count
}
