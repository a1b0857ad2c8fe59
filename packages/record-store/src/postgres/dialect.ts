import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { postgresError, isBroken } from './errors.js'
import type { AppError } from '@guanlan/kernel'

/** A connection of the driver as Kysely wants it, whose errors are ours. */
export interface Connection extends DatabaseConnection {
  /** First error since the transaction began: what undid it, whoever caught it. */
  readonly failure: AppError | null
  readonly broken: boolean
  /** Begins a transaction; serializable unless told otherwise. */
  begin(isolation?: 'serializable' | 'read-committed'): Promise<void>
  /** Throws what undid the transaction when it cannot be committed. */
  commit(): Promise<void>
  run(text: string): Promise<void>
}

export function connectionOver(client: pg.ClientBase, place: string): Connection {
  let failure: AppError | null = null
  let broken = false
  async function query<Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<pg.QueryResult<Row>> {
    try {
      return await client.query<Row>(text, values.map(storable))
    } catch (thrown) {
      broken ||= isBroken(thrown)
      const error = postgresError(thrown, place)
      failure ??= error
      throw error
    }
  }
  return {
    get failure() {
      return failure
    },
    get broken() {
      return broken
    },
    async begin(isolation) {
      failure = null
      // Said each time: a pooler in between may have dropped the session's own settings.
      await query(`BEGIN ISOLATION LEVEL ${isolation === 'read-committed' ? 'READ COMMITTED' : 'SERIALIZABLE'}`)
    },
    async commit() {
      // A transaction that failed answers COMMIT with ROLLBACK, and no error.
      const { command } = await query('COMMIT')
      if (command !== 'COMMIT') throw failure ?? postgresError(new Error(`COMMIT answered ${command}`), place)
    },
    async run(text) {
      await query(text)
    },
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const { command, rowCount, rows } = await query<pg.QueryResultRow>(sql, parameters)
      return {
        rows: rows as Row[],
        ...(command !== 'SELECT' && rowCount !== null ? { numAffectedRows: BigInt(rowCount) } : {}),
      }
    },
    async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
      yield await this.executeQuery<Row>(query)
    },
  }
}

/** PostgreSQL knows no U+0000 in text; readers see U+FFFD instead, and look-ups find it since they change alike. */
const storable = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value

/** Where a Kysely instance takes its connections from. */
export interface ConnectionSource {
  take(): Promise<Connection>
  giveBack(connection: Connection): Promise<void>
}

/** Kysely's PostgreSQL over our connections. Transactions are begun by us, where a repeat can be decided on. */
export function postgresDialect(source: ConnectionSource): Dialect {
  const ours = async (): Promise<never> => {
    throw new Error('transactions are begun by the record store')
  }
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: () => source.take(),
      releaseConnection: (connection) => source.giveBack(connection as Connection),
      beginTransaction: ours,
      commitTransaction: ours,
      rollbackTransaction: ours,
      destroy: async () => {},
    }),
  }
}
