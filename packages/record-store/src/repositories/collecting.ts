import type { SourceState } from '@guanlan/contracts'
import type { Kysely } from 'kysely'
import type {
  FactRepository,
  IdempotencyRepository,
  SeenItem,
  SeenRepository,
  SourceRepository,
  SourceRow,
  VaultRepository,
} from '../port.js'
import type { Tables } from '../tables.js'
import { afterPrefix, inChunks, lastPerKey } from './chunks.js'

type Db = Kysely<Tables>

export const seenRepository = (db: Db): SeenRepository => ({
  async get(articles) {
    const found = new Map<string, SeenItem>()
    for (const chunk of inChunks(articles)) {
      const rows = await db.selectFrom('seen_items').selectAll().where('article', 'in', chunk).execute()
      for (const { content_hash: contentHash, ...row } of rows) found.set(row.article, { ...row, contentHash })
    }
    return found
  },
  async put(items) {
    const rows = lastPerKey(
      items,
      ({ article }) => article,
      ({ source, seen }, later) => ({ ...later, source, seen }),
    )
    for (const chunk of inChunks(rows))
      await db
        .insertInto('seen_items')
        .values(chunk.map(({ contentHash, ...item }) => ({ ...item, content_hash: contentHash })))
        .onConflict((conflict) =>
          conflict.column('article').doUpdateSet((eb) => ({
            revision: eb.ref('excluded.revision'),
            content_hash: eb.ref('excluded.content_hash'),
            mark: eb.ref('excluded.mark'),
          })),
        )
        .execute()
  },
  async count(source) {
    let query = db.selectFrom('seen_items').select((eb) => eb.fn.countAll<number>().as('n'))
    if (source) query = query.where('source', '=', source)
    return Number((await query.executeTakeFirstOrThrow()).n)
  },
})

export const vaultRepository = (db: Db): VaultRepository => ({
  async put(items) {
    for (const chunk of inChunks(items))
      await db
        .insertInto('vault')
        .values(chunk.map(({ contentHash, ...item }) => ({ ...item, content_hash: contentHash })))
        .onConflict((conflict) => conflict.columns(['article', 'content_hash']).doNothing())
        .execute()
  },
  async get(article) {
    const rows = await db
      .selectFrom('vault')
      .selectAll()
      .where('article', '=', article)
      .orderBy('at')
      .orderBy('content_hash')
      .execute()
    return rows.map(({ content_hash: contentHash, ...row }) => ({ ...row, contentHash }))
  },
  async count() {
    const { n } = await db
      .selectFrom('vault')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(n)
  },
})

export const sourceRepository = (db: Db): SourceRepository => {
  const asSource = (row: {
    state: string
    due: string
    etag: string | null
    last_modified: string | null
    failures: number
    memory: string
  }): SourceRow => ({
    state: JSON.parse(row.state) as SourceState,
    due: row.due,
    etag: row.etag,
    lastModified: row.last_modified,
    failuresInARow: row.failures,
    memory: JSON.parse(row.memory) as unknown,
  })
  return {
    async get(id) {
      const row = await db
        .selectFrom('sources')
        .selectAll()
        .where('id', '=', id)
        .where('state', '!=', '')
        .executeTakeFirst()
      return row ? asSource(row) : null
    },
    async list() {
      return (await db.selectFrom('sources').selectAll().where('state', '!=', '').orderBy('id').execute()).map(asSource)
    },
    async put(row) {
      const values = {
        state: JSON.stringify(row.state),
        due: row.due,
        etag: row.etag,
        last_modified: row.lastModified,
        failures: row.failuresInARow,
        memory: JSON.stringify(row.memory ?? null),
      }
      await db
        .insertInto('sources')
        .values({ id: row.state.source, ...values, holder: null, lease_until: 0 })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute()
    },
    async claim(holder, among, now, nowMs, leaseUntil, limit) {
      if (among.length === 0) return []
      for (const chunk of inChunks(among))
        await db
          .insertInto('sources')
          // An empty state marks a source that was claimed and never written yet.
          .values(
            chunk.map((id) => ({
              id,
              state: '',
              due: '',
              etag: null,
              last_modified: null,
              failures: 0,
              memory: 'null',
              holder: null,
              lease_until: 0,
            })),
          )
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute()
      const wanted = new Set(among)
      const due = await db
        .selectFrom('sources')
        .select(['id'])
        .where('due', '<=', now)
        .where('lease_until', '<=', nowMs)
        .orderBy('due')
        .orderBy('id')
        .execute()
      const ids = due
        .map((row) => row.id)
        .filter((id) => wanted.has(id))
        .slice(0, limit)
      if (ids.length > 0)
        await db.updateTable('sources').set({ holder, lease_until: leaseUntil }).where('id', 'in', ids).execute()
      return ids
    },
    async renew(holder, ids, leaseUntil) {
      const renewed: string[] = []
      for (const chunk of inChunks(ids)) {
        const rows = await db
          .updateTable('sources')
          .set({ lease_until: leaseUntil })
          .where('id', 'in', chunk)
          .where('holder', '=', holder)
          .returning('id')
          .execute()
        renewed.push(...rows.map((row) => row.id))
      }
      return renewed
    },
    async release(holder, id) {
      await db
        .updateTable('sources')
        .set({ holder: null, lease_until: 0 })
        .where('id', '=', id)
        .where('holder', '=', holder)
        .execute()
    },
  }
}

export const factRepository = (db: Db): FactRepository => ({
  async get<T>(name: string) {
    const row = await db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst()
    return row ? (JSON.parse(row.value) as T) : null
  },
  async getMany<T>(names: readonly string[]) {
    const found = new Map<string, T>()
    for (const chunk of inChunks(names)) {
      const rows = await db.selectFrom('facts').selectAll().where('name', 'in', chunk).execute()
      for (const { name, value } of rows) found.set(name, JSON.parse(value) as T)
    }
    return found
  },
  async list<T>(prefix: string) {
    const rows = await db
      .selectFrom('facts')
      .selectAll()
      .where('name', '>=', prefix)
      .where('name', '<', afterPrefix(prefix))
      .orderBy('name')
      .execute()
    return new Map(rows.map(({ name, value }) => [name, JSON.parse(value) as T]))
  },
  async remove(names) {
    for (const chunk of inChunks(names)) await db.deleteFrom('facts').where('name', 'in', chunk).execute()
  },
  async put(name, value) {
    const text = JSON.stringify(value)
    await db
      .insertInto('facts')
      .values({ name, value: text })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
      .execute()
  },
})

export const idempotencyRepository = (db: Db): IdempotencyRepository => ({
  async get(key) {
    const row = await db.selectFrom('idempotency').selectAll().where('key', '=', key).executeTakeFirst()
    return row ? { bodyHash: row.body_hash, status: row.status, answer: JSON.parse(row.answer) as unknown } : null
  },
  async put(key, { bodyHash, status, answer, at }) {
    await db
      .insertInto('idempotency')
      .values({ key, body_hash: bodyHash, status, answer: JSON.stringify(answer), at })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
  },
})
