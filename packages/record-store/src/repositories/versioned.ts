import { AppError } from '@guanlan/kernel'
import type { Kysely } from 'kysely'
import type { VersionedRepository } from '../port.js'
import type { Tables } from '../tables.js'
import { inChunks } from './chunks.js'

type VersionedTable = 'topics' | 'alerts' | 'tickets'
type Columns<Table extends VersionedTable> = Omit<
  { [K in keyof Tables[Table]]: Tables[Table][K] },
  'id' | 'version' | 'body'
>

/**
 * Compare-and-set documents: the body is JSON, what lists are filtered and ordered by stands in columns beside it.
 * `describe` gives a document's id and those columns.
 */
export function versionedRepository<Doc extends { version: number }, Table extends VersionedTable>(
  db: Kysely<Tables>,
  table: Table,
  idOf: (doc: Doc) => string,
  columnsOf: (doc: Doc) => Columns<Table>,
): VersionedRepository<Doc> {
  // The three tables share id, version and body; Kysely cannot see that through a type parameter.
  const shared = db as unknown as Kysely<{ topics: { id: string; version: number; body: string } }>
  const name = table as 'topics'
  const get = async (id: string): Promise<Doc | null> => {
    const row = await shared.selectFrom(name).select('body').where('id', '=', id).executeTakeFirst()
    return row ? (JSON.parse(row.body) as Doc) : null
  }
  const refuse = (id: string, version: number, current: Doc | null): AppError =>
    new AppError(
      'version_conflict',
      `${table} ${id}: version ${version} does not follow ${current?.version ?? 'nothing'}`,
      { current },
    )
  const rowOf = (doc: Doc) => ({
    id: idOf(doc),
    version: doc.version,
    body: JSON.stringify(doc),
    ...columnsOf(doc),
  })

  /** The last document of each id, once every one of `docs` follows what is stored and what stands before it. */
  async function following(docs: readonly Doc[]): Promise<{ fresh: Doc[]; changed: Doc[] }> {
    const stored = new Map<string, number>()
    for (const chunk of inChunks([...new Set(docs.map(idOf))])) {
      const rows = await shared.selectFrom(name).select(['id', 'version']).where('id', 'in', chunk).execute()
      for (const row of rows) stored.set(row.id, row.version)
    }
    const last = new Map<string, Doc>()
    for (const doc of docs) {
      const id = idOf(doc)
      const before = last.get(id)?.version ?? stored.get(id) ?? 0
      if (doc.version !== before + 1) throw refuse(id, doc.version, last.get(id) ?? (await get(id)))
      last.set(id, doc)
    }
    const rows = [...last.values()]
    return {
      fresh: rows.filter((doc) => !stored.has(idOf(doc))),
      changed: rows.filter((doc) => stored.has(idOf(doc))),
    }
  }

  return {
    get,
    async getMany(ids) {
      const found = new Map<string, Doc>()
      for (const chunk of inChunks(ids)) {
        const rows = await shared.selectFrom(name).select(['id', 'body']).where('id', 'in', chunk).execute()
        for (const row of rows) found.set(row.id, JSON.parse(row.body) as Doc)
      }
      return found
    },
    async put(doc) {
      const id = idOf(doc)
      const row = { version: doc.version, body: JSON.stringify(doc), ...columnsOf(doc) }
      const written =
        doc.version === 1
          ? (
              await shared
                .insertInto(name)
                .values({ id, ...row })
                .onConflict((conflict) => conflict.doNothing())
                .executeTakeFirst()
            ).numInsertedOrUpdatedRows
          : (
              await shared
                .updateTable(name)
                .set(row)
                .where('id', '=', id)
                .where('version', '=', doc.version - 1)
                .executeTakeFirst()
            ).numUpdatedRows
      if (Number(written ?? 0) === 0) throw refuse(id, doc.version, await get(id))
    },
    async putMany(docs) {
      const { fresh, changed } = await following(docs)
      for (const chunk of inChunks(fresh)) {
        const rows = await shared
          .insertInto(name)
          .values(chunk.map(rowOf))
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .execute()
        const written = new Set(rows.map((row) => row.id))
        const refused = chunk.find((doc) => !written.has(idOf(doc)))
        if (refused) throw refuse(idOf(refused), refused.version, await get(idOf(refused)))
      }
      for (const chunk of inChunks(changed)) {
        const rows = chunk.map(rowOf)
        const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id')
        await shared
          .insertInto(name)
          .values(rows)
          .onConflict((conflict) =>
            conflict
              .column('id')
              .doUpdateSet((eb) =>
                Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}` as 'excluded.body')])),
              ),
          )
          .execute()
      }
    },
  }
}
