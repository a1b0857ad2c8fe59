import { DAY, toInstant } from '@guanlan/kernel'
import { storeError, type Database } from '@guanlan/sqlite'
import { firstRowAt, ROW_SLACK } from './row-id.js'

/**
 * Drops what was first seen before a time, some at a time, each call in one transaction. Rows follow the time that the page
 * named, which may be earlier than first sight but hardly ever later (a day is allowed for), so that only the old end of
 * the table is looked at. Errors: `store_full`, `store_unavailable`.
 */
export function createDropper(db: Database): (before: number, limit: number) => number {
  const find = db
    .prepare(
      "SELECT row FROM articles WHERE row < CAST(? AS INTEGER) AND json_extract(article, '$.seen') < ? ORDER BY row LIMIT ?",
    )
    .pluck()
  const deletions = [
    db.prepare('DELETE FROM words WHERE rowid = ?'),
    db.prepare('DELETE FROM articles WHERE row = ?'),
    db.prepare('DELETE FROM documents WHERE row = ?'),
  ]
  const drop = db.transaction((before: number, limit: number): number => {
    const rows = find.all(firstRowAt(before + DAY) + ROW_SLACK, toInstant(before), limit) as number[]
    for (const row of rows) for (const deletion of deletions) deletion.run(row)
    return rows.length
  })
  return (before, limit) => {
    try {
      return drop.immediate(before, limit)
    } catch (thrown) {
      throw storeError(thrown)
    }
  }
}
