import type { GramSet } from '../copies/grams.js'
import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'

/** So many of the rarest 3-grams of one title that occur in the other text say how much both share. */
const counted = 4

/** One item's 3-grams laid out for being compared with many. */
export interface GramGround {
  lay(item: ItemFeatures): void
  /** Mean rarity of the rarest 3-grams that one's title and the other's text share, either way (absent ones count 0). */
  shared(other: ItemFeatures): number
}

export function createGramGround(frequency: DocumentFrequency): GramGround {
  /** The title's 3-grams that occur in any other text, the rarest first. */
  let title: { readonly gram: number; readonly rarity: number }[] = []
  let text: GramSet = new Uint32Array()
  /** Bits of the text's 3-grams by their last 16 bits: most of another title's are seen not to be there. */
  const marks = new Uint32Array(2_048)

  const rarestOfTitle = (grams: GramSet): number => {
    let sum = 0
    let found = 0
    for (const { gram, rarity } of title) {
      if (!includes(grams, gram)) continue
      sum += rarity
      found += 1
      if (found === counted) break
    }
    return sum / counted
  }
  const rarestInText = (grams: GramSet): number => {
    let [p, q, r, s] = [0, 0, 0, 0]
    for (let at = 0; at < grams.length; at += 1) {
      const gram = grams[at] as number
      if ((((marks[(gram & 0xffff) >> 5] as number) >> (gram & 31)) & 1) === 0 || !includes(text, gram)) continue
      const rarity = frequency.rarityOf(frequency.gramFrequency(gram))
      if (rarity <= s) continue
      s = rarity
      // The four stay in falling order.
      if (s > r) [r, s] = [s, r]
      if (r > q) [q, r] = [r, q]
      if (q > p) [p, q] = [q, p]
    }
    return (p + q + r + s) / counted
  }

  return {
    lay({ titleGrams, grams }) {
      for (const gram of text) marks[(gram & 0xffff) >> 5] = 0
      text = grams
      for (const gram of grams) {
        const at = (gram & 0xffff) >> 5
        marks[at] = (marks[at] as number) | (1 << (gram & 31))
      }
      title = []
      for (const gram of titleGrams) {
        const df = frequency.gramFrequency(gram)
        if (df > 0) title.push({ gram, rarity: frequency.rarityOf(df) })
      }
      title.sort((a, b) => b.rarity - a.rarity)
    },
    shared: ({ titleGrams, grams }) => Math.max(rarestOfTitle(grams), rarestInText(titleGrams)),
  }
}

function includes(grams: GramSet, gram: number): boolean {
  let low = 0
  let high = grams.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = grams[middle] as number
    if (found === gram) return true
    if (found < gram) low = middle + 1
    else high = middle - 1
  }
  return false
}
