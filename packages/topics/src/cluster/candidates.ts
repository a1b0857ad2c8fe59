import { hashText } from '../hash.js'
import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'
import { createKeyMap } from './key-map.js'
import { createPostings } from './postings.js'
import { titlePairs, words, type Stretch } from './ground.js'
import { frequent, type TermTable } from './term-table.js'

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
  const take = (kind: string, entries: readonly Ranked[]) => {
    for (const { term, weight } of entries) keys.set(hashText(`${kind}${term}`), weight)
  }
  take('w', strongest(features, words, frequency.words, frequency, strongestWords))
  take('p', strongest(features, titlePairs, frequency.pairs, frequency, rarestPairs))
  for (const name of features.nameTexts) keys.set(hashText(`n${name}`), nameWeight)
  return [...keys].map(([key, weight]) => ({ key, weight }))
}

interface Ranked {
  readonly term: number
  readonly weight: number
}

/** The `most` terms of greatest weight, the greatest first; of equal ones the smaller key (terms come in that order). */
function strongest(
  { slots, counts, ends }: ItemFeatures,
  bag: Stretch,
  table: TermTable,
  frequency: DocumentFrequency,
  most: number,
): Ranked[] {
  const best: Ranked[] = []
  const end = bag.end(ends)
  const { frequencies, logarithms } = table
  const { rarities, whole } = frequency
  for (let at = bag.start(ends); at < end; at += 1) {
    const slot = slots[at] as number
    const df = frequencies[slot] as number
    const rarity = df < frequent ? (rarities[df] as number) : 1 - (logarithms[slot] as number) / whole
    const weight = (counts[at] as number) * rarity
    if (best.length === most && weight <= (best[most - 1] as Ranked).weight) continue
    let place = Math.min(best.length, most - 1)
    for (; place > 0 && weight > (best[place - 1] as Ranked).weight; place -= 1) best[place] = best[place - 1] as Ranked
    best[place] = { term: table.keyOf(slot), weight }
  }
  return best
}

/** Inverted index over the items held. Positions are the order of arrival, so that «newest» has a meaning. */
export interface Candidates {
  add(position: number, keys: readonly number[]): void
  remove(position: number, keys: readonly number[]): void
  /** Positions that share most with `keys`, best first; of equal ones the newer. */
  find(keys: readonly IndexKey[]): number[]
}

/** An empty index. */
export function createCandidates(): Candidates {
  const postings = createPostings()
  /** What each position met shares with the keys sought. */
  const met = createKeyMap()
  const posted: number[] = []
  const positions: number[] = []
  const sums: number[] = []
  return {
    // A revised item comes back to its old place, as it would in an index built anew.
    add: (position, keys) => keys.forEach((key) => postings.insert(key, position)),
    remove: (position, keys) => keys.forEach((key) => postings.remove(key, position)),
    find(keys) {
      positions.length = 0
      sums.length = 0
      for (const { key, weight } of keys) {
        posted.length = 0
        postings.read(key, posted, newestPostings)
        for (const position of posted) {
          const place = met.get(position)
          if (place >= 0) sums[place] = (sums[place] as number) + weight
          else {
            met.set(position, positions.length)
            positions.push(position)
            sums.push(weight)
          }
        }
      }
      for (const position of positions) met.delete(position)
      return best(positions, sums)
    },
  }
}

/** Positions of the greatest sums. Kept by insertion: nearly all of the many fall short of the thirtieth at first sight. */
function best(positions: readonly number[], sums: readonly number[]): number[] {
  const chosen: number[] = []
  const values: number[] = []
  const before = (value: number, position: number, at: number) =>
    value > (values[at] as number) || (value === values[at] && position > (chosen[at] as number))
  for (let each = 0; each < positions.length; each += 1) {
    const position = positions[each] as number
    const value = sums[each] as number
    if (chosen.length === kept && !before(value, position, kept - 1)) continue
    let place = Math.min(chosen.length, kept - 1)
    for (; place > 0 && before(value, position, place - 1); place -= 1) {
      values[place] = values[place - 1] as number
      chosen[place] = chosen[place - 1] as number
    }
    values[place] = value
    chosen[place] = position
  }
  return chosen
}
