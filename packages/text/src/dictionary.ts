import { AppError } from '@guanlan/kernel'
import { foldsToItself, foldText } from './fold.js'
import { type TrieParts, UnitTrie } from './unit-trie.js'

/**
 * A segmentation dictionary; keys are folded, for what is segmented is folded. Plain data in shared memory: another thread
 * that is handed it reads the same bytes.
 */
export interface Dictionary {
  /** The value of an edge says of the node that it leads to: HAS_CHILDREN, and above it an index of `logProbabilities`. */
  readonly trie: TrieParts
  /** Natural logarithms of the words' probabilities, each once; 0 at index 0, for nodes that end no word. */
  readonly logProbabilities: Float64Array
  /**
   * Bit set over `pairBit`: a pair whose bit is 0 begins no word. Most pairs of a text do not, and this set stays in the
   * processor's cache, which the trie is too large for.
   */
  readonly pairs: Int32Array
  /** Logarithm of one occurrence among all: what an unknown character gets. */
  readonly logUnknown: number
  /** By node: occurrences of its word in the dictionary's corpus; 0 when it is no word. */
  readonly counts: Float64Array
}

/** Words of the bit set of pairs: 2²¹ bits, some 256 kB. */
const PAIR_WORDS = 65_536

/** Number of a pair's bit. Pairs may share one. */
export const pairBit = (first: number, second: number): number =>
  (Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b)) >>> 11

/** Lowest bit of an edge's value: words go on from the node that it leads to. */
export const HAS_CHILDREN = 1

const read = new WeakMap<Uint8Array, Dictionary>()

/**
 * Reads jieba's format: UTF-8 lines `word frequency [tag]`. Words that fold together add up. The same bytes are read once.
 * Throws `config_invalid` with the line number where a line is none of these, for a dictionary is pinned, not user input.
 */
export function readDictionary(bytes: Uint8Array): Dictionary {
  const known = read.get(bytes)
  if (known !== undefined) return known
  const dictionary = compile(bytes)
  read.set(bytes, dictionary)
  return dictionary
}

function compile(bytes: Uint8Array): Dictionary {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const trie = new UnitTrie(Math.max(1_024, bytes.length / 8), true)
  let counts = new Float64Array(1 << 16)
  let total = 0
  let line = 0
  for (let start = 0; start < text.length;) {
    line++
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const first = text.indexOf(' ', start)
    if (text.slice(start, end).trim() !== '') {
      const second = text.indexOf(' ', first + 1)
      const count = countIn(text, first + 1, second < 0 || second > end ? end : second)
      if (first <= start || first > end || !Number.isFinite(count) || count < 0) {
        throw new AppError('config_invalid', `词典第 ${line} 行应为“词 词频 [词性]”`, { line })
      }
      const node = foldsToItself(text, start, first)
        ? trie.insert(text, start, first)
        : trie.insert(foldText(text.slice(start, first)))
      if (trie.size > counts.length) counts = enlarged(counts, trie.size)
      counts[node] = (counts[node] ?? 0) + count
      total += count
    }
    start = end + 1
  }
  const logTotal = Math.log(Math.max(1, total))
  const values = new Int32Array(trie.size)
  const firsts = new Uint16Array(trie.size)
  const pairs = new Int32Array(new SharedArrayBuffer(PAIR_WORDS * Int32Array.BYTES_PER_ELEMENT))
  trie.forEachSlot((parent, unit, child) => {
    values[parent] = HAS_CHILDREN
    if (parent === 0) firsts[child] = unit
    else if (firsts[parent] !== 0) {
      const bit = pairBit(firsts[parent] ?? 0, unit)
      pairs[bit >> 5] = (pairs[bit >> 5] ?? 0) | (1 << (bit & 31))
    }
  })
  const indexOf = new Map<number, number>()
  const logs = [0]
  for (let node = 1; node < trie.size; node++) {
    const count = counts[node] ?? 0
    if (count === 0) continue
    const index = indexOf.get(count) ?? logs.push(Math.log(count) - logTotal) - 1
    indexOf.set(count, index)
    values[node] = (values[node] ?? 0) + index * 2
  }
  trie.setValues((child) => values[child] ?? 0)
  return {
    trie: trie.parts,
    pairs,
    logProbabilities: shared(Float64Array.from(logs)),
    logUnknown: -logTotal,
    counts: shared(counts.subarray(0, trie.size)),
  }
}

/** The number `text[start, end)`; NaN when it is none. */
function countIn(text: string, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return Number(text.slice(start, end))
    count = count * 10 + digit
  }
  return count
}

function shared(numbers: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(numbers.byteLength))
  copy.set(numbers)
  return copy
}

function enlarged(old: Float64Array, needed: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(needed, old.length * 2))
  larger.set(old)
  return larger
}
