import { sql, type Kysely } from 'kysely'
import type { Dialect } from './dialect.js'

/** Sealed originals of masked items, one for each content that an item has had. */
export const m005Vault = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const text = dialect === 'sqlite' ? sql`text` : sql`text COLLATE "C"`
    await db.schema
      .createTable('vault')
      .addColumn('article', text, (column) => column.notNull())
      .addColumn('content_hash', text, (column) => column.notNull())
      .addColumn('at', text, (column) => column.notNull())
      .addColumn('sealed', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('vault_pk', ['article', 'content_hash'])
      .execute()
    await db.schema.createIndex('vault_at').on('vault').column('at').execute()
  },
})
