import { levelRank } from '@guanlan/contracts'
import { HOUR, MINUTE, toInstant, type Instant } from '@guanlan/kernel'
import { evaluate } from '../evaluate.js'
import { restingLevel, type LevelRules, type LevelState } from '../level/level.js'
import type { TopicGroup } from '../topic-group.js'
import { hoursAhead, outlookOf, type Outlook } from './signs.js'

/** A moment of a topic's life: what could be known then, and what came of it. */
export interface Landmark {
  readonly outlook: Outlook
  /** Hour (1 … 6) in which the level rose above what it was; null = it did not. */
  readonly reached: number | null
  /** Posts of citizens and media that each of the six hours brought, near copies folded. */
  readonly posts: readonly number[]
}

/** A topic whose whole life is known. */
export interface Life {
  readonly group: TopicGroup
  /** Nothing is known of what came after it, epoch ms: later landmarks than six hours before it are not taken. Infinity = all is known. */
  readonly until: number
  /** Time between two landmarks, ms; they lie at full multiples of it. */
  readonly every: number
}

interface Step {
  readonly at: number
  readonly state: LevelState
}

/**
 * Landmarks of a topic at every moment of a grid on which a forecast has something to look at, by what was published until then: the level's own path (docs/levels.md) says what
 * came of it. `freshness` in ms.
 */
export function landmarksOf({ group, until, every }: Life, freshness: number, rules: LevelRules): Landmark[] {
  const path = pathOf(group, freshness, rules)
  const [first, last] = [path[0], path.at(-1)]
  if (!first || !last) return []
  const posts = group.timeline
    .filter(({ item }) => item.raises && !item.source.official)
    .map(({ published }) => published)
  const landmarks: Landmark[] = []
  let known = 0
  const end = Math.min(last.at + hoursAhead * HOUR, until - hoursAhead * HOUR)
  for (let at = Math.ceil(first.at / every) * every; at <= end; at += every) {
    while (known + 1 < path.length && (path[known + 1] as Step).at <= at) known += 1
    const { state } = path[known] as Step
    const outlook = outlookOf(group, state, toInstant(at), freshness, rules)
    if (!outlook) continue
    const rise = path.slice(known + 1).find((step) => levelRank(step.state.level) > levelRank(state.level))
    const hours = rise ? Math.ceil((rise.at - at) / HOUR) : Infinity
    landmarks.push({
      outlook,
      reached: hours <= hoursAhead ? Math.max(1, hours) : null,
      posts: countsAfter(posts, at),
    })
  }
  return landmarks
}

/** Judgements as the detector makes them: after each item, at most one a minute, and in silence while there is a level to lose. */
function pathOf(group: TopicGroup, freshness: number, rules: LevelRules): Step[] {
  const moments = [...new Set(group.members.map(({ item }) => item.published))].toSorted()
  const path: Step[] = []
  let state = restingLevel
  const judgeAt = (moment: Instant, at: number) => {
    ;({ state } = evaluate(group, state, moment, freshness, rules))
    path.push({ at, state })
  }
  const looksUntil = (end: number) => {
    for (;;) {
      const due = (path.at(-1)?.at ?? Infinity) + rules.levels.hysteresis.wait
      if (state.level === 'blue' || due >= end) return
      judgeAt(toInstant(due), due)
    }
  }
  for (const [n, moment] of moments.entries()) {
    const at = Date.parse(moment)
    const next = moments[n + 1]
    if (next !== undefined && Date.parse(next) < (Math.floor(at / MINUTE) + 1) * MINUTE) continue
    looksUntil(at)
    judgeAt(moment, at)
  }
  looksUntil(Infinity)
  return path
}

function countsAfter(posts: readonly number[], at: number): number[] {
  const counts = Array.from({ length: hoursAhead }, () => 0)
  for (const published of posts) {
    const hour = Math.ceil((published - at) / HOUR) - 1
    if (hour >= 0 && hour < hoursAhead) counts[hour] = (counts[hour] ?? 0) + 1
  }
  return counts
}
