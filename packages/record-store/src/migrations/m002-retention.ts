import type { Kysely } from 'kysely'

/** Finds what is past its retention without reading a whole table. */
export const m002Retention = () => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const index = (name: string, on: string, column: string) =>
      db.schema.createIndex(name).on(on).column(column).execute()
    await index('inbox_at', 'inbox', 'at')
    await index('idempotency_at', 'idempotency', 'at')
    await index('seen_items_seen', 'seen_items', 'seen')
    await index('calls_created', 'calls', 'created_at')
  },
})
