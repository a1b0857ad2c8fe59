/** Slots hold four numbers side by side: parent, unit, child (0 = free), value. */
const SLOT = 4
/** Units, and nodes but one that are no deeper than one unit: the node of a unit is the unit + 1. */
const UNITS = 65_536

/** A trie as plain data, which can be handed to another thread; shared there when it was made to be. */
export interface TrieParts {
  /**
   * By unit, 0 where no word begins with it, otherwise twice the value of its edge, + 1; behind them the hashed slots of
   * all deeper edges.
   */
  readonly slots: Int32Array
  readonly size: number
}

/**
 * A trie over UTF-16 units in one typed array: the children of the root in a table, all others in an open-addressed hash.
 * Node 0 is the root. The table is small, and spares numbering what it leads to, so that the common units stay in the
 * processor's cache. Used for the dictionary here, and for the automaton of the rules.
 */
export class UnitTrie {
  #slots: Int32Array
  #mask: number
  #size = UNITS + 1
  readonly #shared: boolean

  /** `expected`: how many nodes to make room for at once; it grows when there are more. `shared`: between threads. */
  constructor(expected = 1_024, shared = false) {
    let capacity = 1_024
    while (capacity < expected * 1.6) capacity *= 2
    this.#shared = shared
    this.#slots = this.#room(UNITS + capacity * SLOT)
    this.#mask = capacity - 1
  }

  /** The trie that `parts` was taken from; both go on to use the same memory, so add to neither. */
  static of({ slots, size }: TrieParts): UnitTrie {
    const trie = new UnitTrie()
    trie.#slots = slots
    trie.#mask = (slots.length - UNITS) / SLOT - 1
    trie.#size = size
    return trie
  }

  /** What it is made of. */
  get parts(): TrieParts {
    return { slots: this.#slots, size: this.#size }
  }

  /** One more than the greatest number of a node. */
  get size(): number {
    return this.#size
  }

  /** The child of `node` by `unit`, or 0 when there is none (the root is nobody's child). */
  child(node: number, unit: number): number {
    if (node === 0) return this.#slots[unit] === 0 ? 0 : unit + 1
    return this.#slots[this.slot(node, unit) + 2] ?? 0
  }

  /**
   * Where in `parts.slots` the edge from `node`, which is not the root, by `unit` is: node, unit, child, value. The child is
   * 0 when there is none. For loops that want child and value at the price of one look.
   */
  slot(node: number, unit: number): number {
    const slots = this.#slots
    const mask = this.#mask
    for (let at = hash(node, unit) & mask; ; at = (at + 1) & mask) {
      const slot = UNITS + at * SLOT
      const key = slots[slot]
      if (key === 0 || (key === node && slots[slot + 1] === unit)) return slot
    }
  }

  /** Sets the value, from 0 to 2³⁰ − 1, of every edge by the node it leads to. An edge that is added afterwards has 0. */
  setValues(valueOf: (child: number) => number): void {
    const slots = this.#slots
    for (let unit = 0; unit < UNITS; unit++) if (slots[unit] !== 0) slots[unit] = valueOf(unit + 1) * 2 + 1
    for (let slot = UNITS; slot < slots.length; slot += SLOT) {
      if (slots[slot] !== 0) slots[slot + 3] = valueOf(slots[slot + 2] ?? 0)
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
      edges[child * 2] = parent + 1
      edges[child * 2 + 1] = unit
    })
    // Nodes are numbered as they are added, so a parent's number is always smaller.
    for (let node = 1; node < this.#size; node++) {
      const parent = edges[node * 2] ?? 0
      if (parent !== 0) visit(parent - 1, edges[node * 2 + 1] ?? 0, node)
    }
  }

  /** Calls `visit` for every node but the root as they lie in memory: the root's children first, the others in no order. */
  forEachSlot(visit: (parent: number, unit: number, child: number) => void): void {
    const slots = this.#slots
    for (let unit = 0; unit < UNITS; unit++) if (slots[unit] !== 0) visit(0, unit, unit + 1)
    for (let slot = UNITS; slot < slots.length; slot += SLOT) {
      const parent = slots[slot] ?? 0
      if (parent !== 0) visit(parent, slots[slot + 1] ?? 0, slots[slot + 2] ?? 0)
    }
  }

  #add(parent: number, unit: number): number {
    if (parent === 0) {
      this.#slots[unit] = 1
      return unit + 1
    }
    const child = this.#size++
    if ((this.#size - UNITS) * 1.4 > this.#mask) this.#grow()
    this.#put(parent, unit, child, 0)
    return child
  }

  #put(parent: number, unit: number, child: number, value: number): void {
    const slot = this.slot(parent, unit)
    this.#slots[slot] = parent
    this.#slots[slot + 1] = unit
    this.#slots[slot + 2] = child
    this.#slots[slot + 3] = value
  }

  #grow(): void {
    const old = this.#slots
    this.#mask = this.#mask * 2 + 1
    this.#slots = this.#room(UNITS + (this.#mask + 1) * SLOT)
    this.#slots.set(old.subarray(0, UNITS))
    for (let slot = UNITS; slot < old.length; slot += SLOT) {
      const parent = old[slot] ?? 0
      if (parent !== 0) this.#put(parent, old[slot + 1] ?? 0, old[slot + 2] ?? 0, old[slot + 3] ?? 0)
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
