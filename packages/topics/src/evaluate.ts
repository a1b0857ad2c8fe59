import type { Topic } from '@guanlan/contracts'
import { CHINA_OFFSET, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { judge, settle, type Judgement, type LevelRules, type LevelState } from './level/level.js'
import { heardHeat, situationOf } from './level/situation.js'
import { summarise } from './summarise.js'
import type { TopicGroup } from './topic-group.js'

/** A topic's level at one moment, with the judgement behind it. */
export interface Evaluation {
  readonly state: LevelState
  readonly judged: Judgement
}

/**
 * Judges a topic as of `now`, by what was published until then, and settles the level with what it was before.
 * `freshness` in ms.
 */
export function evaluate(
  group: TopicGroup,
  before: LevelState,
  now: Instant,
  freshness: number,
  rules: LevelRules,
): Evaluation {
  const situation = situationOf(group, now, freshness)
  const heat = heardHeat(group, now, freshness, rules.levels.heat)
  const judged = judge(situation, heat, group.matter?.domain ?? null, rules)
  return { state: settle(before, judged, now, rules.levels), judged }
}

/** The topic as told to others, its heat as of `now`, or null when none of its members names a matter. */
export function describeTopic(
  group: TopicGroup,
  { state, judged }: Evaluation,
  identity: { readonly topic: string; readonly version: number; readonly now: Instant },
  rules: LevelRules,
): Topic | null {
  const held = state.level === judged.level ? [] : [heldReason(state)]
  const view = { ...identity, level: state.level, points: judged.points, reasons: [...judged.reasons, ...held] }
  return summarise(group, view, rules.levels.heat)
}

const heldReason = ({ below }: LevelState) => ({
  kind: 'hysteresis',
  points: 0,
  text: `已低于现等级，须持续一段时间才降级${below === null ? '' : `（自 ${localTime(below)} 起）`}`,
})

/** Instant → `HH:MM` in Asia/Shanghai. */
const localTime = (at: Instant): string => toInstant(toMs(at) + CHINA_OFFSET).slice(11, 16)
