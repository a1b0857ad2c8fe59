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
      if (Number(written ?? 0) === 0) {
        const current = await get(id)
        throw new AppError(
          'version_conflict',
          `${table} ${id}: version ${doc.version} does not follow ${current?.version ?? 'nothing'}`,
          { current },
        )
      }
    },
  }
}
