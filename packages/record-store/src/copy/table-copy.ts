import { AppError } from '@guanlan/kernel'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { migrations } from '../migrations/index.js'
import type { StoredRow, TableCopy, TablePage } from '../port.js'
import { inChunks } from '../repositories/chunks.js'
import type { Tables } from '../tables.js'
import { carriedTables, numberedTables, tableLayout, wideColumns, type CarriedTable } from './table-layout.js'

/** Rows of one page: articles among them are some kilobytes each. */
const PAGE = 500

/** Where the engines differ in what is outside their tables. */
export interface NumberKeeper {
  /** Stands between the columns and the values of an insertion that brings its own `seq`. */
  readonly overriding: RawBuilder<unknown>
  /** Highest number that the table has ever given out; 0 = none. */
  highest(db: Kysely<Tables>, table: CarriedTable): Promise<number>
  /** The next number that it gives out is higher than this one. */
  goOnAfter(db: Kysely<Tables>, table: CarriedTable, number: number): Promise<void>
}

/** The carrying of whole tables over any engine. `inTransaction`: all that `work` writes, or nothing of it. */
export function tableCopy(parts: {
  readonly reader: Kysely<Tables>
  readonly keeper: NumberKeeper
  readonly inTransaction: (work: (db: Kysely<Tables>) => Promise<void>) => Promise<void>
}): TableCopy {
  const { reader, keeper, inTransaction } = parts

  async function countsOf(db: Kysely<Tables>): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const name of carriedTables) {
      const { rows } = await sql<{ count: number | string }>`SELECT count(*) AS count FROM ${sql.table(name)}`.execute(
        db,
      )
      counts[name] = Number(rows[0]?.count ?? 0)
    }
    return counts
  }

  async function* pagesOf(table: CarriedTable): AsyncGenerator<TablePage> {
    const { key } = tableLayout[table]
    const place = sql.join(key.map((column) => sql.ref(column)))
    for (let last: StoredRow | undefined; ;) {
      const after = last
        ? sql`WHERE (${place}) > (${sql.join(key.map((column) => sql.val(last?.[column])))})`
        : sql.raw('')
      const query = sql<StoredRow>`SELECT * FROM ${sql.table(table)} ${after} ORDER BY ${place} LIMIT ${sql.lit(PAGE)}`
      const { rows } = await query.execute(reader)
      if (rows.length === 0) return
      yield { table, rows: rows.map((row) => toCarry(table, row)) }
      last = rows.at(-1)
    }
  }

  async function insert(db: Kysely<Tables>, table: CarriedTable, rows: readonly StoredRow[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {})
    for (const chunk of inChunks(rows)) {
      const values = chunk.map((row) => sql`(${sql.join(columns.map((column) => sql.val(row[column] ?? null)))})`)
      const names = sql.join(columns.map((column) => sql.ref(column)))
      await sql`INSERT INTO ${sql.table(table)} (${names}) ${keeper.overriding} VALUES ${sql.join(values)}`.execute(db)
    }
  }

  return {
    // Both engines have the same migrations.
    schema: Object.keys(migrations('sqlite')).at(-1) ?? '',
    counts: () => countsOf(reader),
    async numbers() {
      const numbers: Record<string, number> = {}
      for (const name of numberedTables) numbers[name] = await keeper.highest(reader, name)
      return numbers
    },
    async *pages() {
      for (const name of carriedTables) yield* pagesOf(name)
    },
    write: (pages, numbers) =>
      inTransaction(async (db) => {
        const taken = Object.entries(await countsOf(db)).find(([, count]) => count > 0)
        if (taken) throw new AppError('bad_request', `table ${taken[0]} holds ${taken[1]} rows already`)
        for await (const { table, rows } of pages) {
          if (!isCarried(table)) throw new AppError('bad_request', `no table ${table}`)
          await insert(db, table, rows)
        }
        for (const name of numberedTables) await keeper.goOnAfter(db, name, numbers[name] ?? 0)
      }),
  }
}

const isCarried = (table: string): table is CarriedTable => Object.hasOwn(tableLayout, table)

function toCarry(table: CarriedTable, row: StoredRow): StoredRow {
  const carried: Record<string, string | number | null> = { ...row, ...tableLayout[table].unheld }
  for (const column of wideColumns) if (typeof carried[column] === 'string') carried[column] = Number(carried[column])
  return carried
}
