import type { Forecast } from '@guanlan/contracts'
import { HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { quantile } from '../burst/negative-binomial.js'
import type { LevelRules, LevelState } from '../level/level.js'
import type { TopicGroup } from '../topic-group.js'
import { oddsOf, type ForecastModel } from './model.js'
import { reasonsOf } from './reasons.js'
import { outlookOf, type Outlook } from './signs.js'

/** Voices below which nothing is foretold. */
const leastVoices = 3

/** Whether enough is known of a topic to foretell anything. */
export const enoughKnown = ({ voices }: Outlook): boolean => voices >= leastVoices

/**
 * What is to be expected of a topic in the six hours after `now`, by what was published until then. null = there is nothing to foretell (silent for six hours, or red); with
 * fewer than three voices the answer is that too little is known. `freshness` in ms.
 */
export function forecastTopic(
  group: TopicGroup,
  state: LevelState,
  now: Instant,
  { freshness, rules, model }: { freshness: number; rules: LevelRules; model: ForecastModel },
): Forecast | null {
  const outlook = outlookOf(group, state, now, freshness, rules)
  if (!outlook) return null
  const { next } = outlook
  if (!enoughKnown(outlook)) {
    const text = `依据不足：只有 ${outlook.voices} 人发声，满 ${leastVoices} 人才作预测`
    return { at: now, next, probability: null, posts: null, hours: [], reasons: [{ kind: 'unknown', points: 0, text }] }
  }
  const { reached, posts } = oddsOf(outlook, model)
  return {
    at: now,
    next,
    probability: hundredths(reached.at(-1) ?? 0),
    posts: bandOf(
      posts.reduce((sum, mean) => sum + mean, 0),
      model.dispersion,
    ),
    hours: posts.map((mean, hour) => ({
      from: toInstant(toMs(now) + hour * HOUR),
      ...bandOf(mean, model.dispersion),
    })),
    reasons: reasonsOf(outlook, model),
  }
}

/** Eight of ten times no fewer than `low` and no more than `high`, where the mean is `mean`. */
export const bandOf = (mean: number, dispersion: number) => ({
  low: quantile(0.1, mean, dispersion),
  expected: Math.round(mean * 10) / 10,
  high: quantile(0.9, mean, dispersion),
})

/** Never certain: 0.01 to 0.99. */
const hundredths = (value: number): number => Math.min(0.99, Math.max(0.01, Math.round(value * 100) / 100))
