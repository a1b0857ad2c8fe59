import { UnitTrie } from '@guanlan/text'

/** Called for each occurrence: the pattern's number, and where it ends in the text. */
export type Occurrence = (pattern: number, end: number) => void

/** What the value of an edge says of the node that it leads to. */
const HAS_CHILDREN = 1
const HAS_OUTPUT = 2

/** Numbers side by side of each node: FAIL, PATTERN, OUTPUT. */
const STATE = 3
/** The longest proper suffix that is a node. */
const FAIL = 0
/** Pattern + 1 that ends here, 0 for none. */
const PATTERN = 1
/** The nearest suffix node, itself not included, at which a pattern ends; 0 for none. */
const OUTPUT = 2

/** Words of the bit set of pairs: 2²⁰ bits, 128 kB. */
const PAIR_WORDS = 32_768

/** Number of a pair's bit. Pairs may share one. */
const pairBit = (first: number, second: number): number =>
  (Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b)) >>> 12

/**
 * Aho–Corasick over UTF-16 units in typed arrays (Aho & Corasick 1975). Time grows with the text and the occurrences, not
 * with the number of patterns, but for the processor's cache: a bit set of the pairs that begin patterns stays in it, and
 * spares most looks at the trie, which does not.
 */
export class Automaton {
  readonly #trie: UnitTrie
  readonly #states: Int32Array
  readonly #pairs = new Int32Array(PAIR_WORDS)
  /** Bit set of the units that are patterns. */
  readonly #singles = new Int32Array(65_536 / 32)

  /** `patterns`: all different, none empty; a pattern's number is its index. */
  constructor(patterns: readonly string[]) {
    let units = 1
    for (const pattern of patterns) units += pattern.length
    const trie = new UnitTrie(units)
    const ends = patterns.map((pattern) => trie.insert(pattern))
    const states = new Int32Array(trie.size * STATE)
    patterns.forEach((pattern, index) => {
      states[(ends[index] ?? 0) * STATE + PATTERN] = index + 1
      if (pattern.length === 1) setBit(this.#singles, pattern.charCodeAt(0))
      else setBit(this.#pairs, pairBit(pattern.charCodeAt(0), pattern.charCodeAt(1)))
    })
    this.#trie = trie
    this.#states = states
    const flags = new Uint8Array(trie.size)
    linkStates(trie, states, flags)
    trie.setValues((child) => flags[child] ?? 0)
  }

  /** Reports every occurrence of every pattern, in order of their ends. */
  scan(text: string, visit: Occurrence): void {
    const trie = this.#trie
    const { slots } = trie.parts
    const states = this.#states
    const pairs = this.#pairs
    const singles = this.#singles
    let node = 0
    let value = 0
    let unit = text === '' ? 0 : text.charCodeAt(0)
    for (let at = 0; at < text.length; at++) {
      // Past the end would be NaN, and this loop no longer one over whole numbers.
      const following = at + 1 < text.length ? text.charCodeAt(at + 1) : 0
      let next = 0
      let from = node
      while (from !== 0) {
        if ((value & HAS_CHILDREN) !== 0) {
          const slot = trie.slot(from, unit)
          next = slots[slot + 2] ?? 0
          if (next !== 0) {
            value = slots[slot + 3] ?? 0
            break
          }
        }
        from = states[from * STATE + FAIL] ?? 0
        value = HAS_CHILDREN
      }
      if (next === 0) {
        // What begins here is of interest only when it is a pattern, or when a pattern begins with it and what follows.
        const bit = pairBit(unit, following)
        const begins = ((pairs[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0
        if (begins || ((singles[unit >> 5] ?? 0) & (1 << (unit & 31))) !== 0) {
          value = (slots[unit] ?? 0) >> 1
          next = slots[unit] === 0 ? 0 : unit + 1
        }
      }
      node = next
      unit = following
      if (next === 0 || (value & HAS_OUTPUT) === 0) continue
      for (let out = node; out !== 0; out = states[out * STATE + OUTPUT] ?? 0) {
        const pattern = states[out * STATE + PATTERN] ?? 0
        if (pattern !== 0) visit(pattern - 1, at + 1)
      }
    }
  }
}

function setBit(set: Int32Array, bit: number): void {
  set[bit >> 5] = (set[bit >> 5] ?? 0) | (1 << (bit & 31))
}

/** Sets FAIL and OUTPUT of all states, and the flags of the edges that lead to them. */
function linkStates(trie: UnitTrie, states: Int32Array, flags: Uint8Array): void {
  const parents = new Int32Array(trie.size)
  const units = new Uint16Array(trie.size)
  trie.forEachEdge((parent, unit, child) => {
    parents[child] = parent
    units[child] = unit
    flags[parent] = HAS_CHILDREN
  })
  for (const node of byDepth(parents)) {
    const unit = units[node] ?? 0
    let fail = 0
    for (let at = parents[node] ?? 0; at !== 0 && fail === 0;) {
      at = states[at * STATE + FAIL] ?? 0
      fail = trie.child(at, unit)
    }
    states[node * STATE + FAIL] = fail
    const output = states[fail * STATE + PATTERN] === 0 ? (states[fail * STATE + OUTPUT] ?? 0) : fail
    states[node * STATE + OUTPUT] = output
    if (states[node * STATE + PATTERN] !== 0 || output !== 0) flags[node] = (flags[node] ?? 0) | HAS_OUTPUT
  }
}

/** All nodes but the root, the shallow before the deep; a parent's number is smaller than its children's. */
function byDepth(parents: Int32Array): Int32Array {
  const depth = new Int32Array(parents.length)
  let deepest = 0
  for (let node = 1; node < parents.length; node++) {
    const level = (depth[parents[node] ?? 0] ?? 0) + 1
    depth[node] = level
    deepest = Math.max(deepest, level)
  }
  const from = new Int32Array(deepest + 2)
  for (let node = 1; node < parents.length; node++)
    from[(depth[node] ?? 0) + 1] = (from[(depth[node] ?? 0) + 1] ?? 0) + 1
  for (let level = 1; level < from.length; level++) from[level] = (from[level] ?? 0) + (from[level - 1] ?? 0)
  const order = new Int32Array(parents.length - 1)
  for (let node = 1; node < parents.length; node++) {
    const level = depth[node] ?? 0
    const at = from[level] ?? 0
    order[at] = node
    from[level] = at + 1
  }
  return order
}
