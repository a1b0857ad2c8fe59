/** Documents of one millisecond that keep their place; more of them move into the next milliseconds' room. */
export const ROWS_PER_MS = 2_048

/** 2⁴² ms after the epoch (the year 2109): times beyond either end sort as if at that end. */
const LATEST_MS = 2 ** 42 - 1

/** How far rows may have moved on from their own time when a millisecond was full (a day's items stamped midnight). */
export const ROW_SLACK = 3_600_000 * ROWS_PER_MS

/** First row id of a time: time × 2,048 stays below 2⁵³, so that it is a safe integer, and sorts as the time does. */
export const firstRowAt = (ms: number): number => Math.min(Math.max(ms, 0), LATEST_MS) * ROWS_PER_MS
