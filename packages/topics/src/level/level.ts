import { levelNames, levelRank, levels, type Level, type LevelsConfig, type Reason } from '@guanlan/contracts'
import { HOUR, toMs, type Instant } from '@guanlan/kernel'
import { show } from './heat.js'
import type { Situation } from './situation.js'

/** What of the office's configuration the level needs. */
export interface LevelRules {
  readonly levels: LevelsConfig
  /** Name and floor of each signal kind; an unknown kind sets no floor. */
  readonly signals: readonly { readonly kind: string; readonly name: string; readonly floor: Level }[]
  /** Points (0 … 15) and names of the domains; a matter outside all of them has none. */
  readonly domains: readonly { readonly code: string; readonly name: string; readonly points: number }[]
}

/** A judgement of one moment, before hysteresis. */
export interface Judgement {
  readonly level: Level
  readonly points: number
  readonly reasons: readonly Reason[]
}

/** Points that one voice in the newest 3 hours beyond the expected is worth fades with the logarithm; 32 times is all of them. */
const fullGrowth = 5
const fullSources = 10
const fullTiers = 5
const fullVoices = 64
/** One person's anger is half of it, that of three people all. */
const fullAnger = 4

/** Bursts that set a floor: voices and sources within 3 hours, within 12 hours with heat, and the broad ones that make a red. */
const burst = { voices: 5, sources: 2 }
const wave = { voices: 8, sources: 3, heat: 40 }
const grave = { voices: 30, sources: 4 }
const broad = { voices: 60, sources: 6 }

/** Voices and sources that floors ask for, by the level they give; for red where danger to life is told of, and elsewhere. */
export const crowds = { yellow: burst, orange: wave, red: { grave, other: broad } } as const

/** One complaint that so many passed on is a matter of many, whoever else speaks. */
const spread = 500

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

/** Points of a situation and the level they give, raised by floors. Without anything that may raise: blue, no points. */
export function judge(situation: Situation, heat: number, domain: string | null, rules: LevelRules): Judgement {
  if (situation.items === 0) {
    return { level: 'blue', points: 0, reasons: [{ kind: 'quiet', points: 0, text: '没有可用于定级的新近内容' }] }
  }
  const terms = termsOf(situation, heat, domain, rules)
  const points = Math.round(10 * terms.reduce((sum, term) => sum + term.points, 0)) / 10
  const floors = floorsOf(situation, heat, rules)
  const floor = floors.reduce((best, { level }) => higher(best, level), 'blue' as Level)
  const byPoints = levelOf(points, rules.levels.cuts)
  // The gravest level calls out a whole county: many points without many people are not enough.
  const broadEnough = situation.wave.voices >= grave.voices
  const capped = byPoints === 'red' && !broadEnough ? 'orange' : byPoints
  const level = higher(capped, floor)
  return { level, points, reasons: [...terms, ...floors.map(({ reason }) => reason)] }
}

/** Level that points alone give. */
export const levelOf = (points: number, cuts: LevelsConfig['cuts']): Level =>
  levels.find((level) => points >= cuts[level]) ?? 'blue'

const higher = (a: Level, b: Level): Level => (levelRank(a) >= levelRank(b) ? a : b)

function termsOf(situation: Situation, heat: number, domain: string | null, rules: LevelRules): Reason[] {
  const { points } = rules.levels
  const { growth, negativity, sources, tiers, voices, urgency } = situation
  const { strength, text } = growthStrength(growth)
  const found = rules.domains.find(({ code }) => code === domain)
  const breadth = 0.6 * clamp((sources - 1) / (fullSources - 1)) + 0.4 * clamp((tiers - 1) / (fullTiers - 1))
  const people = 0.5 * clamp(Math.log2(voices) / Math.log2(fullVoices)) + 0.5 * (urgency / 3)
  return [
    { kind: 'heat', points: points.heat * (heat / 100), text: `热度 ${show(heat)}` },
    { kind: 'growth', points: points.growth * strength, text },
    {
      kind: 'negativity',
      points: points.negativity * clamp(negativity) * clamp((1 + voices) / fullAnger),
      text: `负面程度 ${Math.round(100 * negativity)}%（${voices} 人，${situation.items} 条平均）`,
    },
    {
      kind: 'domain',
      points: points.domain * ((found?.points ?? 0) / 15),
      text: found ? `属重点领域「${found.name}」` : '不属重点领域',
    },
    { kind: 'breadth', points: points.breadth * breadth, text: `${sources} 个来源，${tiers} 类渠道` },
    {
      kind: 'people',
      points: points.people * people,
      text: `${voices} 人反映，${['未见紧急情形', '宜尽快处理', '宜当日处理', '可能危及生命'][urgency] ?? ''}`,
    },
  ].map((term) => ({ ...term, points: Math.round(term.points * 10) / 10 }))
}

/** log₂ of how many times the expected number came, over the last hour or the last three, whichever says more. */
function growthStrength(growth: Situation['growth']): { strength: number; text: string } {
  const times = (count: number, expected: number) => Math.log2(Math.max(1, count) / Math.max(1, expected)) / fullGrowth
  const hour = times(growth.lastHour, growth.ratePerHour)
  const three = times(growth.last3Hours, 3 * growth.ratePer3Hours)
  const text =
    hour > three
      ? `近 1 小时 ${growth.lastHour} 人，此前每小时 ${show(growth.ratePerHour)} 人`
      : `近 3 小时 ${growth.last3Hours} 人，此前每小时 ${show(growth.ratePer3Hours)} 人`
  return { strength: clamp(Math.max(hour, three)), text }
}

interface Floor {
  readonly level: Level
  readonly reason: Reason
}

/** What sets the level at least, whatever the points: signals of danger, bursts of many voices, and what headlines of hot lists say. */
function floorsOf(situation: Situation, heat: number, rules: LevelRules): Floor[] {
  const floors: Floor[] = []
  const add = (level: Level, kind: string, text: string) =>
    floors.push({ level, reason: { kind: `floor:${kind}`, points: 0, text: `${text}，至少${levelNames[level]}` } })
  const { wave: recent, burst: now, headlines } = situation
  let gravest: Level = 'blue'
  for (const [kind, items] of situation.signals) {
    const signal = rules.signals.find((one) => one.kind === kind)
    if (!signal) continue
    gravest = higher(gravest, signal.floor)
    add(signal.floor, kind, `${items} 条涉及「${signal.name}」`)
  }
  if (headlines && headlines.level !== 'blue')
    add(
      headlines.level,
      'headline',
      `热榜标题${headlines.reasons.map(({ text }) => text).join('，')}（${headlines.points} 分）`,
    )
  if (situation.grievance && now.voices >= burst.voices && now.sources >= burst.sources) {
    add('yellow', 'burst', `近 3 小时 ${now.voices} 人从 ${now.sources} 个来源反映`)
  }
  if (situation.grievance && recent.voices >= wave.voices && recent.sources >= wave.sources && heat >= wave.heat) {
    add('orange', 'wave', `近 12 小时 ${recent.voices} 人从 ${recent.sources} 个来源反映，热度 ${show(heat)}`)
  }
  if (situation.reposts >= spread) add('yellow', 'spread', `一条诉求被转发 ${situation.reposts} 次`)
  const isGrave = levelRank(gravest) >= levelRank('orange')
  if (isGrave && recent.voices >= grave.voices && recent.sources >= grave.sources) {
    add('red', 'grave', `涉及严重情形，且近 12 小时 ${recent.voices} 人从 ${recent.sources} 个来源反映`)
  } else if (situation.grievance && recent.voices >= broad.voices && recent.sources >= broad.sources) {
    add('red', 'broad', `近 12 小时 ${recent.voices} 人从 ${recent.sources} 个来源反映`)
  }
  return floors
}

/** What is remembered between two judgements of one topic. */
export interface LevelState {
  readonly level: Level
  /** Since when every judgement was lower than `level`; null = the last one was not. */
  readonly below: Instant | null
  /** Whether points alone gave the level: only then a fall of points lowers it at once. */
  readonly byPoints: boolean
}

export const restingLevel: LevelState = { level: 'blue', below: null, byPoints: true }

/**
 * Up at once; down when the points lie `hysteresis.points` below the level's cut (and points had given it), or when every
 * judgement of `hysteresis.wait` was lower. Falls to what is judged now.
 */
export function settle(before: LevelState, judged: Judgement, now: Instant, config: LevelsConfig): LevelState {
  const reached: LevelState = {
    level: judged.level,
    below: null,
    byPoints: levelRank(levelOf(judged.points, config.cuts)) >= levelRank(judged.level),
  }
  if (levelRank(judged.level) >= levelRank(before.level)) return reached
  const farBelow = before.byPoints && judged.points <= config.cuts[before.level] - config.hysteresis.points
  const below = before.below ?? now
  const longBelow = toMs(now) - toMs(below) >= config.hysteresis.wait
  return farBelow || longBelow ? reached : { ...before, below }
}

/** Blue topics are looked at again this often (ms) while there is so much heat to lose. */
const slowly = 6 * HOUR
const lukewarm = 5

/** When silence will have changed something worth saying: ms after the last judgement, or null when the topic is at rest. */
export function nextLook(state: LevelState, heat: number, config: LevelsConfig): number | null {
  if (state.level !== 'blue') return config.hysteresis.wait
  return heat >= lukewarm ? slowly : null
}
