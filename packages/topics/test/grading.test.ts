import { levelRank, levels as levelCodes, type Level } from '@guanlan/contracts'
import { HOUR, MINUTE, toInstant, unwrap } from '@guanlan/kernel'
import { loadOffice, shippedConfig } from '@guanlan/runtime'
import { expect, it } from 'vitest'
import { evaluate, groupOf, restingLevel, type TopicItem } from '../src/index.js'
import { gradedSituations, type GradedSituation } from './graded-situations.js'
import { freshness, itemOf, start } from './support.js'

const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
const now = start + 100 * HOUR

/** The situation as items: waves lie evenly over their hours, voices go round the sources, signals are of the newest. */
function itemsOf(situation: GradedSituation): TopicItem[] {
  const { domain, waves, sources, tiers, sentiment, urgency, signals, reposts } = situation
  const times = waves.flatMap(({ voices, hours }) =>
    Array.from({ length: voices }, (_, n) => now - MINUTE - (hours * HOUR * n) / voices),
  )
  return times
    .toSorted((a, b) => b - a)
    .map((time, n) => {
      const source = n % sources
      const tier = tiers[source % tiers.length] ?? 'forum'
      return itemOf(`v${n}`, {
        published: toInstant(time),
        seen: toInstant(time),
        voice: `v${n}`,
        source: { id: `s${source}`, name: `来源${source}`, tier, official: false },
        matters: [{ code: 'matter', name: '事项', domain, score: 0.9 }],
        sentiment,
        urgency,
        signals: signals.filter(({ items }) => n < items).map(({ kind }) => kind),
        ...(reposts > 0 ? { metrics: { reposts } } : {}),
      })
    })
}

function levelOf(situation: GradedSituation): Level {
  const members = itemsOf(situation).map((item, order) => ({
    order,
    topic: 't',
    copyOf: null,
    keys: [],
    links: [],
    item,
  }))
  const rules = { levels: office.levels, signals: office.signals, domains: office.domains }
  return evaluate(groupOf(members), restingLevel, toInstant(now), freshness, rules).state.level
}

/** Cohen's kappa with linear weights (Cohen 1968): 1 = agreement, 0 = as chance would. */
function weightedKappa(pairs: readonly (readonly [Level, Level])[]): number {
  const share = (which: 0 | 1, level: Level) => pairs.filter((pair) => pair[which] === level).length / pairs.length
  const apart = (a: Level, b: Level) => Math.abs(levelRank(a) - levelRank(b))
  const observed = pairs.reduce((sum, [a, b]) => sum + apart(a, b), 0) / pairs.length
  const byChance = levelCodes.flatMap((a) => levelCodes.map((b) => share(0, a) * share(1, b) * apart(a, b)))
  return 1 - observed / byChance.reduce((sum, one) => sum + one, 0)
}

it('grades 120 situations as a careful duty officer does, and none of the gravest two levels too low', () => {
  expect(gradedSituations).toHaveLength(120)
  const graded = gradedSituations.map((situation) => ({ ...situation, given: levelOf(situation) }))
  expect(graded.filter(({ level, given }) => level === 'red' && levelRank(given) < levelRank('orange'))).toEqual([])
  // 0.947 when the gradings were first compared, seven apart.
  expect(weightedKappa(graded.map(({ level, given }) => [level, given] as const))).toBeGreaterThanOrEqual(0.75)
})
