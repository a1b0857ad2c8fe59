import type { FoundMatter } from '@guanlan/contracts'
import type { MeaningfulHit } from './reading.js'

/**
 * 0 none, 1 soon, 2 today, 3 life in danger: the highest that a signal or an urgent rule of a matter found here asks for.
 * A text about no matter is not urgent.
 */
export function judgeUrgency(hits: readonly MeaningfulHit[], matters: readonly FoundMatter[]): number {
  const found = new Set(matters.map(({ code }) => code))
  let urgency = 0
  for (const { meaning } of hits) {
    const counts = found.size > 0 && (meaning.of === 'signal' || (meaning.of === 'urgent' && found.has(meaning.code)))
    if (counts && 'urgency' in meaning) urgency = Math.max(urgency, meaning.urgency)
  }
  return urgency
}
