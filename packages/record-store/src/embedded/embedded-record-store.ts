import { AppError, type Logger } from '@guanlan/kernel'
import { openDatabase, storeError } from '@guanlan/sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { migrate } from '../migrations/index.js'
import type { RecordStore, Records } from '../port.js'
import { repositories } from '../repositories/index.js'
import type { Tables } from '../tables.js'

export interface EmbeddedRecordStoreOptions {
  /** Path of the SQLite file. */
  readonly file: string
  readonly logger: Logger
  readonly maxPages?: number
}

/**
 * The record store in one SQLite file. One connection writes, one transaction after the other; a second one reads, so
 * that a long list does not wait for a batch. Errors at opening: `folder_unwritable`, `data_in_use`.
 */
export async function openEmbeddedRecordStore(options: EmbeddedRecordStoreOptions): Promise<RecordStore> {
  const { file, logger } = options
  const writer = new Kysely<Tables>({
    dialect: new SqliteDialect({
      database: openDatabase(file, options.maxPages ? { maxPages: options.maxPages } : {}),
    }),
  })
  await migrate(writer as unknown as Kysely<never>, 'sqlite')
  const reader = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: openDatabase(file, { readonly: true }) }),
  })
  const listeners = new Set<() => void>()
  let lastError: AppError | null = null
  /** Transactions queue here, in order: SQLite has one writer anyway, and a queue cannot starve. */
  let tail: Promise<unknown> = Promise.resolve()

  async function run<T>(work: (records: Records) => Promise<T>): Promise<T> {
    try {
      const result = await writer.connection().execute(async (connection) => {
        await sql`BEGIN IMMEDIATE`.execute(connection)
        try {
          const value = await work(repositories(connection, async () => {}))
          await sql`COMMIT`.execute(connection)
          return value
        } catch (thrown) {
          // A full disk may have rolled back by itself; then this one has nothing to do and must not hide the cause.
          await sql`ROLLBACK`.execute(connection).catch(() => undefined)
          throw thrown
        }
      })
      lastError = null
      return result
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      if (thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('SQLITE')) {
        lastError = storeError(thrown, file)
        logger.error({ err: lastError }, 'record store cannot write')
        throw lastError
      }
      throw thrown
    }
  }

  return {
    transaction(work) {
      const turn = tail.then(() => run(work))
      tail = turn.catch(() => undefined)
      void turn.then(
        () => {
          for (const listener of listeners) listener()
        },
        () => undefined,
      )
      return turn
    },
    records: repositories(reader, async () => {}),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async health() {
      return lastError
    },
    async close() {
      await tail
      await reader.destroy()
      await writer.destroy()
    },
  }
}
