/** Both engines bound the number of parameters of one statement; 200 rows of a dozen columns stay below. */
const CHUNK = 200

/** `rows` in slices small enough for one statement; nothing for an empty list. */
export function* inChunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += CHUNK) yield rows.slice(i, i + CHUNK)
}
