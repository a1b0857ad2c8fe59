import { toInstant, toMs, type Instant } from '@guanlan/kernel'
import { evaluate, type Evaluation } from '../evaluate.js'
import type { TopicGroup } from '../topic-group.js'
import { restingLevel, type LevelRules, type LevelState } from './level.js'

/** How a topic's level stands: as settled, and the moment it was judged at. */
export interface Standing {
  readonly state: LevelState
  readonly at: Instant
}

/** One judgement on a level's path. */
export interface Step {
  readonly at: Instant
  readonly evaluation: Evaluation
}

/**
 * Judgements that an item published at `published` calls for; `group` holds it already. A level lives in the time of publication: it is judged at the item's own time, or at the last judgement's when
 * that is later. So it hardly matters when, from where first, and in what batches the items were collected. Looks that had
 * fallen due before come first, by what was published until then: a level that silence would have lowered
 * is lowered before the item may raise it again. `freshness` in ms.
 */
export function followItem(
  group: TopicGroup,
  before: Standing | null,
  published: Instant,
  freshness: number,
  rules: LevelRules,
): { readonly looks: readonly Step[]; readonly item: Step } {
  const looks: Step[] = []
  const until = latest(group, before, published)
  let state = before?.state ?? restingLevel
  let at = before?.at ?? until
  while (state.level !== 'blue') {
    const due = toInstant(toMs(at) + rules.levels.hysteresis.wait)
    if (due >= until) break
    const evaluation = evaluate(group, state, due, freshness, rules)
    looks.push({ at: due, evaluation })
    state = evaluation.state
    at = due
  }
  return { looks, item: { at: until, evaluation: evaluate(group, state, until, freshness, rules) } }
}

/** The moment to judge at: nothing of the topic that is known by then is left out. */
function latest({ timeline }: TopicGroup, before: Standing | null, published: Instant): Instant {
  const newest = timeline[timeline.length - 1]?.item.published ?? published
  return [newest, before?.at ?? published].reduce((a, b) => (a > b ? a : b), published)
}
