import { createHash } from 'node:crypto'
import { AppError } from '@guanlan/kernel'
import type { SearchQuery } from './port.js'

/** Eight hex digits that tell one query from another, its limit and cursor aside: a cursor is for its own query only. */
export function queryMark(query: SearchQuery): string {
  const { limit: _limit, cursor: _cursor, ...rest } = query
  const fields = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 8)
}

/** Position (numbers of the adapter's own) → the opaque text that clients hand back. */
export const encodeCursor = (query: SearchQuery, position: readonly number[]): string =>
  Buffer.from(JSON.stringify([queryMark(query), ...position])).toString('base64url')

/** The position of the query's cursor, of exactly `length` safe integers; null without a cursor. Errors: `cursor_invalid`. */
export function decodeCursor(query: SearchQuery, length: number): number[] | null {
  if (query.cursor === undefined) return null
  const [mark, ...position] = parse(query.cursor)
  if (mark !== queryMark(query) || position.length !== length || !position.every((n) => Number.isSafeInteger(n))) {
    throw new AppError('cursor_invalid', 'the cursor is not one of this query')
  }
  return position as number[]
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
