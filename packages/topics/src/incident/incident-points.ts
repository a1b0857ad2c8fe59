import type { Level, Reason } from '@guanlan/contracts'
import { HOUR } from '@guanlan/kernel'
import { comparable } from '../comparable.js'
import { civicFrom, titlePoints, type TitlePoints } from './title-points.js'

/** A headline as it was seen on a hot list. */
export interface SeenTitle {
  readonly title: string
  readonly platform: string
  /** Epoch ms. */
  readonly at: number
  readonly points: TitlePoints
  /** Headline as it is compared: distinct ones count. */
  readonly text: string
}

/** A headline with what it says; `at` in epoch ms. */
export function seenTitle(title: string, platform: string, at: number): SeenTitle {
  const points = titlePoints(title)
  return { title, platform, at, points, text: comparable(points.bare) }
}

/** Points from which a topic of headlines is of a level. */
const cuts: readonly (readonly [Level, number])[] = [
  ['red', 54],
  ['orange', 40],
  ['yellow', 28.5],
]

/** What several platforms and distinct headlines within 3 and 12 hours are worth. */
const platformPoints = [0, 0, 7, 13, 17]
const fast = [0, 0, 9, 14, 19, 19, 26]
const steady = [0, 0, 0, 5, 5, 5, 10, 10, 10, 10, 21]
const pointsAt = (steps: readonly number[], count: number): number => steps[Math.min(count, steps.length - 1)] ?? 0

/** Of a single headline nobody knows yet whether it is true. */
const single = 0.75
const perTitle = 2
const mostForTitles = 10

/**
 * (0.7 severity + domain + accusation + 6 if an authority speaks) × (½ + ½ share) + (platforms + growth + 2 a distinct
 * headline, at most 10) × share − mean penalty. Share: the part of its distinct headlines that are civic themselves. `sightings`: at least one, by time; growth is that at `now`, epoch ms.
 */
export function topicPoints(
  sightings: readonly SeenTitle[],
  now: number,
): {
  readonly level: Level
  readonly points: number
  readonly title: string
  readonly reasons: readonly Reason[]
} {
  const distinct = [...new Map(sightings.toReversed().map((each) => [each.text, each])).values()].toReversed()
  const max = (of: (each: SeenTitle) => number) => Math.max(...distinct.map(of))
  const civic = distinct.filter(({ points }) => points.total >= civicFrom)
  const share = civic.length / distinct.length
  const within = (hours: number) => distinct.filter(({ at }) => now - at <= hours * HOUR).length
  const platforms = new Set(sightings.map(({ platform }) => platform)).size
  const severity = max(({ points }) => points.severity) * (distinct.length === 1 ? single : 1)
  const domain = max(({ points }) => points.domain)
  const accusation = max(({ points }) => points.accusation)
  const official = distinct.some(({ points }) => points.official) ? 6 : 0
  const kind = (0.7 * severity + domain + accusation + official) * (0.5 + 0.5 * share)
  const growth = Math.max(pointsAt(fast, within(3)), pointsAt(steady, within(12)))
  const titles = Math.min(mostForTitles, perTitle * distinct.length)
  const breadth = (pointsAt(platformPoints, platforms) + growth + titles) * share
  const penalty = distinct.reduce((sum, { points }) => sum + points.penalty, 0) / distinct.length
  const points = Math.round(10 * (kind + breadth - penalty)) / 10
  const reasons: Reason[] = [
    { kind: 'severity', points: 0.7 * severity, text: `险情 ${severityText(distinct)}` },
    { kind: 'domain', points: domain + accusation, text: '涉及民生领域的投诉或质疑' },
    { kind: 'official', points: official, text: '官方已发声' },
    {
      kind: 'breadth',
      points: breadth,
      text: `${platforms} 个平台，${distinct.length} 个不同标题，近 3 小时 ${within(3)} 个`,
    },
  ]
  return {
    level: cuts.find(([, cut]) => points >= cut)?.[0] ?? 'blue',
    points,
    title: (civic[0] ?? distinct[0])?.title ?? '',
    reasons: reasons.filter((reason) => reason.points > 0),
  }
}

function severityText(distinct: readonly SeenTitle[]): string {
  const dead = Math.max(...distinct.map(({ points }) => points.dead))
  return dead > 0 ? `${dead} 人死亡` : '见于标题'
}
