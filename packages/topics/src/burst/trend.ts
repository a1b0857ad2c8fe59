import { learnBaselines, type Ground, type Series } from './baseline.js'
import { quantile } from './negative-binomial.js'
import type { LocalHour } from './week.js'

/** What a stretch of hours is likely to bring: eight of ten times from `low` to `high`, half of the times no more than `middle`. */
export interface TrendBand {
  readonly from: LocalHour
  readonly hours: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** An hour two days ago counts half for how much more or less than usual comes at present; and so many voices of the usual weigh against it. */
const presentHalfLife = 48
const presentHours = 14 * 24
const usualVoices = 20
/** What is above or below the usual has gone half way back after so many hours. */
const backHalfLife = 96
/** Scatter of a whole stretch beside the hours' own: they go up and down together. */
const togetherScatter = 0.02

/**
 * The next `stretches` stretches of `hours` hours each of every series, from the first hour after the ground: the usual of each hour (baseline.ts: week, calendar, season) × how much more or
 * less than usual came lately, fading. A function of the counts alone.
 */
export function trendsOf(
  all: readonly Series[],
  ground: Ground,
  { stretches, hours }: { readonly stretches: number; readonly hours: number },
): Map<string, TrendBand[]> {
  const baselines = learnBaselines(all, ground)
  return new Map(
    all.map(({ key, counts }) => {
      const baseline = baselines.get(key)
      const expected = (hour: LocalHour) => baseline?.expected(hour) ?? 0
      const present = presentOf(counts, expected, ground)
      const bands = Array.from({ length: stretches }, (_, stretch) => {
        const from = ground.until + stretch * hours
        let [mean, variance] = [0, 0]
        for (let hour = from; hour < from + hours; hour += 1) {
          const here = expected(hour) * (1 + (present - 1) * 2 ** (-(hour - ground.until) / backHalfLife))
          mean += here
          variance += (baseline?.dispersion(hour) ?? 0) * here * here
        }
        const dispersion = togetherScatter + (mean > 0 ? variance / (mean * mean) : 0)
        const at = (share: number) => quantile(share, mean, dispersion)
        return { from, hours, low: at(0.1), middle: at(0.5), high: at(0.9) }
      })
      return [key, bands]
    }),
  )
}

/** How many times the usual comes at present; the fewer were to be expected the nearer to 1. */
function presentOf(
  counts: ReadonlyMap<LocalHour, number>,
  expected: (hour: LocalHour) => number,
  { from, until }: Ground,
): number {
  let [came, usual] = [usualVoices, usualVoices]
  for (let hour = Math.max(from, until - presentHours); hour < until; hour += 1) {
    const weight = 2 ** (-(until - hour) / presentHalfLife)
    came += weight * (counts.get(hour) ?? 0)
    usual += weight * expected(hour)
  }
  return came / usual
}
