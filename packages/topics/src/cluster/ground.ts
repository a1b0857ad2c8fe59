import type { BagEnds } from './bags.js'
import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'
import { frequent, type TermTable } from './term-table.js'

/** Which of an item's bags: where it begins and ends, and how many places further on its counts stand. */
export interface Stretch {
  start(ends: BagEnds): number
  end(ends: BagEnds): number
  shift(ends: BagEnds): number
}

const nowhere = (): number => 0

/** Words of title and body. */
export const words: Stretch = { start: nowhere, end: (ends) => ends.words, shift: nowhere }
/** The same words with their counts outside names. */
export const plainWords: Stretch = { ...words, shift: (ends) => ends.names }
export const titlePairs: Stretch = { start: (ends) => ends.words, end: (ends) => ends.title, shift: nowhere }
export const namePairs: Stretch = { start: (ends) => ends.body, end: (ends) => ends.names, shift: nowhere }

/** The weights of one item's terms, by slot: another item's terms find theirs by an array access. */
export interface Ground {
  lay(item: ItemFeatures): void
  /** Cosine with another item's terms, each weighted by its rarity. In [0, 1]; 0 when either has none. */
  cosine(other: ItemFeatures): number
}

/** Ground for one bag, whose terms are in `table`. */
export function createGround(stretch: Stretch, table: TermTable, frequency: DocumentFrequency): Ground {
  let weights = new Float64Array(table.capacity)
  /** One bit a slot: most terms of others are not ours, and this much stays near the processor. */
  let marks = new Uint32Array((table.capacity >> 5) + 1)
  let laid: Int32Array = new Int32Array()
  let norm = 0
  return {
    lay({ slots, counts, ends }) {
      for (const slot of laid) marks[slot >> 5] = 0
      if (weights.length < table.capacity) {
        weights = new Float64Array(table.capacity)
        marks = new Uint32Array((table.capacity >> 5) + 1)
      }
      const [start, end, shift] = [stretch.start(ends), stretch.end(ends), stretch.shift(ends)]
      laid = slots.subarray(start, end)
      norm = 0
      const { frequencies, logarithms } = table
      const { rarities, whole } = frequency
      for (let at = start; at < end; at += 1) {
        const slot = slots[at] as number
        const df = frequencies[slot] as number
        const rarity = df < frequent ? (rarities[df] as number) : 1 - (logarithms[slot] as number) / whole
        const weight = (counts[at + shift] as number) * rarity
        weights[slot] = weight
        marks[slot >> 5] = (marks[slot >> 5] as number) | (1 << (slot & 31))
        norm += weight * weight
      }
    },
    cosine({ slots, counts, ends }) {
      const [start, end, shift] = [stretch.start(ends), stretch.end(ends), stretch.shift(ends)]
      const { frequencies, logarithms } = table
      const { rarities, whole } = frequency
      // Read once: this is the detector's hottest loop.
      const [ours, ourWeights] = [marks, weights]
      let dot = 0
      let right = 0
      // In the order of the keys: the same texts give the same bits, whatever their slots.
      for (let at = start; at < end; at += 1) {
        const slot = slots[at] as number
        const df = frequencies[slot] as number
        const rarity = df < frequent ? (rarities[df] as number) : 1 - (logarithms[slot] as number) / whole
        const weight = (counts[at + shift] as number) * rarity
        right += weight * weight
        if (((ours[slot >> 5] as number) >> (slot & 31)) & 1) dot += weight * (ourWeights[slot] as number)
      }
      return norm === 0 || right === 0 ? 0 : Math.min(1, dot / Math.sqrt(norm * right))
    },
  }
}
