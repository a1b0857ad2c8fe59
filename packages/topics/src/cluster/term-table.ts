import { createKeyMap } from './key-map.js'

/** From here on a term is looked up in `logarithms`; below, one byte says all of its frequency. */
export const frequent = 255

/**
 * Terms by small numbers (slots), so that what is known of a term costs an array access. A slot belongs to its term as
 * long as anybody holds it. The arrays may be others after the next `acquire`.
 */
export interface TermTable {
  /** Writes the slots of the terms from `start` to `end` into the same places; each is held until `release`. */
  acquire(keys: Uint32Array, slots: Int32Array, start: number, end: number): void
  release(slots: Int32Array, start: number, end: number): void
  /** One text more (`by` 1) or less (−1) knows the terms in these places; a term that stands there twice counts once. */
  count(slots: Int32Array, start: number, end: number, by: number): void
  /** Term in a slot. */
  keyOf(slot: number): number
  /** In how many texts by slot, `frequent` = so many or more. A byte each, so that the table stays near the processor. */
  readonly frequencies: Uint8Array
  /** ln(df + 1) by slot, of frequent terms alone. */
  readonly logarithms: Float64Array
  /** Every slot is below. */
  readonly capacity: number
}

/** What stands in a slot's cell: four numbers side by side. */
const [KEY, HOLDERS, TEXTS, MET] = [0, 1, 2, 3] as const
const cellSize = 4

/** Without any term. */
export function createTermTable(): TermTable {
  const places = createKeyMap()
  let capacity = 1_024
  let cells = new Int32Array(cellSize * capacity)
  let frequencies = new Uint8Array(capacity)
  let logarithms = new Float64Array(capacity)
  /** `MET` of a cell is the last call of `count` that met the term. */
  let calls = 0
  let used = 0
  const free: number[] = []

  const grow = () => {
    capacity *= 2
    const [oldCells, oldFrequencies, oldLogarithms] = [cells, frequencies, logarithms]
    cells = new Int32Array(cellSize * capacity)
    frequencies = new Uint8Array(capacity)
    logarithms = new Float64Array(capacity)
    cells.set(oldCells)
    frequencies.set(oldFrequencies)
    logarithms.set(oldLogarithms)
  }
  const newSlot = (key: number): number => {
    const slot = free.pop() ?? used
    if (slot === used) {
      used += 1
      if (used > capacity) grow()
    }
    cells[cellSize * slot + KEY] = key
    places.set(key, slot)
    return slot
  }

  return {
    acquire(keys, slots, start, end) {
      for (let at = start; at < end; at += 1) {
        const key = keys[at] as number
        const known = places.get(key)
        const slot = known < 0 ? newSlot(key) : known
        const holders = cellSize * slot + HOLDERS
        cells[holders] = (cells[holders] as number) + 1
        slots[at] = slot
      }
    },
    release(slots, start, end) {
      for (let at = start; at < end; at += 1) {
        const slot = slots[at] as number
        const holders = cellSize * slot + HOLDERS
        const left = (cells[holders] as number) - 1
        cells[holders] = left
        if (left > 0) continue
        places.delete(cells[cellSize * slot + KEY] as number)
        free.push(slot)
      }
    },
    count(slots, start, end, by) {
      calls += 1
      const known = cells
      for (let at = start; at < end; at += 1) {
        const slot = slots[at] as number
        const cell = cellSize * slot
        if (known[cell + MET] === calls) continue
        known[cell + MET] = calls
        const texts = (known[cell + TEXTS] as number) + by
        known[cell + TEXTS] = texts
        frequencies[slot] = texts < frequent ? texts : frequent
        if (texts >= frequent) logarithms[slot] = Math.log(texts + 1)
      }
    },
    keyOf: (slot) => (cells[cellSize * slot + KEY] as number) >>> 0,
    get frequencies() {
      return frequencies
    },
    get logarithms() {
      return logarithms
    },
    get capacity() {
      return capacity
    },
  }
}

/** Rarity by frequency below `frequent`, 1 − ln(df + 1) / `whole`, worked out once for many terms. */
export function raritiesOf(whole: number): Float64Array {
  const rarities = new Float64Array(frequent)
  for (let df = 0; df < frequent; df += 1) rarities[df] = 1 - (smallLogarithms[df] as number) / whole
  return rarities
}

const smallLogarithms = Float64Array.from({ length: frequent }, (_, df) => Math.log(df + 1))
