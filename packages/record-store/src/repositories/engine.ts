import type { SelectQueryBuilder } from 'kysely'
import type { Tables } from '../tables.js'

/** Where the engines differ: what one writer at a time gives for nothing in SQLite. */
export interface Engine {
  /** Keeps others from taking a number of the change feed before ours is readable. */
  lockFeed(): Promise<void>
  /** Keeps rows that are read from being deleted by others before this transaction has ended; changing them is allowed. */
  keep<Table extends keyof Tables, Row>(
    query: SelectQueryBuilder<Tables, Table, Row>,
  ): SelectQueryBuilder<Tables, Table, Row>
}

/** One writer at a time: nothing to lock. */
export const singleWriter: Engine = { lockFeed: async () => {}, keep: (query) => query }
