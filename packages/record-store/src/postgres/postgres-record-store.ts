import { toAppError, type AppError, type Logger } from '@guanlan/kernel'
import { Kysely, sql } from 'kysely'
import { tableCopy } from '../copy/table-copy.js'
import { createHints } from '../hints.js'
import type { RecordStore } from '../port.js'
import { singleWriter } from '../repositories/engine.js'
import { repositories } from '../repositories/index.js'
import type { Tables } from '../tables.js'
import { postgresDialect } from './dialect.js'
import { openNotices } from './notices.js'
import { inOneTransaction, postgresNumbers } from './numbers.js'
import { prepareSchema } from './schema.js'
import { openSessions } from './sessions.js'
import { targetOf, type Role } from './settings.js'
import { transactionsOver } from './transactions.js'

export interface PostgresRecordStoreOptions {
  /** `postgres://user:password@host:port/database`; one database per office. */
  readonly url: string
  readonly logger: Logger
  /** Longest statement; default 30 s. */
  readonly statementTimeoutMs?: number
  /** Most connections of this process, one more for listening not counted; two thirds write. Default 6, at least 2. */
  readonly poolSize?: number
  /** How the server's DBA sees this process (pg_stat_activity); default `guanlan`. */
  readonly applicationName?: string
}

const STATEMENT_TIMEOUT_MS = 30_000
const LOCK_TIMEOUT_MS = 10_000
const POOL_SIZE = 6
/** Transactions that still run at `close` have so long to end. */
const CLOSE_MS = 5_000

/**
 * The record store in a PostgreSQL database (14 or newer) that any number of processes share. Transactions are
 * SERIALIZABLE. Errors at opening: `config_invalid`, `store_unavailable`, `store_full`, each with a sentence that names
 * DATABASE_URL; later, when the server goes away, `store_unavailable` until it is back, by itself.
 */
export async function openPostgresRecordStore(options: PostgresRecordStoreOptions): Promise<RecordStore> {
  const { logger, applicationName = 'guanlan', statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options
  const size = Math.max(2, options.poolSize ?? POOL_SIZE)
  const writers = Math.ceil((size * 2) / 3)
  const target = targetOf(options.url)
  await prepareSchema(target, applicationName)

  const role = (settings: Role['settings']) =>
    target.connection({ applicationName, settings, statementTimeoutMs, lockTimeoutMs: LOCK_TIMEOUT_MS })
  const writing = openSessions(
    role({
      // Reading a whole (small) table would make every writer of it collide; an index keeps to the rows that are read.
      enable_seqscan: 'off',
      // Plans without a seq scan look costly enough to be compiled, which takes longer than running them.
      jit: 'off',
    }),
    writers,
    target.place,
    logger,
  )
  const reading = openSessions(
    role({ default_transaction_read_only: 'on', jit: 'off' }),
    Math.max(1, size - writers),
    target.place,
    logger,
  )
  const reader = new Kysely<Tables>({ dialect: postgresDialect(reading) })
  const hints = createHints()
  // What it writes is no data: nobody waits for the disk.
  const notices = openNotices(role({ synchronous_commit: 'off' }), logger, () => hints.fire())
  let full: AppError | null = null
  const transact = transactionsOver(writing, logger, () => {
    hints.fire()
    notices.tell()
  })

  return {
    async transaction(work, settings) {
      try {
        const value = await transact(work, settings)
        full = null
        return value
      } catch (thrown) {
        const error = toAppError(thrown)
        if (error.code === 'store_full') full = error
        if (error.code === 'store_full' || error.code === 'store_unavailable')
          logger.error({ err: error }, 'record store cannot write')
        throw thrown
      }
    },
    records: repositories(reader, singleWriter),
    onCommit: (listener) => hints.on(listener),
    copy: tableCopy({ reader, keeper: postgresNumbers, inTransaction: inOneTransaction(writing) }),
    async health() {
      try {
        await sql`SELECT 1`.execute(reader)
        return full
      } catch (thrown) {
        return toAppError(thrown, 'store_unavailable')
      }
    },
    async close() {
      await Promise.all([notices.close(), writing.close(CLOSE_MS), reading.close(CLOSE_MS)])
    },
  }
}
