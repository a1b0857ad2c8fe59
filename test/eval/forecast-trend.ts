import { buildCalendar } from '@guanlan/desk'
import { toInstant, toMs, unwrap, seededRandom } from '@guanlan/kernel'
import { loadOffice, shippedConfig } from '@guanlan/runtime'
import {
  chineseSeasons,
  localHourOf,
  slotsBy,
  trendsOf,
  type LocalHour,
  type Series,
  type TopicItem,
} from '@guanlan/topics'
import { diceOf, rhythm } from '../../config/tooling/dice.js'
import { noisyCounts } from './series.js'

const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
const calendar = buildCalendar(office.holidays)
const slotOf = slotsBy(calendar)
const seasons = chineseSeasons(calendar)
/** Weeks learnt from before the first stretch that is foretold. */
const history = 8 * 168
const resamples = 300

/** One stretch that was foretold, and what the same stretch a week before had brought. */
interface Stretch {
  readonly came: number
  readonly weekBefore: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** Trends of whole series at every midnight after eight weeks: the next day, foretold by what came until then. MASE = mean error by that of the week before. */
export function evaluateTrends(real: readonly TopicItem[] | null): void {
  for (const [name, rate] of [
    ['5 an hour', 5],
    ['one in 2 hours', 0.5],
    ['one in 20 hours', 0.05],
  ] as const)
    report(`simulated series, weekly rhythm, ${name}`, foretold(simulated(rate)))
  if (real) report('a board’s complaints by domain', foretold(byDomain(real)))
}

/** Twelve series of twenty weeks that swing, and whose rate drifts by a quarter over a month or so. */
function simulated(rate: number): Series[] {
  const first = localHourOf('2025-02-23T16:00:00.000Z')
  return Array.from({ length: 12 }, (_, n) => {
    const dice = diceOf(30_000 + n)
    let drift = 0
    const means = Array.from({ length: 20 * 168 }, (__, at) => {
      if (at % 24 === 0) drift = 0.97 * drift + 0.06 * dice.normal()
      const slot = slotOf(first + at)
      return rate * rhythm(Math.floor(slot / 24), slot % 24) * Math.exp(drift)
    })
    const counts = noisyCounts(means, dice)
    return {
      key: `${n}`,
      parent: null,
      domain: 'housing',
      counts: new Map(counts.map((count, at) => [first + at, count])),
    }
  })
}

function byDomain(items: readonly TopicItem[]): Series[] {
  const counts = new Map<string, Map<LocalHour, number>>()
  for (const { matters, published } of items) {
    const domain = matters[0]?.domain
    if (!domain) continue
    const own = counts.get(domain) ?? new Map<LocalHour, number>()
    counts.set(domain, own)
    const hour = localHourOf(toInstant(toMs(published)))
    own.set(hour, (own.get(hour) ?? 0) + 1)
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([domain, own]) => ({ key: domain, parent: null, domain, counts: own }))
}

/** Every series' days after its first eight weeks, each foretold at its midnight. The board's hours before its first message do not count as silence. */
function foretold(all: readonly Series[]): Stretch[][] {
  const hours = all.flatMap(({ counts }) => [...counts.keys()])
  const first = Math.ceil(Math.min(...hours) / 24) * 24
  const last = Math.floor(Math.max(...hours) / 24) * 24
  const days = new Map<string, Stretch[]>(all.map(({ key }) => [key, []]))
  for (let until = first + history; until < last; until += 24) {
    const trends = trendsOf(all, { from: until - history, until, slotOf, seasons }, { stretches: 1, hours: 24 })
    for (const { key, counts } of all) {
      const band = trends.get(key)?.[0]
      const sum = (from: LocalHour) =>
        Array.from({ length: 24 }, (_, hour) => counts.get(from + hour) ?? 0).reduce((a, b) => a + b, 0)
      if (band) days.get(key)?.push({ ...band, came: sum(until), weekBefore: sum(until - 168) })
    }
  }
  return [...days.values()]
}

function report(name: string, series: readonly (readonly Stretch[])[]): void {
  // Days of one week hang together: weeks are resampled.
  const weeks = series.flatMap((days) =>
    Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(7 * week, 7 * week + 7)),
  )
  console.log(
    `trend: ${name}: ${series.length} series, ${weeks.flat().length} days; MASE ${resampled(weeks, mase)}; 80 % band holds ${resampled(weeks, held)}`,
  )
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
const mase = (days: readonly Stretch[]): number =>
  mean(days.map(({ came, middle }) => Math.abs(came - middle))) /
  mean(days.map(({ came, weekBefore }) => Math.abs(came - weekBefore)))
const held = (days: readonly Stretch[]): number =>
  mean(days.map(({ came, low, high }) => (came >= low && came <= high ? 1 : 0)))

/** 「0.82 [0.80, 0.84]」: with the 95 % bootstrap interval over weeks. */
function resampled(weeks: readonly (readonly Stretch[])[], figure: (days: readonly Stretch[]) => number): string {
  const random = seededRandom(27)
  const figures = Array.from({ length: resamples }, () =>
    figure(weeks.flatMap(() => weeks[Math.floor(random() * weeks.length)] ?? [])),
  ).toSorted((a, b) => a - b)
  const at = (share: number) => (figures[Math.floor(share * (figures.length - 1))] ?? Number.NaN).toFixed(3)
  return `${figure(weeks.flat()).toFixed(3)} [${at(0.025)}, ${at(0.975)}]`
}
