import { backgroundBags, backgroundSize, frameWeight } from './background.js'
import type { Bags } from './bags.js'
import type { Weight } from './vector.js'

/** In how many of the items held a term occurs. */
interface Counter {
  change(keys: Uint32Array, by: number): void
  /** ln((N + 1) / (df + 1)), at least 0, with the background counted in. */
  idf: Weight
}

/** Document frequencies of words, of character pairs (title and body together) and of 3-grams. */
export interface DocumentFrequency {
  add(bags: Bags, grams: Uint32Array): void
  remove(bags: Bags, grams: Uint32Array): void
  readonly words: Weight
  readonly pairs: Weight
  readonly grams: Weight
}

function createCounter(size: () => number): Counter {
  const counts = new Map<number, number>()
  return {
    change(keys, by) {
      for (const key of keys) {
        const count = (counts.get(key) ?? 0) + by
        if (count > 0) counts.set(key, count)
        else counts.delete(key)
      }
    },
    idf: (key) => Math.max(0, Math.log((size() + 1) / ((counts.get(key) ?? 0) + 1))),
  }
}

/** Frequencies that know only the background. They are a function of the items held, not of those that left. */
export function createDocumentFrequency(): DocumentFrequency {
  let documents = backgroundSize
  const size = () => documents
  const words = createCounter(size)
  const pairs = createCounter(size)
  const grams = createCounter(size)
  const change = (bags: Bags, gramSet: Uint32Array, by: number) => {
    words.change(bags.words.keys, by)
    pairs.change(union(bags.titlePairs.keys, bags.bodyPairs.keys), by)
    grams.change(gramSet, by)
  }
  for (const bags of backgroundBags()) change(bags, bags.titleGrams.keys, frameWeight)
  return {
    add(bags, gramSet) {
      documents += 1
      change(bags, gramSet, 1)
    },
    remove(bags, gramSet) {
      documents -= 1
      change(bags, gramSet, -1)
    },
    words: words.idf,
    pairs: pairs.idf,
    grams: grams.idf,
  }
}

const union = (a: Uint32Array, b: Uint32Array): Uint32Array => Uint32Array.from(new Set([...a, ...b]))
