import type { Topic, WhatIfInputs } from '@guanlan/contracts'
import { judge, type Judgement, type LevelRules } from './level.js'
import type { Situation } from './situation.js'

/** As in level.ts: growth of 2⁵ is all of its points; one voice's anger counts for half, three voices' whole. */
const fullGrowth = 5
const fullAnger = 4
/** Under the burst of 3 hours (5 voices), the wave of 12 (8), and points that may give red (30 voices in 12 hours). */
const [underBurst, underWave, enoughForRed] = [4, 7, 30]
const signalKind = /^floor:(.+)$/
const recent = /近 (3|12) 小时 (\d+) 人从/

/**
 * What a topic's judgement rested on, as far as topic and reasons tell it: counts as they stand, growth and negativity from their points, voices of the last hours from
 * the floors that name them; where no such floor speaks they lie below it. Judging these again gives the topic's points to a few tenths.
 */
export function inputsOf(topic: Topic, { levels, signals }: Pick<LevelRules, 'levels' | 'signals'>): WhatIfInputs {
  const pointsOf = (kind: string): number => topic.reasons.find((reason) => reason.kind === kind)?.points ?? 0
  const share = (kind: 'growth' | 'negativity'): number =>
    levels.points[kind] > 0 ? pointsOf(kind) / levels.points[kind] : 0
  const kinds = topic.reasons.flatMap(({ kind }) => signalKind.exec(kind)?.[1] ?? [])
  const voices = Math.max(1, topic.voices)
  const named = (hours: string): number | undefined => {
    const found = topic.reasons
      .map(({ kind, text }) => kind.startsWith('floor:') && recent.exec(text))
      .find((match) => match && match[1] === hours)
    return found ? Number(found[2]) : undefined
  }
  const isRedByPoints = topic.level === 'red' && !kinds.some((kind) => ['grave', 'broad', 'headline'].includes(kind))
  const anger = Math.min(1, (1 + voices) / fullAnger)
  return {
    heat: topic.heat,
    items: Math.max(1, topic.items),
    voices,
    growth: Math.max(1, 2 ** (fullGrowth * Math.min(1, share('growth')))),
    sources: Math.max(1, topic.sources.length),
    tiers: Math.max(1, new Set(topic.sources.map(({ tier }) => tier)).size),
    negativity: Math.min(1, Math.max(0, share('negativity') / anger)),
    urgency: topic.urgency ?? 0,
    voices3: named('3') ?? Math.min(voices, underBurst),
    voices12: named('12') ?? Math.min(voices, isRedByPoints ? enoughForRed : underWave),
    reposts: kinds.includes('spread') ? 500 : 0,
    grievance: kinds.some((kind) => ['burst', 'wave', 'broad'].includes(kind)) || topic.items > 1,
    domain: topic.domain,
    signals: signals.map(({ kind }) => kind).filter((kind) => kinds.includes(kind)),
  }
}

/** The level that these inputs give, by the code that gives the real one. Before hysteresis. */
export function judgeInputs(inputs: WhatIfInputs, rules: LevelRules): Judgement {
  const { heat, domain, growth, voices3, voices12, sources, signals, ...rest } = inputs
  const hundred = 100
  const situation: Situation = {
    ...rest,
    sources,
    // A rate of a hundred voices in three hours, so that the times are told finely whatever the voices are.
    growth: { lastHour: 0, last3Hours: Math.round(hundred * growth), ratePerHour: 0, ratePer3Hours: hundred / 3 },
    burst: { voices: voices3, sources },
    wave: { voices: Math.max(voices3, voices12), sources },
    signals: new Map(signals.map((kind) => [kind, 1])),
    headlines: null,
  }
  const judged = judge(situation, heat, domain, rules)
  const reasons = judged.reasons.map((reason) =>
    reason.kind === 'growth'
      ? { ...reason, text: `近 3 小时的人数为此前预期的 ${Math.round(10 * growth) / 10} 倍` }
      : reason,
  )
  return { ...judged, reasons }
}
