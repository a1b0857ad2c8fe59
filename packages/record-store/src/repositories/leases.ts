import type { Kysely } from 'kysely'
import type { LeaseRepository } from '../port.js'
import type { Tables } from '../tables.js'
import { afterPrefix, inChunks } from './chunks.js'
import type { Engine } from './engine.js'

export const leaseRepository = (db: Kysely<Tables>, engine: Engine): LeaseRepository => {
  /** Each statement decides by the rows as they are when it runs, so that the outcome is right in either isolation. */
  async function acquireChunk(names: string[], holder: string, nowMs: number, until: number): Promise<string[]> {
    // Of one's own only the end moves: this does not wait for transactions of one's own that rely on it (see `holds`).
    const own = await db
      .updateTable('leases')
      .set({ until })
      .where('name', 'in', names)
      .where('holder', '=', holder)
      .returning('name')
      .execute()
    const extended = new Set(own.map(({ name }) => name))
    const others = names.filter((name) => !extended.has(name))
    if (others.length === 0) return names
    // A row goes only when no transaction that saw it as its fence is under way.
    await db
      .deleteFrom('leases')
      .where('name', 'in', others)
      .where('holder', '!=', holder)
      .where('until', '<=', nowMs)
      .execute()
    const taken = await db
      .insertInto('leases')
      .values(others.map((name) => ({ name, holder, until })))
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('name')
      .execute()
    return [...extended, ...taken.map(({ name }) => name)]
  }
  async function acquireMany(
    names: readonly string[],
    holder: string,
    nowMs: number,
    until: number,
  ): Promise<string[]> {
    const got = new Set<string>()
    // All in one order: two that take the same leases over never wait for each other.
    for (const chunk of inChunks([...new Set(names)].sort()))
      for (const name of await acquireChunk(chunk, holder, nowMs, until)) got.add(name)
    return [...new Set(names)].filter((name) => got.has(name))
  }

  return {
    acquireMany,
    acquire: async (name, holder, nowMs, until) => (await acquireMany([name], holder, nowMs, until)).length === 1,
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
  }
}
