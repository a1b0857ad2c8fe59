/** Slots hold four numbers side by side: parent + 1 (0 = free), unit, child, value. */
const SLOT = 4
/** The children of the root have a slot for each unit, before the hashed slots of all others. */
const HASHED = 65_536 * SLOT

/** A trie as plain data, which can be handed to another thread; shared there when it was made to be. */
export interface TrieParts {
  readonly slots: Int32Array
  readonly size: number
}

/**
 * A trie over UTF-16 units in one typed array: the children of the root in a table, all others in an open-addressed hash.
 * Node 0 is the root. Used for the dictionary here, and for the automaton of the rules.
 */
export class UnitTrie {
  #slots: Int32Array
  #mask: number
  #size = 1
  readonly #shared: boolean

  /** `expected`: how many nodes to make room for at once; it grows when there are more. `shared`: between threads. */
  constructor(expected = 1_024, shared = false) {
    let capacity = 1_024
    while (capacity < expected * 1.6) capacity *= 2
    this.#shared = shared
    this.#slots = this.#room(HASHED + capacity * SLOT)
    this.#mask = capacity - 1
  }

  /** The trie that `parts` was taken from; both go on to use the same memory, so add to neither. */
  static of({ slots, size }: TrieParts): UnitTrie {
    const trie = new UnitTrie()
    trie.#slots = slots
    trie.#mask = (slots.length - HASHED) / SLOT - 1
    trie.#size = size
    return trie
  }

  /** What it is made of. */
  get parts(): TrieParts {
    return { slots: this.#slots, size: this.#size }
  }

  /** Number of nodes, the root included. */
  get size(): number {
    return this.#size
  }

  /** The child of `node` by `unit`, or 0 when there is none (the root is nobody's child). */
  child(node: number, unit: number): number {
    return this.#slots[this.slot(node, unit) + 2] ?? 0
  }

  /**
   * Where in `parts.slots` the edge from `node` by `unit` is: parent + 1, unit, child, value. The first number, and the
   * child, are 0 when there is none. For loops that want child and value at the price of one look.
   */
  slot(node: number, unit: number): number {
    if (node === 0) return unit * SLOT
    const slots = this.#slots
    const mask = this.#mask
    for (let at = hash(node, unit) & mask; ; at = (at + 1) & mask) {
      const slot = HASHED + at * SLOT
      const key = slots[slot]
      if (key === 0 || (key === node + 1 && slots[slot + 1] === unit)) return slot
    }
  }

  /** Sets the value of every edge by the node it leads to. Adding a word afterwards leaves the new edges' at 0. */
  setValues(valueOf: (child: number) => number): void {
    for (let slot = 0; slot < this.#slots.length; slot += SLOT) {
      if (this.#slots[slot] !== 0) this.#slots[slot + 3] = valueOf(this.#slots[slot + 2] ?? 0)
    }
  }

  /** Adds the word `text[start, end)` unless it is there, and returns its last node. The empty word is the root. */
  insert(text: string, start = 0, end = text.length): number {
    let node = 0
    for (let i = start; i < end; i++) {
      const unit = text.charCodeAt(i)
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
    this.forEachSlot((parent, unit, child) => {
      edges[child * 2] = parent
      edges[child * 2 + 1] = unit
    })
    // Nodes are numbered as they are added, so a parent's number is always smaller.
    for (let node = 1; node < this.#size; node++) visit(edges[node * 2] ?? 0, edges[node * 2 + 1] ?? 0, node)
  }

  /** Calls `visit` for every node but the root as they lie in memory: the root's children first, the others in no order. */
  forEachSlot(visit: (parent: number, unit: number, child: number) => void): void {
    const slots = this.#slots
    for (let slot = 0; slot < slots.length; slot += SLOT) {
      const key = slots[slot] ?? 0
      if (key !== 0) visit(key - 1, slots[slot + 1] ?? 0, slots[slot + 2] ?? 0)
    }
  }

  #add(parent: number, unit: number): number {
    const child = this.#size++
    if (this.#size * 1.4 > this.#mask) this.#grow()
    this.#put(parent + 1, unit, child, 0)
    return child
  }

  #put(key: number, unit: number, child: number, value: number): void {
    const slot = this.slot(key - 1, unit)
    this.#slots[slot] = key
    this.#slots[slot + 1] = unit
    this.#slots[slot + 2] = child
    this.#slots[slot + 3] = value
  }

  #grow(): void {
    const old = this.#slots
    this.#mask = this.#mask * 2 + 1
    this.#slots = this.#room(HASHED + (this.#mask + 1) * SLOT)
    for (let slot = 0; slot < old.length; slot += SLOT) {
      const key = old[slot] ?? 0
      if (key !== 0) this.#put(key, old[slot + 1] ?? 0, old[slot + 2] ?? 0, old[slot + 3] ?? 0)
    }
  }

  #room(length: number): Int32Array {
    return this.#shared
      ? new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT))
      : new Int32Array(length)
  }
}

function hash(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e37_79b1) ^ Math.imul(unit, 0x85eb_ca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
