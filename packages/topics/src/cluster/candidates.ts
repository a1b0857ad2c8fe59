import { hashText } from '../hash.js'
import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'
import type { Bag, Weight } from './vector.js'

/** Strongest words, rarest title pairs, postings looked at per key, items kept: measured in docs/topics.md. */
const strongestWords = 12
const rarestPairs = 8
const newestPostings = 80
const kept = 30
const leastName = 4

/** A key under which an item is found again, and how much meeting there says. */
export interface IndexKey {
  readonly key: number
  readonly weight: number
}

/** Keys of an item as of now. They are stored with it, since later frequencies would choose others. */
export function indexKeys(features: ItemFeatures, frequency: DocumentFrequency): IndexKey[] {
  const keys = new Map<number, number>()
  const take = (kind: string, entries: readonly IndexKey[]) => {
    for (const { key, weight } of entries) keys.set(hashText(`${kind}${key}`), weight)
  }
  take('w', strongest(features.bags.words, frequency.words, strongestWords, true))
  take('p', strongest(features.bags.titlePairs, frequency.pairs, rarestPairs, false))
  take(
    'n',
    features.names.map((name) => ({ key: hashText(name), weight: leastName })),
  )
  return [...keys].map(([key, weight]) => ({ key, weight }))
}

function strongest(bag: Bag, idf: Weight, most: number, byCount: boolean): IndexKey[] {
  return Array.from(bag.keys, (key, at) => {
    const weight = idf(key)
    return { key, weight, rank: byCount ? weight * (1 + Math.log(Math.max(1, bag.counts[at] as number))) : weight }
  })
    .toSorted((a, b) => b.rank - a.rank || a.key - b.key)
    .slice(0, most)
    .map(({ key, weight }) => ({ key, weight }))
}

/** Inverted index over the items held. Positions are the order of arrival, so that «newest» has a meaning. */
export interface Candidates {
  add(position: number, keys: readonly number[]): void
  remove(position: number, keys: readonly number[]): void
  /** Positions that share most with `keys`, best first; of equal ones the newer. */
  find(keys: readonly IndexKey[]): number[]
}

/** An empty index. Positions must be added in rising order. */
export function createCandidates(): Candidates {
  const postings = new Map<number, number[]>()
  return {
    add(position, keys) {
      for (const key of keys) {
        const list = postings.get(key)
        if (list) list.push(position)
        else postings.set(key, [position])
      }
    },
    remove(position, keys) {
      for (const key of keys) {
        const list = postings.get(key)
        const at = list?.indexOf(position) ?? -1
        if (at >= 0) list?.splice(at, 1)
        if (list?.length === 0) postings.delete(key)
      }
    },
    find(keys) {
      const sums = new Map<number, number>()
      for (const { key, weight } of keys) {
        for (const position of postings.get(key)?.slice(-newestPostings) ?? []) {
          sums.set(position, (sums.get(position) ?? 0) + weight)
        }
      }
      return [...sums]
        .toSorted((a, b) => b[1] - a[1] || b[0] - a[0])
        .slice(0, kept)
        .map(([position]) => position)
    },
  }
}
