import { backgroundBags, backgroundSize, frameWeight } from './background.js'
import type { Bags } from './bags.js'
import type { Rarity } from './vector.js'

/** How many of the texts held know a term, by slot: a slot is a small number, so that looking it up costs an array access. */
export interface TermTable {
  /** Slots of the terms, making those that are new. */
  slotsOf(keys: Uint32Array): Int32Array
  /** One text more or less that knows these terms; a term that no text knows gives its slot back. */
  change(keys: Uint32Array, by: number): void
  /** idf over its greatest value, 1 − ln(df + 1) / ln(N + 1): one scale while the number of texts grows. Good until the next change. */
  rarity(): Rarity
}

/** Frequencies of words, of character pairs (title and body together) and of 3-grams: a function of the texts held. */
export interface DocumentFrequency {
  add(bags: Bags): void
  remove(bags: Bags): void
  readonly words: TermTable
  readonly pairs: TermTable
  readonly grams: TermTable
}

function createTable(size: { documents: number }): TermTable {
  const slots = new Map<number, number>()
  const counts: number[] = []
  /** ln(df + 1) by slot: rarities are asked for ten thousand times an item. */
  const logarithms: number[] = []
  const free: number[] = []
  const slotOf = (key: number): number => {
    const known = slots.get(key)
    if (known !== undefined) return known
    const slot = free.pop() ?? counts.length
    counts[slot] = 0
    logarithms[slot] = 0
    slots.set(key, slot)
    return slot
  }
  return {
    slotsOf: (keys) => Int32Array.from(keys, slotOf),
    change(keys, by) {
      for (const key of keys) {
        const slot = slotOf(key)
        const count = (counts[slot] as number) + by
        counts[slot] = count
        logarithms[slot] = Math.log(count + 1)
        if (count > 0) continue
        slots.delete(key)
        free.push(slot)
      }
    },
    rarity() {
      const whole = Math.log(size.documents + 1)
      return (slot) => 1 - (logarithms[slot] as number) / whole
    },
  }
}

/** Frequencies that know only the background. */
export function createDocumentFrequency(): DocumentFrequency {
  const size = { documents: backgroundSize }
  const words = createTable(size)
  const pairs = createTable(size)
  const grams = createTable(size)
  const change = (bags: Bags, by: number) => {
    words.change(bags.words.keys, by)
    pairs.change(Uint32Array.from(new Set([...bags.titlePairs.keys, ...bags.bodyPairs.keys])), by)
    grams.change(bags.grams.keys, by)
  }
  for (const bags of backgroundBags()) change(bags, frameWeight)
  return {
    words,
    pairs,
    grams,
    add(bags) {
      size.documents += 1
      change(bags, 1)
    },
    remove(bags) {
      size.documents -= 1
      change(bags, -1)
    },
  }
}
