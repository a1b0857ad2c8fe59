import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'
import { frequent } from './term-table.js'

/** Shares of the two titles that the other's text covers. */
export interface Covers {
  least: number
  most: number
}

/** How much of one's title the other's text says as well, for one item against many. */
export interface CoverGround {
  lay(item: ItemFeatures): void
  /**
   * Of each title's pairs of characters, weighted by rarity, the share that stands in the other's title or body. Titles built
   * alike («请加快…建设力度») share their frame with many; what is theirs alone is missing in the other text.
   */
  covers(other: ItemFeatures, into: Covers): void
}

export function createCoverGround(frequency: DocumentFrequency): CoverGround {
  const table = frequency.pairs
  let rarities = new Float64Array(table.capacity)
  /** Bits by slot: in the text laid out, and in its title. */
  let text = new Uint32Array((table.capacity >> 5) + 1)
  let title = new Uint32Array((table.capacity >> 5) + 1)
  /** The last question in which a slot of the title was met. */
  let met = new Int32Array(table.capacity)
  let question = 0
  let laid: Int32Array = new Int32Array()
  let whole = 0

  const rarityAt = (slot: number): number => {
    const df = table.frequencies[slot] as number
    return df < frequent ? (frequency.rarities[df] as number) : 1 - (table.logarithms[slot] as number) / frequency.whole
  }
  const isIn = (bits: Uint32Array, slot: number): boolean => (((bits[slot >> 5] as number) >> (slot & 31)) & 1) === 1
  const mark = (bits: Uint32Array, slot: number) => {
    bits[slot >> 5] = (bits[slot >> 5] as number) | (1 << (slot & 31))
  }

  return {
    lay({ slots, ends }) {
      for (const slot of laid) text[slot >> 5] = title[slot >> 5] = 0
      if (met.length < table.capacity) {
        rarities = new Float64Array(table.capacity)
        text = new Uint32Array((table.capacity >> 5) + 1)
        title = new Uint32Array((table.capacity >> 5) + 1)
        met = new Int32Array(table.capacity)
      }
      laid = slots.subarray(ends.words, ends.body)
      whole = 0
      for (let at = ends.words; at < ends.body; at += 1) {
        const slot = slots[at] as number
        mark(text, slot)
        if (at >= ends.title) continue
        mark(title, slot)
        const rarity = rarityAt(slot)
        rarities[slot] = rarity
        whole += rarity
      }
    },
    covers({ slots, ends }, into) {
      question += 1
      let [ours, theirs, theirWhole] = [0, 0, 0]
      for (let at = ends.words; at < ends.body; at += 1) {
        const slot = slots[at] as number
        if (at < ends.title) {
          const rarity = rarityAt(slot)
          theirWhole += rarity
          if (isIn(text, slot)) theirs += rarity
        }
        // A pair that stands in title and body counts once.
        if (!isIn(title, slot) || met[slot] === question) continue
        met[slot] = question
        ours += rarities[slot] as number
      }
      const [a, b] = [whole === 0 ? 0 : ours / whole, theirWhole === 0 ? 0 : theirs / theirWhole]
      into.least = Math.min(a, b)
      into.most = Math.max(a, b)
    },
  }
}
