import type { Kysely } from 'kysely'
import { inChunks } from '../repositories/chunks.js'
import { outboxSlot } from '../outbox-slot.js'

/**
 * Cuts the outbox into slots. What waits in it gets the slot of its key as well: with another slot, an older event of a
 * key could be carried by another relay, after a newer one.
 */
export const m003OutboxSlots = () => ({
  async up(db: Kysely<{ outbox: { key: string; slot: number } }>): Promise<void> {
    await db.schema
      .alterTable('outbox')
      .addColumn('slot', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema.createIndex('outbox_slot').on('outbox').columns(['slot', 'seq']).execute()
    const bySlot = new Map<number, string[]>()
    for (const { key } of await db.selectFrom('outbox').select('key').distinct().execute()) {
      const slot = outboxSlot(key)
      const keys = bySlot.get(slot)
      if (keys) keys.push(key)
      else bySlot.set(slot, [key])
    }
    for (const [slot, keys] of bySlot)
      for (const chunk of inChunks(keys))
        await db.updateTable('outbox').set({ slot }).where('key', 'in', chunk).execute()
  },
})
