import { sql } from 'kysely'
import type { NumberKeeper } from '../copy/table-copy.js'

/** SQLite keeps the highest number of an AUTOINCREMENT table in a table of its own. */
export const sqliteNumbers: NumberKeeper = {
  overriding: sql.raw(''),
  async highest(db, table) {
    const { rows } = await sql<{ seq: number }>`SELECT seq FROM sqlite_sequence WHERE name = ${table}`.execute(db)
    return rows[0]?.seq ?? 0
  },
  async goOnAfter(db, table, number) {
    // What was inserted with a number of its own has left a row there; an empty table has none.
    const highest = Math.max(number, await this.highest(db, table))
    await sql`DELETE FROM sqlite_sequence WHERE name = ${table}`.execute(db)
    await sql`INSERT INTO sqlite_sequence (name, seq) VALUES (${table}, ${highest})`.execute(db)
  },
}
