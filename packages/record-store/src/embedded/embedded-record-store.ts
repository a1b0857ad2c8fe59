import { AppError, type Logger } from '@guanlan/kernel'
import { checkSchema, markSchema, openDatabase, storeError, type Database, type SchemaMark } from '@guanlan/sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { tableCopy } from '../copy/table-copy.js'
import { createHints } from '../hints.js'
import { migrate, migrations } from '../migrations/index.js'
import type { RecordStore } from '../port.js'
import { singleWriter } from '../repositories/engine.js'
import { watchGrowth } from '../repositories/growth.js'
import { repositories } from '../repositories/index.js'
import type { Tables } from '../tables.js'
import { sqliteNumbers } from './numbers.js'

export interface EmbeddedRecordStoreOptions {
  /** Path of the SQLite file. */
  readonly file: string
  readonly logger: Logger
  readonly maxPages?: number
}

/** A row that is written and removed again, large enough to need some pages of its own. */
const PROBE = 'room-probe'
const PROBE_CHARS = 65_536

/**
 * The record store in one SQLite file. One connection writes, one transaction after the other; a second one reads, so
 * that a long list does not wait for a batch. Errors at opening: `folder_unwritable`, `data_in_use`, `store_full`,
 * `store_unavailable` (damaged, not ours, or newer than this build).
 */
export async function openEmbeddedRecordStore(options: EmbeddedRecordStoreOptions): Promise<RecordStore> {
  const { file, logger } = options
  const database = openDatabase(file, options.maxPages ? { maxPages: options.maxPages } : {})
  const writer = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
  try {
    await makeSchema(database, writer, file)
  } catch (thrown) {
    database.close()
    throw storeError(thrown, file)
  }
  const reading = openDatabase(file, { readonly: true })
  const reader = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reading }) })
  const hints = createHints()
  let lastError: AppError | null = null
  let closing = false
  /** Transactions queue here, in order: SQLite has one writer anyway, and a queue cannot starve. */
  let tail: Promise<unknown> = Promise.resolve()

  async function run<T>(work: (connection: Kysely<Tables>) => Promise<T>): Promise<T> {
    try {
      const result = await writer.connection().execute(async (connection) => {
        await sql`BEGIN IMMEDIATE`.execute(connection)
        try {
          const value = await work(connection)
          await sql`COMMIT`.execute(connection)
          return value
        } catch (thrown) {
          // A full disk may have rolled back by itself; then this one has nothing to do and must not hide the cause.
          await sql`ROLLBACK`.execute(connection).catch(() => undefined)
          throw thrown
        }
      })
      if (lastError) logger.info({ after: lastError.code }, 'record store writes again')
      lastError = null
      return result
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      if (thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('SQLITE')) {
        const known = lastError?.code
        lastError = storeError(thrown, file)
        // Told when it begins: callers try again and again.
        if (known !== lastError.code) logger.error({ err: lastError }, 'record store cannot write')
        throw lastError
      }
      throw thrown
    }
  }

  /** Whether there is room again: with nobody else writing, nobody else would find out. */
  async function tryToWrite(): Promise<void> {
    await inTurn(async (connection) => {
      const row = { name: PROBE, value: JSON.stringify('x'.repeat(PROBE_CHARS)) }
      await connection.insertInto('facts').values(row).execute()
      await connection.deleteFrom('facts').where('name', '=', PROBE).execute()
    }).catch(() => undefined)
  }

  function inTurn<T>(work: (connection: Kysely<Tables>) => Promise<T>): Promise<T> {
    const turn = tail.then(() => run(work))
    tail = turn.catch(() => undefined)
    return turn
  }

  return {
    async transaction(work) {
      let grew = false
      const value = await inTurn((connection) =>
        work(watchGrowth(repositories(connection, singleWriter), () => (grew = true))),
      )
      if (grew) hints.fire()
      return value
    },
    records: repositories(reader, singleWriter),
    copy: tableCopy({ reader, keeper: sqliteNumbers, inTransaction: inTurn }),
    onCommit: (listener) => hints.on(listener),
    async health() {
      if (lastError && !closing) await tryToWrite()
      return lastError
    },
    async close() {
      closing = true
      await tail
      await reader.destroy()
      // Kysely lets go only of what it was asked through at least once.
      reading.close()
      await writer.destroy()
    },
  }
}

const mark: SchemaMark = {
  applicationId: 0x474c5253,
  version: Object.keys(migrations('sqlite')).length,
  table: 'kysely_migration',
}

/** Brings the schema up to date in one transaction: a process that dies in the middle leaves what was there before. */
async function makeSchema(database: Database, writer: Kysely<Tables>, file: string): Promise<void> {
  checkSchema(database, file, mark)
  await writer.connection().execute(async (connection) => {
    await sql`BEGIN IMMEDIATE`.execute(connection)
    try {
      await migrate(connection as unknown as Kysely<never>, 'sqlite')
      markSchema(database, mark)
      await sql`COMMIT`.execute(connection)
    } catch (thrown) {
      await sql`ROLLBACK`.execute(connection).catch(() => undefined)
      throw thrown
    }
  })
}
