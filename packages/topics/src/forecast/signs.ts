import { levelRank, levels, type Level } from '@guanlan/contracts'
import { CHINA_OFFSET, HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { logRatio } from '../burst/negative-binomial.js'
import { crowds, judge, type LevelRules, type LevelState } from '../level/level.js'
import { heardAt, heardHeat, situationOf, type Situation } from '../level/situation.js'
import type { Canonical, TopicGroup } from '../topic-group.js'

/** What is read off a topic at one moment: logarithms where the plain number would grow without end. */
export const topicSigns = [
  'heat',
  'rise1',
  'rise3',
  'acceleration',
  'posts1',
  'posts3',
  'posts12',
  'quiet',
  'surge',
  'sources',
  'tiers',
  'media',
  'headlines',
  'negativity',
  'missingPoints',
  'missingVoices',
  'missingSources',
  'official',
  'fromYellow',
  'fromOrange',
] as const
/** What belongs to each of the six hours ahead: how far away it is, and its time of day in Asia/Shanghai. */
export const hourSigns = ['constant', 'ahead', 'soonBusy', 'sine', 'cosine', 'sine2', 'cosine2'] as const

export type TopicSign = (typeof topicSigns)[number]
export type HourSign = (typeof hourSigns)[number]
export type Sign = TopicSign | HourSign
/** In the order of weights. */
export const signs: readonly Sign[] = [...topicSigns, ...hourSigns]

/** Hours that a forecast looks ahead. */
export const hoursAhead = 6

/** A topic as the forecast sees it. */
export interface Outlook {
  readonly now: Instant
  /** Level that is next above the one now. */
  readonly next: Level
  readonly signs: Readonly<Record<TopicSign, number>>
  readonly situation: Situation
  /** Points missing to the next level's cut, never below 0. */
  readonly missingPoints: number
  /** Distinct voices that may raise, within the freshness. */
  readonly voices: number
  /** When the government last spoke within twelve hours, epoch ms; null = it did not. */
  readonly officialAt: number | null
}

/** A topic of which nobody was heard for so long has nothing to be foretold, ms. */
const silence = 6 * HOUR
/** How long the government's word is counted, ms. */
const officialSpan = 12 * HOUR
/** Of the topic's own count by hour: dispersion, and the least rate that is tested against. */
const ownPace = { dispersion: 0.3, least: 0.2 }
const surgeCap = 8

/**
 * What the forecast rests on, as of `now`, by what was published until then and free of the order of arrival; `state` = the level as settled. null = there is nothing
 * to foretell: the topic is at the highest level, or nobody was heard for six hours. `freshness` in ms.
 */
export function outlookOf(
  group: TopicGroup,
  state: LevelState,
  now: Instant,
  freshness: number,
  rules: LevelRules,
): Outlook | null {
  const next = nextLevel(state.level)
  if (next === null) return null
  const at = toMs(now)
  const heard = heardAt(group, at, freshness)
  const posts = heard.filter(({ item }) => !item.source.official)
  const last = posts.at(-1)
  if (!last || at - last.published > silence) return null
  const situation = situationOf(group, now, freshness)
  const heatAt = (ago: number) => heardHeat(group, toInstant(at - ago), freshness, rules.levels.heat)
  const heat = heatAt(0)
  const { points } = judge(situation, heat, group.matter?.domain ?? null, rules)
  const missingPoints = Math.max(0, rules.levels.cuts[next] - points)
  const counts = hourly(posts, at)
  const within = (hours: number) => counts.slice(0, hours).reduce((sum, count) => sum + count, 0)
  const crowd = missingCrowd(situation, next)
  const official = heard.findLast(({ item, published }) => item.source.official && at - published <= officialSpan)
  const rise = (ago: number) => Math.log1p(heat) - Math.log1p(heatAt(ago))
  return {
    now,
    next,
    situation,
    missingPoints,
    voices: situation.voices,
    officialAt: official?.published ?? null,
    signs: {
      heat: Math.log1p(heat),
      rise1: rise(HOUR),
      rise3: rise(3 * HOUR),
      acceleration: Math.log((within(1) + 0.5) / ((within(3) - within(1)) / 2 + 0.5)),
      posts1: Math.log1p(within(1)),
      posts3: Math.log1p(within(3)),
      posts12: Math.log1p(within(12)),
      quiet: Math.log1p((at - last.published) / HOUR),
      surge: surgeOf(counts) / surgeCap,
      sources: Math.log(situation.sources),
      tiers: situation.tiers - 1,
      media: posts.some(({ item }) => item.source.tier === 'media') ? 1 : 0,
      headlines: posts.filter(({ headline }) => headline !== null).length / posts.length,
      negativity: situation.negativity,
      missingPoints: Math.min(40, missingPoints) / 10,
      missingVoices: Math.log((crowd.voices + 1) / (2 * within(3) + 1)),
      missingSources: crowd.sources,
      official: official ? 1 : 0,
      fromYellow: next === 'orange' ? 1 : 0,
      fromOrange: next === 'red' ? 1 : 0,
    },
  }
}

/** Signs of the hour that ends `ahead` (1 … 6) hours after now. `busy`: ln(1 + posts of the last hour). */
export function hourSignsOf(now: Instant, ahead: number, busy: number): Readonly<Record<HourSign, number>> {
  const middle = toMs(now) + CHINA_OFFSET + (ahead - 0.5) * HOUR
  const angle = (2 * Math.PI * (middle % (24 * HOUR))) / (24 * HOUR)
  const far = (ahead - 1) / (hoursAhead - 1)
  return {
    constant: 1,
    ahead: far,
    soonBusy: (1 - far) * busy,
    sine: Math.sin(angle),
    cosine: Math.cos(angle),
    sine2: Math.sin(2 * angle),
    cosine2: Math.cos(2 * angle),
  }
}

const nextLevel = (level: Level): Level | null =>
  levels.find((other) => levelRank(other) === levelRank(level) + 1) ?? null

/** Posts by age, the last hour first, over a day. */
function hourly(posts: readonly Canonical[], at: number): number[] {
  const counts = Array.from({ length: 24 }, () => 0)
  for (const { published } of posts) {
    const age = Math.floor((at - published) / HOUR)
    if (age < counts.length) counts[age] = (counts[age] ?? 0) + 1
  }
  return counts
}

/** One-sided CUSUM of the last six hours against twice the topic's own pace in the eighteen before; 0 … 8. */
function surgeOf(counts: readonly number[]): number {
  const before = counts.slice(hoursAhead)
  const known = before.findLastIndex((count) => count > 0) + 1
  const rate = known === 0 ? 0 : before.reduce((sum, count) => sum + count, 0) / known
  const usual = Math.max(ownPace.least, rate)
  const score = counts
    .slice(0, hoursAhead)
    .reduceRight((sum, count) => Math.max(0, sum + logRatio(count, usual, ownPace.dispersion, 2)), 0)
  return Math.min(surgeCap, score)
}

/** Voices and sources missing to the crowd that gives the next level whatever the points. */
function missingCrowd({ burst, wave, urgency }: Situation, next: Level): { voices: number; sources: number } {
  const short = (have: { voices: number; sources: number }, need: { voices: number; sources: number }) => ({
    voices: Math.max(0, need.voices - have.voices),
    sources: Math.max(0, need.sources - have.sources),
  })
  if (next === 'yellow') return short(burst, crowds.yellow)
  if (next === 'orange') return short(wave, crowds.orange)
  return short(wave, urgency === 3 ? crowds.red.grave : crowds.red.other)
}
