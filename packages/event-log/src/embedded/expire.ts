import { storeError, type Database } from '@guanlan/sqlite'
import { OFFSETS_PER_PARTITION } from './schema.js'

/** Rows dropped at once; between two chunks everybody else has a turn. */
const CHUNK = 500

/**
 * Drops messages past their topic's retention, oldest first, and stops at the first younger one: ids grow with time, so
 * that the rest of a partition is never read. What a group has not handled yet stays.
 */
export async function expireMessages(db: Database, now: number): Promise<number> {
  let dropped = 0
  try {
    const rows = db.prepare('SELECT number, retention_ms AS retention FROM partitions').all()
    for (const { number, retention } of rows as { number: number; retention: number }[])
      dropped += await expirePartition(db, number, now - retention)
  } catch (thrown) {
    throw storeError(thrown)
  }
  return dropped
}

async function expirePartition(db: Database, number: number, before: number): Promise<number> {
  const oldest = db.prepare('SELECT id, published_at AS at FROM messages WHERE id >= ? AND id < ? ORDER BY id LIMIT ?')
  const unhandled = db.prepare('SELECT min(next_offset) AS next FROM positions WHERE number = ?').pluck()
  const drop = db.prepare('DELETE FROM messages WHERE id >= ? AND id <= ?')
  const base = number * OFFSETS_PER_PARTITION
  for (let dropped = 0; ;) {
    const kept = unhandled.get(number) as number | null
    const end = base + (kept ?? OFFSETS_PER_PARTITION)
    const rows = oldest.all(base, end, CHUNK) as { id: number; at: number }[]
    const young = rows.findIndex((row) => row.at >= before)
    const old = young === -1 ? rows : rows.slice(0, young)
    const last = old.at(-1)
    if (!last) return dropped
    dropped += drop.run(base, last.id).changes
    if (old.length < CHUNK) return dropped
    await new Promise((resolve) => setImmediate(resolve))
  }
}
