import type { Kysely } from 'kysely'

/** Calls know how urgent they are. What waits from before counts as red: it is neither overtaken nor folded. */
export const m004CallRank = () => ({
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('calls')
      .addColumn('rank', 'integer', (column) => column.notNull().defaultTo(3))
      .execute()
    await db.schema.createIndex('calls_channel').on('calls').columns(['state', 'channel', 'rank', 'seq']).execute()
  },
})
