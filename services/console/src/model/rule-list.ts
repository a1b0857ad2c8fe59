import type { RuleMatter } from '@guanlan/contracts'
import type { RuleFilter } from './url-state.js'

const isShown = ({ published, caught }: RuleMatter, show: RuleFilter['show']): boolean =>
  show === 'all' || (show === 'changed' ? published !== null : caught === 0)

/** Everything that the words of the filter look into, lower case. */
const textOf = ({ code, name, leadName, texts }: RuleMatter): string =>
  [code, name, leadName, ...texts.rules, ...texts.hints].join('\n').toLowerCase()

/** What the filter leaves, most caught first, then by name. */
export function selectMatters(matters: readonly RuleMatter[], filter: RuleFilter): RuleMatter[] {
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean)
  return matters
    .filter(
      (matter) =>
        isShown(matter, filter.show) &&
        (filter.domain === '' || (matter.domain ?? OUTSIDE) === filter.domain) &&
        words.every((word) => textOf(matter).includes(word)),
    )
    .sort(
      (a, b) => (b.caught ?? 0) - (a.caught ?? 0) || a.name.localeCompare(b.name, 'zh') || a.code.localeCompare(b.code),
    )
}

/** Stands in the address for matters outside the eight domains. */
export const OUTSIDE = 'none'

/** How many each choice of the filter would show, before words and domain. */
export function countMatters(matters: readonly RuleMatter[]): Record<RuleFilter['show'], number> {
  const of = (show: RuleFilter['show']): number => matters.filter((matter) => isShown(matter, show)).length
  return { all: matters.length, changed: of('changed'), silent: of('silent') }
}
