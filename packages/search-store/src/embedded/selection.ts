import { toMs } from '@guanlan/kernel'
import type { SearchFilter } from '../port.js'
import { firstRowAt, ROW_SLACK } from './row-id.js'

/** A piece of SQL after FROM, with the values of its question marks. */
export interface Selection {
  /** `FROM … WHERE …` over `documents d`, and over `words w` when there is text. */
  readonly sql: string
  readonly values: readonly (string | number)[]
  /** Column that orders by time and that a cursor names. */
  readonly row: 'w.rowid' | 'd.row'
}

/**
 * The documents that words and time select; profiles are left to the caller. The driver binds numbers as REAL, which the
 * index ignores as a bound of row ids: hence the casts. CROSS JOIN keeps the index outside, whose order is that of time.
 */
export function select(filter: SearchFilter, match: string | null): Selection {
  const row = match === null ? 'd.row' : 'w.rowid'
  const from = match === null ? 'documents d' : 'words w CROSS JOIN documents d ON d.row = w.rowid'
  const conditions = match === null ? [] : ['words MATCH ?']
  const values: (string | number)[] = match === null ? [] : [match]
  if (filter.from !== undefined) {
    conditions.push(`${row} >= CAST(? AS INTEGER)`, 'd.time >= ?')
    values.push(firstRowAt(toMs(filter.from)), toMs(filter.from))
  }
  if (filter.to !== undefined) {
    conditions.push(`${row} <= CAST(? AS INTEGER)`, 'd.time < ?')
    values.push(firstRowAt(toMs(filter.to)) + ROW_SLACK, toMs(filter.to))
  }
  return { sql: `FROM ${from} WHERE ${conditions.join(' AND ') || '1'}`, values, row }
}

/** Condition that a document's profile is one of `profiles`. `scan` keeps SQLite from using the index by profile. */
export const oneOf = (profiles: readonly number[], scan: boolean): { sql: string; values: [string] } => ({
  sql: ` AND ${scan ? '+' : ''}d.profile IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(profiles)],
})
