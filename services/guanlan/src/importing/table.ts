/** A row of a table, numbered as a spreadsheet shows it: from 1, headings and empty rows counted. */
export interface TableRow {
  readonly row: number
  /** Text of each cell; '' = empty. Moments are `2026-11-16 08:30:00`, local. Rows may be shorter or longer than the headings. */
  readonly cells: readonly string[]
}

/** Longest row, in characters: an unclosed quote or a file that is none must not fill the memory. */
export const longestRow = 1_000_000
