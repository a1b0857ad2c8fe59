import { type Dictionary, HAS_CHILDREN, pairBit } from './dictionary.js'
import type { UnitTrie } from './unit-trie.js'

/** A dictionary and its trie, ready for looking words up. */
export interface WordTrie {
  readonly dictionary: Dictionary
  readonly trie: UnitTrie
}

/** The most probable way to cut a stretch of folded text; offsets are absolute. */
export interface BestSplit {
  /** next[i - start] = where the piece that begins at i ends. Only positions on the best path are meant. */
  readonly next: Int32Array
  /** node[i - start] = the dictionary node of that piece, 0 for a character that is no word. */
  readonly node: Int32Array
  /** Whether a cut was found; only `withoutWhole` can fail. */
  readonly found: boolean
}

/** Arrays to work in, so that no stretch of a text allocates its own. What is in them lasts until they are used again. */
export interface SplitRoom {
  readonly next: Int32Array
  readonly node: Int32Array
  readonly best: Float64Array
}

/** Room for stretches of up to `length` units. */
export const splitRoom = (length: number): SplitRoom => ({
  next: new Int32Array(length),
  node: new Int32Array(length),
  best: new Float64Array(length + 1),
})

/** Longer words than this are never followed; the longest of the base dictionary has 16 units. */
const LONGEST = 32

/**
 * jieba's algorithm without HMM (jieba `calc`, cut_for_search's DAG): over all words of the dictionary, the path of the
 * greatest product of probabilities, from the right; ties go to the longer word. A character at which no word begins
 * stands alone. With `withoutWhole` the stretch itself is no candidate and every piece must be a word.
 */
export function bestSplit(
  { trie, dictionary }: WordTrie,
  text: string,
  start: number,
  end: number,
  withoutWhole = false,
  room: SplitRoom = splitRoom(end - start),
): BestSplit {
  const { logProbabilities, logUnknown, pairs } = dictionary
  const { slots } = dictionary.trie
  const length = end - start
  const { next, node: nodes, best } = room
  best[length] = 0
  for (let i = length - 1; i >= 0; i--) {
    const first = text.charCodeAt(start + i)
    const root = slots[first] ?? 0
    let bestScore = -Infinity
    let bestEnd = i + 1
    let bestNode = 0
    let value = root >> 1
    if (value > HAS_CHILDREN && !(withoutWhole && length === 1)) {
      bestScore = (logProbabilities[value >> 1] ?? 0) + (best[i + 1] ?? 0)
      if (bestScore > -Infinity) bestNode = first + 1
    }
    let node = first + 1
    const limit = root === 0 ? 0 : Math.min(length, i + LONGEST)
    for (let j = i + 1; j < limit && (value & HAS_CHILDREN) !== 0; j++) {
      const unit = text.charCodeAt(start + j)
      if (j === i + 1) {
        const bit = pairBit(first, unit)
        if (((pairs[bit >> 5] ?? 0) & (1 << (bit & 31))) === 0) break
      }
      const slot = trie.slot(node, unit)
      node = slots[slot + 2] ?? 0
      if (node === 0) break
      value = slots[slot + 3] ?? 0
      if (value > HAS_CHILDREN && !(withoutWhole && j - i + 1 === length)) {
        const score = (logProbabilities[value >> 1] ?? 0) + (best[j + 1] ?? 0)
        if (score >= bestScore && score > -Infinity) {
          bestScore = score
          bestEnd = j + 1
          bestNode = node
        }
      }
    }
    if (bestNode === 0 && !withoutWhole) bestScore = logUnknown + (best[i + 1] ?? 0)
    best[i] = bestScore
    next[i] = start + bestEnd
    nodes[i] = bestNode
  }
  return { next, node: nodes, found: length > 0 && (best[0] ?? -Infinity) > -Infinity }
}
