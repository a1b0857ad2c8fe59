import { Migrator, type Kysely, type Migration } from 'kysely'
import type { Dialect } from './dialect.js'
import { m001River } from './m001-river.js'
import { m002Retention } from './m002-retention.js'
import { m003OutboxSlots } from './m003-outbox-slots.js'
import { m004CallRank } from './m004-call-rank.js'
import { m005Vault } from './m005-vault.js'

export type { Dialect }

/** All migrations in order. A released one never changes again. */
export const migrations = (dialect: Dialect): Record<string, Migration> => ({
  '001-river': m001River(dialect),
  '002-retention': m002Retention(),
  '003-outbox-slots': m003OutboxSlots(),
  '004-call-rank': m004CallRank(),
  '005-vault': m005Vault(dialect),
})

/** Brings the database to the newest schema, or throws what stopped it. */
export async function migrate(db: Kysely<never>, dialect: Dialect): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations(dialect) },
    disableTransactions: true,
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
