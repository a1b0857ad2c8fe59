/** Slots of the hash table hold four numbers side by side: parent + 1 (0 = free), unit, child, unused. */
const SLOT = 4

/**
 * A trie over UTF-16 units in typed arrays: the children of the root in a table, all others in one open-addressed hash.
 * Node 0 is the root. Used for the dictionary here, and for the automaton of the rules.
 */
export class UnitTrie {
  readonly #root = new Int32Array(65_536)
  #slots: Int32Array
  #mask: number
  #size = 1

  /** `expected`: how many nodes to make room for at once; it grows when there are more. */
  constructor(expected = 1_024) {
    let capacity = 1_024
    while (capacity < expected * 1.6) capacity *= 2
    this.#slots = new Int32Array(capacity * SLOT)
    this.#mask = capacity - 1
  }

  /** Number of nodes, the root included. */
  get size(): number {
    return this.#size
  }

  /** The child of `node` by `unit`, or 0 when there is none (the root is nobody's child). */
  child(node: number, unit: number): number {
    if (node === 0) return this.#root[unit] ?? 0
    const slots = this.#slots
    const mask = this.#mask
    for (let at = hash(node, unit) & mask; ; at = (at + 1) & mask) {
      const slot = at * SLOT
      const key = slots[slot]
      if (key === 0) return 0
      if (key === node + 1 && slots[slot + 1] === unit) return slots[slot + 2] ?? 0
    }
  }

  /** Adds a word unless it is there, and returns its last node. The empty word is the root. */
  insert(word: string): number {
    let node = 0
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i)
      node = this.child(node, unit) || this.#add(node, unit)
    }
    return node
  }

  /** The node of a word or of a beginning of one; 0 when it leads nowhere. */
  find(word: string): number {
    let node = 0
    for (let i = 0; i < word.length; i++) {
      node = this.child(node, word.charCodeAt(i))
      if (node === 0) return 0
    }
    return node
  }

  /** Calls `visit` for every node but the root, a parent always before its children. */
  forEachEdge(visit: (parent: number, unit: number, child: number) => void): void {
    const edges = new Int32Array(this.#size * 2)
    for (let unit = 0; unit < 65_536; unit++) {
      const child = this.#root[unit] ?? 0
      if (child !== 0) edges[child * 2 + 1] = unit
    }
    for (let slot = 0; slot < this.#slots.length; slot += SLOT) {
      const key = this.#slots[slot] ?? 0
      if (key === 0) continue
      const child = this.#slots[slot + 2] ?? 0
      edges[child * 2] = key - 1
      edges[child * 2 + 1] = this.#slots[slot + 1] ?? 0
    }
    // Nodes are numbered as they are added, so a parent's number is always smaller.
    for (let node = 1; node < this.#size; node++) visit(edges[node * 2] ?? 0, edges[node * 2 + 1] ?? 0, node)
  }

  #add(parent: number, unit: number): number {
    const child = this.#size++
    if (parent === 0) this.#root[unit] = child
    else {
      if (this.#size * 1.4 > this.#mask) this.#grow()
      this.#put(parent + 1, unit, child)
    }
    return child
  }

  #put(key: number, unit: number, child: number): void {
    let at = hash(key - 1, unit) & this.#mask
    while (this.#slots[at * SLOT] !== 0) at = (at + 1) & this.#mask
    this.#slots[at * SLOT] = key
    this.#slots[at * SLOT + 1] = unit
    this.#slots[at * SLOT + 2] = child
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Int32Array(old.length * 2)
    this.#mask = this.#slots.length / SLOT - 1
    for (let slot = 0; slot < old.length; slot += SLOT) {
      const key = old[slot] ?? 0
      if (key !== 0) this.#put(key, old[slot + 1] ?? 0, old[slot + 2] ?? 0)
    }
  }
}

function hash(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e37_79b1) ^ Math.imul(unit, 0x85eb_ca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
