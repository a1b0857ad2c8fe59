import type { LevelsConfig, Metrics, Reason, SourceTier } from '@guanlan/contracts'
import { HOUR, toMs, type Instant } from '@guanlan/kernel'
import type { TopicItem } from '../item.js'

/** One canonical item and how many near copies it has. */
export interface HeatItem {
  readonly item: Pick<TopicItem, 'article' | 'published' | 'metrics'> & {
    readonly source: { readonly tier: SourceTier; readonly weight?: number }
  }
  /** Near copies beside the canonical item. */
  readonly copies: number
}

/** Heat in [0, 100] and the terms it is made of: all but the last add up to `raw`. */
export interface Heat {
  readonly heat: number
  readonly raw: number
  readonly terms: readonly Reason[]
}

const tierNames: Readonly<Record<SourceTier, string>> = {
  government: '政务',
  media: '媒体',
  forum: '论坛',
  hotlist: '热榜',
  hotline: '热线',
  social: '社交平台',
}

/** Lists of what is hot on social platforms churn as those do; news and boards keep for a day. */
export const halfLifeOf = (tier: SourceTier, { halfLife }: LevelsConfig['heat']): number =>
  tier === 'social' || tier === 'hotlist' ? halfLife.social : halfLife.other

/** 1 + 0.4 ln(1+reposts) + 0.3 ln(1+comments) + 0.2 ln(1+likes) + 0.1 ln(1+reads). Unknown counts add nothing. */
export const engagement = ({ reposts = 0, comments = 0, likes = 0, reads = 0 }: Metrics = {}): number =>
  1 + 0.4 * Math.log1p(reposts) + 0.3 * Math.log1p(comments) + 0.2 * Math.log1p(likes) + 0.1 * Math.log1p(reads)

/** 1 + 0.5 ln(how often it appeared): 1 for an item without copies. */
export const repetition = (copies: number): number => 1 + 0.5 * Math.log1p(copies)

/**
 * raw = Σ tier weight × source's weight × engagement × repetition × 2^(−age / half-life) over canonical items, heat = 100 (1 − e^(−raw/ref)).
 * Age counts from publication to `now`, never below 0. Monotone in every count, free of order (the sum runs by article
 * id), falling while nothing new comes.
 */
export function heatOf(items: readonly HeatItem[], now: Instant, config: LevelsConfig['heat']): Heat {
  const tiers = new Map<SourceTier, { items: number; base: number; own: boolean }>()
  let base = 0
  let engaged = 0
  let repeated = 0
  let raw = 0
  const ordered = items.toSorted((a, b) => (a.item.article < b.item.article ? -1 : 1))
  for (const { item, copies } of ordered) {
    const { tier, weight: own = 1 } = item.source
    const weight = (config.tiers[tier] ?? 1) * own
    const withMetrics = weight * engagement(item.metrics)
    const withCopies = withMetrics * repetition(copies)
    const age = Math.max(0, toMs(now) - toMs(item.published))
    base += weight
    engaged += withMetrics
    repeated += withCopies
    raw += withCopies * 2 ** (-age / halfLifeOf(tier, config))
    const sum = tiers.get(tier) ?? { items: 0, base: 0, own: false }
    tiers.set(tier, { items: sum.items + 1, base: sum.base + weight, own: sum.own || own !== 1 })
  }
  const heat = 100 * (1 - Math.exp(-raw / config.ref))
  const byTier = [...tiers]
    .toSorted((a, b) => b[1].base - a[1].base || (a[0] < b[0] ? -1 : 1))
    .map(([tier, sum]) => ({
      kind: `tier:${tier}`,
      points: sum.base,
      text: `${tierNames[tier]} ${sum.items} 条，每条权重 ${config.tiers[tier] ?? 1}${sum.own ? '（再乘来源自己的权重）' : ''}，计 ${show(sum.base)}`,
    }))
  const { social, other } = config.halfLife
  return {
    heat,
    raw,
    terms: [
      ...byTier,
      { kind: 'engagement', points: engaged - base, text: `转发、评论、点赞、阅读，增 ${show(engaged - base)}` },
      { kind: 'copies', points: repeated - engaged, text: `近似件，增 ${show(repeated - engaged)}` },
      {
        kind: 'age',
        points: raw - repeated,
        text: `随时间衰减，减 ${show(repeated - raw)}（半衰期：社交与热榜 ${social / HOUR} 小时，其余 ${other / HOUR} 小时）`,
      },
      {
        kind: 'heat',
        points: heat,
        text: `合计 ${show(raw)}，热度 = 100 ×（1 − e^(−${show(raw)}/${config.ref})）= ${show(heat)}`,
      },
    ],
  }
}

/** One decimal. */
export const show = (value: number): string => (Math.round(value * 10) / 10).toString()
