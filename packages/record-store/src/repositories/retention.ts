import { sql, type Kysely } from 'kysely'
import { replayFactPrefix, type Expiring, type RetentionRepository } from '../port.js'
import type { Tables } from '../tables.js'

/** The rows of each kind that may go, by their key, oldest first. Tables and columns are ours, values are bound. */
const expired = (what: Expiring, before: string, limit: number) => {
  switch (what) {
    case 'inbox':
      return sql`DELETE FROM inbox WHERE (station, id) IN
        (SELECT station, id FROM inbox WHERE at < ${before} ORDER BY at LIMIT ${limit})`
    case 'idempotency':
      return sql`DELETE FROM idempotency WHERE key IN
        (SELECT key FROM idempotency WHERE at < ${before} ORDER BY at LIMIT ${limit})`
    case 'seen':
      return sql`DELETE FROM seen_items WHERE article IN
        (SELECT article FROM seen_items WHERE seen < ${before} ORDER BY seen LIMIT ${limit})`
    case 'vault':
      return sql`DELETE FROM vault WHERE (article, content_hash) IN
        (SELECT article, content_hash FROM vault WHERE at < ${before} ORDER BY at LIMIT ${limit})`
    case 'calls':
      return sql`DELETE FROM calls WHERE seq IN
        (SELECT seq FROM calls WHERE created_at < ${before} AND state <> 'waiting' ORDER BY created_at LIMIT ${limit})`
    case 'beats':
      return sql`DELETE FROM calls WHERE seq IN
        (SELECT seq FROM calls WHERE grp LIKE 'pulse:%' AND created_at < ${before} AND state <> 'waiting'
         ORDER BY created_at LIMIT ${limit})`
    case 'replays':
      // The value is the instant as JSON, in quotes: it sorts like the instant.
      return sql`DELETE FROM facts WHERE name IN
        (SELECT name FROM facts WHERE name LIKE ${`${replayFactPrefix}%`} AND value < ${JSON.stringify(before)}
         ORDER BY value LIMIT ${limit})`
  }
}

export const retentionRepository = (db: Kysely<Tables>): RetentionRepository => ({
  async drop(what, before, limit) {
    const { numAffectedRows } = await expired(what, before, limit).execute(db)
    return Number(numAffectedRows ?? 0)
  },
})
