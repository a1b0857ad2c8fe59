import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@guanlan/kernel'
import { openDatabase } from '@guanlan/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedRecordStore } from '../src/index.js'
import { openPostgresRecordStore } from '../src/postgres/index.js'
import { createDatabase } from './postgres-database.js'

/** A table as both engines can tell it. */
interface TableShape {
  /** Name, and kind: text, whole number, number; `?` when it may be null. In order. */
  columns: string[]
  primaryKey: string[]
  unique: string[]
  /** Columns of each other index, by its name. */
  indexes: Record<string, string>
}
type Schema = Record<string, TableShape>

const kinds: Record<string, string> = {
  text: 'text',
  integer: 'whole',
  bigint: 'whole',
  'double precision': 'number',
}
const kindOf = (type: string): string => kinds[type.toLowerCase()] ?? type

function ofSqlite(file: string): Schema {
  const db = openDatabase(file, { readonly: true })
  const all = <Row>(query: string): Row[] => db.prepare(query).all() as Row[]
  const schema: Schema = {}
  for (const { name } of all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'kysely%'",
  )) {
    const columns = all<{ name: string; type: string; notnull: number; pk: number }>(`PRAGMA table_info(${name})`)
    const shape: TableShape = {
      // SQLite lets a primary key of text be null unless told otherwise; nothing here writes one.
      columns: columns.map((c) => `${c.name} ${kindOf(c.type)}${c.notnull || c.pk ? '' : '?'}`),
      primaryKey: columns
        .filter((c) => c.pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map((c) => c.name),
      unique: [],
      indexes: {},
    }
    for (const index of all<{ name: string; unique: number; origin: string }>(`PRAGMA index_list(${name})`)) {
      const over = all<{ name: string }>(`PRAGMA index_info(${index.name})`)
        .map((c) => c.name)
        .join(',')
      if (index.origin === 'u') shape.unique.push(over)
      else if (index.origin === 'c') shape.indexes[index.name] = over
    }
    shape.unique.sort()
    schema[name] = shape
  }
  db.close()
  return schema
}

async function ofPostgres(query: Awaited<ReturnType<typeof createDatabase>>['query']): Promise<Schema> {
  const schema: Schema = {}
  const columns = await query<{ tab: string; col: string; type: string; nullable: string; collation: string | null }>(
    `SELECT table_name AS tab, column_name AS col, data_type AS type, is_nullable AS nullable, collation_name AS collation
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'kysely%' ORDER BY 1, ordinal_position`,
  )
  for (const { tab, col, type, nullable, collation } of columns) {
    schema[tab] ??= { columns: [], primaryKey: [], unique: [], indexes: {} }
    schema[tab].columns.push(`${col} ${kindOf(type)}${nullable === 'YES' ? '?' : ''}`)
    if (type === 'text') expect([tab, col, collation]).toEqual([tab, col, 'C'])
  }
  const indexes = await query<{ tab: string; name: string; uniq: boolean; prim: boolean; over: string[] }>(
    `SELECT t.relname AS tab, c.relname AS name, i.indisunique AS uniq, i.indisprimary AS prim,
            array(SELECT a.attname::text FROM unnest(i.indkey::int[]) WITH ORDINALITY k(attnum, at)
                  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum ORDER BY k.at) AS over
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
     WHERE t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE 'kysely%' ORDER BY c.relname`,
  )
  for (const { tab, name, uniq, prim, over } of indexes) {
    const shape = schema[tab]
    if (!shape) continue
    if (prim) shape.primaryKey = over
    else if (uniq) shape.unique.push(over.join(','))
    else shape.indexes[name] = over.join(',')
  }
  for (const shape of Object.values(schema)) shape.unique.sort()
  return schema
}

describe('the schema in SQLite and in PostgreSQL', () => {
  let [sqlite, postgres]: Schema[] = []
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guanlan-parity-'))
    const file = join(folder, 'records.db')
    await (await openEmbeddedRecordStore({ file, logger: silentLogger })).close()
    sqlite = ofSqlite(file)
    await rm(folder, { recursive: true, force: true })
    const database = await createDatabase()
    await (await openPostgresRecordStore({ url: database.url, logger: silentLogger })).close()
    postgres = await ofPostgres(database.query)
    await database.drop()
  })

  it('has the same tables, columns, kinds, nullability, keys, uniqueness and indexes', () => {
    expect(Object.keys(sqlite ?? {}).length).toBeGreaterThan(13)
    expect(postgres).toEqual(sqlite)
  })
})
