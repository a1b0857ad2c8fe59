import type { Counts } from './office-file.js'

const partsOf = (columns: readonly Counts[]): string[] => [...new Set(columns.flatMap((counts) => Object.keys(counts)))]

export const sameCounts = (one: Counts, other: Counts): boolean =>
  partsOf([one, other]).every((part) => (one[part] ?? 0) === (other[part] ?? 0))

/** One line for each part (search, topic, table), one column for each count; what differs is marked. */
export function printCounts(titles: readonly string[], columns: readonly Counts[]): void {
  const parts = partsOf(columns)
  const width = Math.max(0, ...parts.map((part) => part.length))
  console.log(`${''.padEnd(width)}${titles.map((title) => title.padStart(10)).join('')}`)
  for (const part of parts) {
    const counts = columns.map((column) => column[part] ?? 0)
    const differs = counts.some((count) => count !== counts[0])
    console.log(
      `${part.padEnd(width)}${counts.map((count) => String(count).padStart(12)).join('')}${differs ? '  ← 不符' : ''}`,
    )
  }
}
