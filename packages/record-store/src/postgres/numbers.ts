import { sql, type Kysely } from 'kysely'
import type { NumberKeeper } from '../copy/table-copy.js'
import type { CarriedTable } from '../copy/table-layout.js'
import type { Tables } from '../tables.js'
import type { Sessions } from './sessions.js'

const sequenceOf = (table: CarriedTable) => sql`pg_get_serial_sequence(${sql.lit(table)}, 'seq')::regclass`

/** PostgreSQL numbers by the sequence of an identity column. */
export const postgresNumbers: NumberKeeper = {
  overriding: sql`OVERRIDING SYSTEM VALUE`,
  async highest(db, table) {
    const query = sql<{ last: string | null }>`SELECT pg_sequence_last_value(${sequenceOf(table)}) AS last`
    return Number((await query.execute(db)).rows[0]?.last ?? 0)
  },
  async goOnAfter(db, table, number) {
    // A sequence knows nothing of rows that brought their numbers with them.
    const own = await sql<{ most: string | null }>`SELECT max(seq) AS most FROM ${sql.table(table)}`.execute(db)
    const highest = Math.max(number, Number(own.rows[0]?.most ?? 0))
    if (highest > 0) await sql`SELECT setval(${sequenceOf(table)}, ${sql.lit(highest)})`.execute(db)
  },
}

/** One transaction of any length: it writes into an empty store that nobody else uses yet, so there is nothing to collide with. */
export const inOneTransaction =
  (sessions: Sessions) =>
  (work: (db: Kysely<Tables>) => Promise<void>): Promise<void> =>
    sessions.use(async ({ connection, db }) => {
      await connection.begin('read-committed')
      try {
        await work(db)
        await connection.commit()
      } catch (thrown) {
        if (!connection.broken) await connection.run('ROLLBACK').catch(() => undefined)
        throw thrown
      }
    })
