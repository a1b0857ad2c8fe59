import type { Kysely } from 'kysely'
import type { LeaseRepository } from '../port.js'
import type { Tables } from '../tables.js'
import { afterPrefix } from './chunks.js'
import type { Engine } from './engine.js'

export const leaseRepository = (db: Kysely<Tables>, engine: Engine): LeaseRepository => ({
  async acquire(name, holder, nowMs, until) {
    const row = await db.selectFrom('leases').selectAll().where('name', '=', name).executeTakeFirst()
    if (row?.holder === holder) {
      // Only the end moves: this does not wait for transactions of one's own that rely on the lease (see `holds`).
      const { numUpdatedRows } = await db
        .updateTable('leases')
        .set({ until })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .executeTakeFirstOrThrow()
      // Between two statements another may have taken it over, when it had run out.
      return Number(numUpdatedRows) === 1
    }
    if (row) {
      if (row.until > nowMs) return false
      // A row is only replaced when no transaction that saw it as its fence is under way.
      // The very row that was read: between two statements another may have taken it over.
      await db
        .deleteFrom('leases')
        .where('name', '=', name)
        .where('holder', '=', row.holder)
        .where('until', '=', row.until)
        .execute()
    }
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('leases')
      .values({ name, holder, until })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirstOrThrow()
    return Number(numInsertedOrUpdatedRows ?? 0) === 1
  },
  holders: (prefix) =>
    db
      .selectFrom('leases')
      .select(['name', 'holder', 'until'])
      .where('name', '>=', prefix)
      .where('name', '<', afterPrefix(prefix))
      .orderBy('name')
      .execute(),
  async holds(name, holder, nowMs) {
    const query = db.selectFrom('leases').select(['holder', 'until']).where('name', '=', name)
    const row = await engine.keep(query).executeTakeFirst()
    return row !== undefined && row.holder === holder && row.until > nowMs
  },
  async release(name, holder) {
    await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
  },
})
