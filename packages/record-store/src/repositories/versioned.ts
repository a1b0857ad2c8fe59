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
  type Row = { id: string; version: number; body: string }
  const rowOf = (doc: Doc): Row => ({
    id: idOf(doc),
    version: doc.version,
    body: JSON.stringify(doc),
    ...columnsOf(doc),
  })

  /** Refuses the first of `docs` that follows neither what is stored nor what stands before it. */
  async function check(docs: readonly Doc[]): Promise<void> {
    const last = new Map<string, number>()
    for (const chunk of inChunks([...new Set(docs.map(idOf))])) {
      const rows = await shared.selectFrom(name).select(['id', 'version']).where('id', 'in', chunk).execute()
      for (const row of rows) last.set(row.id, row.version)
    }
    for (const doc of docs) {
      const id = idOf(doc)
      if (doc.version !== (last.get(id) ?? 0) + 1) throw refuse(id, doc.version, await get(id))
      last.set(id, doc.version)
    }
  }

  /** Writes documents of different ids; the versions are compared once more by the statement that writes them. */
  async function write(docs: readonly Doc[], insertOrUpdate: (rows: Row[]) => Promise<{ id: string }[]>) {
    for (const chunk of inChunks(docs)) {
      const written = new Set((await insertOrUpdate(chunk.map(rowOf))).map((row) => row.id))
      const refused = chunk.find((doc) => !written.has(idOf(doc)))
      if (refused) throw refuse(idOf(refused), refused.version, await get(idOf(refused)))
    }
  }
  const insert = (rows: Row[]): Promise<{ id: string }[]> =>
    shared
      .insertInto(name)
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
  /** Of documents that all go on by so many versions. */
  const update = (rows: Row[], by: number): Promise<{ id: string }[]> => {
    const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id')
    return shared
      .insertInto(name)
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((eb) =>
            Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}` as 'excluded.body')])),
          )
          .where((eb) => eb(`${name}.version`, '=', eb('excluded.version', '-', by))),
      )
      .returning('id')
      .execute()
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
      await check(docs)
      const moves = new Map<string, { doc: Doc; from: number }>()
      for (const doc of docs) moves.set(idOf(doc), { doc, from: moves.get(idOf(doc))?.from ?? doc.version - 1 })
      const all = [...moves.values()]
      const fresh = all.filter(({ from }) => from === 0)
      await write(
        fresh.map(({ doc }) => doc),
        insert,
      )
      // What is between the first and the last version of a document is seen by nobody: it is written once.
      const moved = all.filter(({ from }) => from > 0).map(({ doc, from }) => ({ doc, by: doc.version - from }))
      for (const by of new Set(moved.map((move) => move.by)))
        await write(
          moved.filter((move) => move.by === by).map(({ doc }) => doc),
          (rows) => update(rows, by),
        )
    },
  }
}
