import { seededRandom, unwrap } from '@guanlan/kernel'
import { readForecastFile } from '@guanlan/runtime'
import { bandOf, oddsOf, readForecastModel, type ForecastModel, type Landmark } from '@guanlan/topics'
import { otherWorld, plainWorld } from '../../config/tooling/stories.js'
import { simulatedLandmarks } from '../../config/tooling/train-forecast.js'
import { boardLines, hotlistLines, itemsOf, livesOf } from './forecast-streams.js'
import { evaluateTrends } from './forecast-trend.js'

/** Stories that are held back: their seeds lie far from those that were trained on. */
const heldBack = Array.from({ length: 400 }, (_, n) => 100_000 + n)
const resamples = 300

/** One moment at which something was foretold, and what came. */
interface Foretold {
  readonly probability: number
  readonly reached: boolean
  readonly next: string
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly posts: number
}

/**
 * The topic forecast at every hour of topics that it was not trained on: Brier skill against climatology (the share of these very moments from which the level rose), reliability, and how often the 80 % band of posts held what came. Resampled by topic, since moments of one topic are alike. Then the trends.
 */
export async function evaluateForecast(data: string): Promise<void> {
  const model = unwrap(readForecastModel(readForecastFile()))
  report('simulated stories, held back', told(simulatedLandmarks(plainWorld, heldBack), model))
  report('simulated stories of another world, held back', told(simulatedLandmarks(otherWorld, heldBack), model))
  const [hotlists, board] = [hotlistLines(data), boardLines(data)].map((lines) => lines && itemsOf(lines))
  if (hotlists) report('hot lists, a month of four platforms', told(livesOf(hotlists), model))
  if (board) report('a board’s complaints', told(livesOf(board), model))
  evaluateTrends(board ?? null)
  return Promise.resolve()
}

const told = (topics: readonly (readonly Landmark[])[], model: ForecastModel): Foretold[][] =>
  topics
    .map((landmarks) =>
      landmarks.map(({ outlook, reached, posts }) => {
        const odds = oddsOf(outlook, model)
        const mean = odds.posts.reduce((a, b) => a + b, 0)
        const { low, high } = bandOf(mean, model.dispersion)
        return {
          probability: odds.reached.at(-1) ?? 0,
          reached: reached !== null,
          next: outlook.next,
          mean,
          low,
          high,
          posts: posts.reduce((a, b) => a + b, 0),
        }
      }),
    )
    .filter((landmarks) => landmarks.length > 0)

function report(name: string, topics: readonly (readonly Foretold[])[]): void {
  const all = topics.flat()
  const rises = all.filter(({ reached }) => reached).length
  const risen = topics.filter((moments) => moments.some(({ reached }) => reached)).length
  console.log(
    `forecast: ${name}: ${topics.length} topics, ${all.length} hours; the level rose within 6 h from ${rises} of these, in ${risen} topics`,
  )
  if (rises === 0) return console.log('  nothing rose: no skill can be told')
  console.log(
    `  Brier skill ${resampled(topics, skill)}; against the share of each level ${resampled(topics, skillByLevel)}; each alone: ${['yellow', 'orange', 'red'].map((next) => `→ ${next} ${byLevel(topics, next)}`).join('; ')}`,
  )
  console.log(`  reliability: foretold (mean) → came, hours: ${reliability(all)}`)
  const covered = (part: readonly Foretold[]) =>
    part.filter(({ posts, low, high }) => posts >= low && posts <= high).length / Math.max(1, part.length)
  const sizes: readonly (readonly [string, number, number])[] = [
    ['all', 0, Infinity],
    ['under 1 expected', 0, 1],
    ['1 to 5', 1, 5],
    ['from 5', 5, Infinity],
  ]
  for (const [size, from, to] of sizes) {
    const part = topics
      .map((moments) => moments.filter(({ mean }) => mean >= from && mean < to))
      .filter((moments) => moments.length > 0)
    const width = part.flat().reduce((sum, { low, high }) => sum + high - low, 0) / Math.max(1, part.flat().length)
    if (part.length > 0)
      console.log(
        `  80 % band of posts in 6 h, ${size}: holds ${resampled(part, covered)} of ${part.flat().length}, mean width ${width.toFixed(1)}`,
      )
  }
}

const brier = (all: readonly Foretold[], said: (one: Foretold) => number): number =>
  all.reduce((sum, one) => sum + (said(one) - (one.reached ? 1 : 0)) ** 2, 0) / all.length

/** 1 − Brier score / that of the share of all these moments from which the level rose; NaN where nothing rose. */
function skill(all: readonly Foretold[]): number {
  const usual = all.filter(({ reached }) => reached).length / all.length
  return 1 - brier(all, ({ probability }) => probability) / brier(all, () => usual)
}

/** The same against the share of each level by itself: the hardest constants there are. */
function skillByLevel(all: readonly Foretold[]): number {
  const shares = new Map(
    [...new Set(all.map(({ next }) => next))].map((next) => {
      const own = all.filter((one) => one.next === next)
      return [next, own.filter(({ reached }) => reached).length / own.length] as const
    }),
  )
  return 1 - brier(all, ({ probability }) => probability) / brier(all, ({ next }) => shares.get(next) ?? 0)
}

function byLevel(topics: readonly (readonly Foretold[])[], next: string): string {
  const part = topics
    .map((moments) => moments.filter((one) => one.next === next))
    .filter((moments) => moments.length > 0)
  const rises = part.flat().filter(({ reached }) => reached).length
  return rises === 0
    ? `none of ${part.flat().length} hours`
    : `${resampled(part, skill)} (${rises} of ${part.flat().length} hours)`
}

function reliability(all: readonly Foretold[]): string {
  const edges = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.01]
  return edges
    .slice(0, -1)
    .flatMap((from, n) => {
      const bin = all.filter(({ probability }) => probability >= from && probability < (edges[n + 1] as number))
      if (bin.length === 0) return []
      const mean = bin.reduce((sum, { probability }) => sum + probability, 0) / bin.length
      return [`${percent(mean)} → ${percent(bin.filter(({ reached }) => reached).length / bin.length)} (${bin.length})`]
    })
    .join(', ')
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`

/** 「0.29 [0.25, 0.33]」: with the 95 % bootstrap interval over topics. */
function resampled(topics: readonly (readonly Foretold[])[], figure: (all: readonly Foretold[]) => number): string {
  const random = seededRandom(27)
  const figures = Array.from({ length: resamples }, () =>
    figure(topics.flatMap(() => topics[Math.floor(random() * topics.length)] ?? [])),
  )
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b)
  const at = (share: number) => (figures[Math.floor(share * (figures.length - 1))] ?? Number.NaN).toFixed(3)
  return `${figure(topics.flat()).toFixed(3)} [${at(0.025)}, ${at(0.975)}]`
}
