import type { Topic } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import { heatOf } from './level/heat.js'
import { judge, settle, type Judgement, type LevelRules, type LevelState } from './level/level.js'
import { situationOf } from './level/situation.js'
import { summarise, tellingMatter } from './summarise.js'
import type { Member } from './topic-index.js'

/** A topic's level at one moment, with the judgement behind it. */
export interface Evaluation {
  readonly state: LevelState
  readonly judged: Judgement
}

/** Judges the members of one topic at `now` and settles the level with what it was before. `freshness` in ms. */
export function evaluate(
  members: readonly Member[],
  before: LevelState,
  now: Instant,
  freshness: number,
  rules: LevelRules,
): Evaluation {
  const situation = situationOf(members, now, freshness)
  const { heat } = heatOf(situation.heatItems, now, rules.levels.heat)
  const domain = tellingMatter(members.map(({ item }) => item))?.domain ?? null
  const judged = judge(situation, heat, domain, rules)
  return { state: settle(before, judged, now, rules.levels), judged }
}

/** The topic as told to others, or null when none of its members names a matter. */
export function describeTopic(
  members: readonly Member[],
  { state, judged }: Evaluation,
  identity: { readonly topic: string; readonly version: number; readonly now: Instant },
  rules: LevelRules,
): Topic | null {
  const held = state.level === judged.level ? [] : [heldReason(state)]
  const view = { ...identity, level: state.level, points: judged.points, reasons: [...judged.reasons, ...held] }
  return summarise(members, view, rules.levels.heat)
}

const heldReason = ({ below }: LevelState) => ({
  kind: 'hysteresis',
  points: 0,
  text: `已低于现等级，须持续一段时间才降级${below === null ? '' : `（自 ${localTime(below)} 起）`}`,
})

/** Instant → `HH:MM` in Asia/Shanghai (UTC+8 the year round). */
const localTime = (at: Instant): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16)
