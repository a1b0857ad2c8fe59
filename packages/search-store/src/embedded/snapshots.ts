import { randomInt } from 'node:crypto'

const MOST_SNAPSHOTS = 64

/**
 * Rankings that are being paged through. Scores move whenever a document arrives, so the order is kept from the first page
 * on: at most 64 rankings of 10,000 rows (5 MB); the one untouched for longest goes first.
 */
export function createSnapshots() {
  const kept = new Map<number, Float64Array>()
  // Starts anywhere, so that a cursor from before a restart does not hit another ranking.
  let next = randomInt(2 ** 40)
  return {
    keep(rows: readonly number[]): number {
      const oldest = kept.keys().next()
      if (kept.size >= MOST_SNAPSHOTS && !oldest.done) kept.delete(oldest.value)
      next += 1
      kept.set(next, Float64Array.from(rows))
      return next
    },
    find(id: number): Float64Array | undefined {
      const rows = kept.get(id)
      if (rows) {
        kept.delete(id)
        kept.set(id, rows)
      }
      return rows
    },
  }
}
