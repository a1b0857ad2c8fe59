import { backgroundSize, backgroundTexts, frameWeight } from './background.js'
import type { GramSet } from '../copies/grams.js'
import { bagsOf, namesIn, readHead, type BagEnds, type Bags } from './bags.js'
import { createKeyMap } from './key-map.js'
import { createTermTable, frequent, raritiesOf, type TermTable } from './term-table.js'

/** What of a text is counted. */
export interface CountedTerms {
  /** Slots of its words and pairs, bag after bag. */
  readonly slots: Int32Array
  readonly ends: BagEnds
  readonly grams: GramSet
}

/** Frequencies of words, of character pairs (title and body together) and of 3-grams: a function of the texts held. */
export interface DocumentFrequency {
  readonly words: TermTable
  readonly pairs: TermTable
  /** Slots of a text's terms, held until `release`. */
  acquire(bags: Bags): Int32Array
  release(text: CountedTerms): void
  add(text: CountedTerms): void
  remove(text: CountedTerms): void
  /** In how many texts a 3-gram occurs. Most occur in one alone, so they have no slots. */
  gramFrequency(gram: number): number
  /** idf over its greatest value, 1 − ln(df + 1) / ln(N + 1): one scale while the number of texts grows. */
  rarityOf(df: number): number
  /** ln(N + 1). */
  readonly whole: number
  /** `rarityOf` each frequency below `frequent`. */
  readonly rarities: Float64Array
}

/** Frequencies that know only the background. */
export function createDocumentFrequency(): DocumentFrequency {
  const words = createTermTable()
  const pairs = createTermTable()
  const grams = createKeyMap()
  let documents = backgroundSize
  /** Worked out when it is asked for: nobody asks while a memory is read back. */
  let scale: { readonly whole: number; readonly rarities: Float64Array } | null = null

  const resize = (by: number) => {
    documents += by
    scale = null
  }
  const scaled = () => {
    if (scale) return scale
    const whole = Math.log(documents + 1)
    return (scale = { whole, rarities: raritiesOf(whole) })
  }
  const count = ({ slots, ends, grams: textGrams }: CountedTerms, by: number) => {
    words.count(slots, 0, ends.words, by)
    pairs.count(slots, ends.words, ends.body, by)
    for (let at = 0; at < textGrams.length; at += 1) grams.change(textGrams[at] as number, by)
  }
  const frequency: DocumentFrequency = {
    words,
    pairs,
    acquire({ keys, ends }) {
      const slots = new Int32Array(keys.length)
      words.acquire(keys, slots, 0, ends.words)
      pairs.acquire(keys, slots, ends.words, ends.names)
      return slots
    },
    release({ slots, ends }) {
      words.release(slots, 0, ends.words)
      pairs.release(slots, ends.words, ends.names)
    },
    add(text) {
      resize(1)
      count(text, 1)
    },
    remove(text) {
      resize(-1)
      count(text, -1)
    },
    gramFrequency: (gram) => Math.max(0, grams.get(gram)),
    rarityOf: (df) => (df < frequent ? (scaled().rarities[df] as number) : 1 - Math.log(df + 1) / scaled().whole),
    get whole() {
      return scaled().whole
    },
    get rarities() {
      return scaled().rarities
    },
  }
  for (const source of backgroundTexts()) {
    const head = readHead(source)
    const bags = bagsOf(source, namesIn(source), head)
    // The background stays, so its slots are never given back.
    count({ slots: frequency.acquire(bags), ends: bags.ends, grams: head.grams }, frameWeight)
  }
  return frequency
}
