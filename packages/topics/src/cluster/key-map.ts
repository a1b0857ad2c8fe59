/**
 * Small whole numbers ≥ 0 by 32-bit keys. Open addressing in one flat array, key beside value, since a Map boxes such keys
 * and lays them out far from their values.
 */
export interface KeyMap {
  /** The number under `key`, or −1. */
  get(key: number): number
  set(key: number, value: number): void
  /** Adds to the number under `key` (0 when there is none); gone when it comes to 0. Returns the sum. */
  change(key: number, by: number): number
  delete(key: number): void
  readonly size: number
}

/** An empty map. Keys are hashes already, so their low bits say where they stand. */
export function createKeyMap(): KeyMap {
  let mask = 1_023
  /** Key and value + 1 in turn; 0 in the place of a value = free. */
  let cells = new Int32Array(2 * (mask + 1))
  let size = 0

  /** Cell of `key` (as a signed number), or the free one where it would stand. */
  const seek = (key: number): number => {
    let at = 2 * (key & mask)
    while (cells[at + 1] !== 0 && cells[at] !== key) at = (at + 2) & (2 * mask + 1)
    return at
  }
  const grow = () => {
    const old = cells
    mask = 2 * mask + 1
    cells = new Int32Array(2 * (mask + 1))
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue
      const place = seek(old[at] as number)
      cells[place] = old[at] as number
      cells[place + 1] = old[at + 1] as number
    }
  }
  const fill = (free: number, key: number, value: number) => {
    size += 1
    let at = free
    // Four fifths full at most: chains of neighbours stay within a few lines of the cache, and five million texts in memory.
    if (1.25 * size > mask) {
      grow()
      at = seek(key)
    }
    cells[at] = key
    cells[at + 1] = value + 1
  }
  const clear = (cell: number) => {
    size -= 1
    const end = 2 * mask + 1
    let hole = cell
    // Later members of the chain move up, so that no search ends at the hole before them.
    for (let at = (hole + 2) & end; cells[at + 1] !== 0; at = (at + 2) & end) {
      const home = 2 * ((cells[at] as number) & mask)
      if (((at - home) & end) < ((at - hole) & end)) continue
      cells[hole] = cells[at] as number
      cells[hole + 1] = cells[at + 1] as number
      hole = at
    }
    cells[hole + 1] = 0
  }

  return {
    get: (key) => (cells[seek(key | 0) + 1] as number) - 1,
    set(key, value) {
      const at = seek(key | 0)
      if (cells[at + 1] === 0) fill(at, key | 0, value)
      else cells[at + 1] = value + 1
    },
    change(key, by) {
      const at = seek(key | 0)
      const known = cells[at + 1] as number
      const sum = (known === 0 ? 0 : known - 1) + by
      if (known === 0) fill(at, key | 0, sum)
      else if (sum === 0) clear(at)
      else cells[at + 1] = sum + 1
      return sum
    },
    delete(key) {
      const at = seek(key | 0)
      if (cells[at + 1] !== 0) clear(at)
    },
    get size() {
      return size
    },
  }
}
