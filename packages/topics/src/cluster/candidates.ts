import { hashText } from '../hash.js'
import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'
import type { Rarity, Vector } from './vector.js'

/** Strongest words, rarest title pairs, postings looked at per key, items kept: measured (README.md). */
const strongestWords = 12
const rarestPairs = 8
const newestPostings = 80
const kept = 30
const nameWeight = 0.6

/** A key under which an item is found again, and how much meeting there says. */
export interface IndexKey {
  readonly key: number
  readonly weight: number
}

/** Keys of an item as of now. They are stored with it, since later frequencies would choose others. */
export function indexKeys(features: ItemFeatures, frequency: DocumentFrequency): IndexKey[] {
  const keys = new Map<number, number>()
  const take = (kind: string, entries: readonly (readonly [number, number])[]) => {
    for (const [key, weight] of entries) keys.set(hashText(`${kind}${key}`), weight)
  }
  take('w', strongest(features.words, frequency.words.rarity(), strongestWords))
  take('p', strongest(features.titlePairs, frequency.pairs.rarity(), rarestPairs))
  for (const name of features.nameTexts) keys.set(hashText(`n${name}`), nameWeight)
  return [...keys].map(([key, weight]) => ({ key, weight }))
}

const strongest = ({ keys, slots, counts }: Vector, rarity: Rarity, most: number) =>
  Array.from(keys, (key, at) => [key, (counts[at] as number) * rarity(slots[at] as number)] as const)
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)

/** Inverted index over the items held. Positions are the order of arrival, so that «newest» has a meaning. */
export interface Candidates {
  add(position: number, keys: readonly number[]): void
  remove(position: number, keys: readonly number[]): void
  /** Positions that share most with `keys`, best first; of equal ones the newer. */
  find(keys: readonly IndexKey[]): number[]
}

/** An empty index. */
export function createCandidates(): Candidates {
  const postings = new Map<number, number[]>()
  return {
    add(position, keys) {
      for (const key of keys) {
        const list = postings.get(key)
        if (!list) postings.set(key, [position])
        else if ((list.at(-1) ?? 0) < position) list.push(position)
        // A revised item comes back to its old place, as it would in an index built anew.
        else
          list.splice(
            list.findIndex((other) => other > position),
            0,
            position,
          )
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
