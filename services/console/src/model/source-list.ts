import type { SourceState } from '@guanlan/contracts'
import { t } from '../messages/index.js'
import type { SourceFilter } from './url-state.js'

/** Worst first: what is not heard, what is heard badly, what was never asked, what is well, what is meant to be off. */
const worst: readonly SourceState['health'][] = [
  'gone',
  'blocked',
  'failing',
  'silent',
  'slow',
  'unknown',
  'healthy',
  'off',
]
const unwell = new Set<SourceState['health']>(['gone', 'blocked', 'failing', 'silent', 'slow'])

const isShown = ({ health }: SourceState, show: SourceFilter['show']): boolean =>
  show === 'all' || (show === 'off' ? health === 'off' : unwell.has(health))

/** Whether every word stands somewhere in what the list tells of the source. */
const hasWords = ({ source, name, url, problem }: SourceState, words: string): boolean => {
  const text = `${source} ${name} ${url} ${problem?.message ?? ''}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** What the filter leaves, worst first, then by name. */
export const selectSources = (sources: Iterable<SourceState>, filter: SourceFilter): SourceState[] =>
  [...sources]
    .filter((source) => isShown(source, filter.show) && hasWords(source, filter.q))
    .sort(
      (a, b) =>
        worst.indexOf(a.health) - worst.indexOf(b.health) ||
        a.name.localeCompare(b.name, 'zh') ||
        a.source.localeCompare(b.source),
    )

/** How many each choice of the filter would show, before words. */
export function countSources(sources: Iterable<SourceState>): Record<SourceFilter['show'], number> {
  const list = [...sources]
  const of = (show: SourceFilter['show']): number => list.filter((source) => isShown(source, show)).length
  return { all: list.length, unwell: of('unwell'), off: of('off') }
}

/** The newest version of each, of what was loaded and what came live since. */
export function newestSources(
  loaded: readonly SourceState[],
  live: ReadonlyMap<string, SourceState>,
): Map<string, SourceState> {
  return new Map(
    loaded.map((source) => {
      const since = live.get(source.source)
      return [source.source, since && since.version > source.version ? since : source]
    }),
  )
}

/** How it is read and what kind of voice it is, 「列表页 · 政府」; once where both are called the same. */
export function kindOf({ kind, tier }: SourceState): string {
  const read = t.sources.kinds[kind] ?? kind
  return read === t.tiers[tier] ? read : `${read} · ${t.tiers[tier]}`
}
