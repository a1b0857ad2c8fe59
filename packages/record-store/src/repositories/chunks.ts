/** Both engines bound the number of parameters of one statement; 200 rows of a dozen columns stay below. */
const CHUNK = 200

/** `rows` in slices small enough for one statement; nothing for an empty list. */
export function* inChunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += CHUNK) yield rows.slice(i, i + CHUNK)
}

/**
 * One row per key, where the last counts: PostgreSQL refuses an upsert that meets a row twice. `merge` says what of the
 * earlier one stays, as it would if they came one after the other.
 */
export function lastPerKey<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  merge: (earlier: T, later: T) => T = (_earlier, later) => later,
): T[] {
  const last = new Map<string, T>()
  for (const row of rows) {
    const key = keyOf(row)
    const earlier = last.get(key)
    last.set(key, earlier === undefined ? row : merge(earlier, row))
  }
  return [...last.values()]
}

/** Sorts after every text that begins with `prefix`, byte by byte, as both engines compare. */
export const afterPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`
