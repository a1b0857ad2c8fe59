import { createHash } from 'node:crypto'
import { AppError } from '@guanlan/kernel'
import type { SearchQuery } from './port.js'

/** Eight hex digits that tell one query from another, its limit and cursor aside: a cursor is for its own query only. */
export function queryMark(query: SearchQuery): string {
  const { limit: _limit, cursor: _cursor, ...rest } = query
  const fields = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 8)
}

/** One coordinate of a position; what it means is the adapter's own affair. */
export type Coordinate = number | string

/** Position → the opaque text that clients hand back. */
export const encodeCursor = (query: SearchQuery, position: readonly Coordinate[]): string =>
  Buffer.from(JSON.stringify([queryMark(query), ...position])).toString('base64url')

/**
 * The position of the query's cursor; null without one. Errors: `cursor_invalid` when it is garbage, of another query, or
 * no position that `isPosition` knows.
 */
export function decodeCursor<Position extends readonly Coordinate[]>(
  query: SearchQuery,
  isPosition: (position: readonly unknown[]) => position is Position,
): Position | null {
  if (query.cursor === undefined) return null
  const [mark, ...position] = parse(query.cursor)
  if (mark !== queryMark(query) || !isPosition(position)) throw cursorInvalid('the cursor is not one of this query')
  return position
}

export const cursorInvalid = (why: string): AppError => new AppError('cursor_invalid', why)

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
