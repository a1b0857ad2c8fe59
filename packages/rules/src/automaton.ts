import { UnitTrie } from '@guanlan/text'

/** Called for each occurrence: the pattern's number, and where it ends in the text. */
export type Occurrence = (pattern: number, end: number) => void

/**
 * Aho–Corasick over UTF-16 units in typed arrays (Aho & Corasick 1975). Time grows with the text and the occurrences, not
 * with the number of patterns.
 */
export class Automaton {
  readonly #trie: UnitTrie
  /** By node: the longest proper suffix that is a node. */
  readonly #fail: Int32Array
  /** By node: pattern + 1 that ends here, 0 for none. */
  readonly #pattern: Int32Array
  /** By node: the nearest suffix node, itself included, at which a pattern ends; 0 for none. */
  readonly #output: Int32Array

  /** `patterns`: all different, none empty; a pattern's number is its index. */
  constructor(patterns: readonly string[]) {
    let units = 1
    for (const pattern of patterns) units += pattern.length
    const trie = new UnitTrie(units)
    const ends = patterns.map((pattern) => trie.insert(pattern))
    this.#trie = trie
    this.#pattern = new Int32Array(trie.size)
    ends.forEach((node, index) => (this.#pattern[node] = index + 1))
    this.#fail = failLinks(trie)
    this.#output = new Int32Array(trie.size)
    for (const node of byDepth(trie)) {
      this.#output[node] = this.#pattern[node] === 0 ? (this.#output[this.#fail[node] ?? 0] ?? 0) : node
    }
  }

  /** Reports every occurrence of every pattern, in order of their ends. */
  scan(text: string, visit: Occurrence): void {
    const trie = this.#trie
    const fail = this.#fail
    const output = this.#output
    const patterns = this.#pattern
    let node = 0
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      let next = trie.child(node, unit)
      while (next === 0 && node !== 0) {
        node = fail[node] ?? 0
        next = trie.child(node, unit)
      }
      node = next
      for (let out = output[node] ?? 0; out !== 0; out = output[fail[out] ?? 0] ?? 0) {
        visit((patterns[out] ?? 0) - 1, at + 1)
      }
    }
  }
}

function failLinks(trie: UnitTrie): Int32Array {
  const parents = new Int32Array(trie.size)
  const units = new Uint16Array(trie.size)
  trie.forEachEdge((parent, unit, child) => {
    parents[child] = parent
    units[child] = unit
  })
  const fail = new Int32Array(trie.size)
  for (const node of byDepth(trie)) {
    const unit = units[node] ?? 0
    let at = parents[node] ?? 0
    while (at !== 0) {
      at = fail[at] ?? 0
      const next = trie.child(at, unit)
      if (next !== 0) {
        fail[node] = next
        break
      }
    }
  }
  return fail
}

/** All nodes but the root, the shallow before the deep. */
function byDepth(trie: UnitTrie): Int32Array {
  const depth = new Int32Array(trie.size)
  let deepest = 0
  trie.forEachEdge((parent, _unit, child) => {
    depth[child] = (depth[parent] ?? 0) + 1
    deepest = Math.max(deepest, depth[child] ?? 0)
  })
  const from = new Int32Array(deepest + 2)
  for (let node = 1; node < trie.size; node++) from[(depth[node] ?? 0) + 1] = (from[(depth[node] ?? 0) + 1] ?? 0) + 1
  for (let level = 1; level < from.length; level++) from[level] = (from[level] ?? 0) + (from[level - 1] ?? 0)
  const order = new Int32Array(trie.size - 1)
  for (let node = 1; node < trie.size; node++) {
    const level = depth[node] ?? 0
    const at = from[level] ?? 0
    order[at] = node
    from[level] = at + 1
  }
  return order
}
