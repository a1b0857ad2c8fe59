import type { StoredRow } from '../port.js'
import type { Tables } from '../tables.js'

interface Layout {
  /** Primary key: rows are read in its order, page by page. */
  readonly key: readonly string[]
  /** Rows get a number each from a sequence of the table (`seq`). */
  readonly numbered?: true
  /** Columns that say who works on the row at the moment, and what they hold when nobody does. */
  readonly unheld?: StoredRow
}

const unheld = { holder: null, lease_until: 0 }

/**
 * Every table that is carried when an office moves. Leases are not: whoever held them is not running any more, and where
 * the office goes on, others take them.
 */
export const tableLayout: Readonly<Record<Exclude<keyof Tables, 'leases'>, Layout>> = {
  facts: { key: ['name'] },
  sources: { key: ['id'], unheld },
  seen_items: { key: ['article'] },
  vault: { key: ['article', 'content_hash'] },
  topics: { key: ['id'] },
  topic_items: { key: ['article'] },
  alerts: { key: ['id'] },
  tickets: { key: ['id'] },
  timers: { key: ['station', 'id'] },
  calls: { key: ['seq'], numbered: true, unheld },
  feed: { key: ['seq'], numbered: true },
  inbox: { key: ['station', 'id'] },
  idempotency: { key: ['key'] },
  outbox: { key: ['seq'], numbered: true },
}

export type CarriedTable = keyof typeof tableLayout

/** In the order in which they are carried. */
export const carriedTables = Object.keys(tableLayout) as CarriedTable[]

export const numberedTables = carriedTables.filter((name) => tableLayout[name].numbered)

/** Columns that are `bigint` in PostgreSQL, whose driver gives them as text. All of them stay below 2⁵³. */
export const wideColumns: ReadonlySet<string> = new Set(['seq', 'not_before', 'lease_until'])
