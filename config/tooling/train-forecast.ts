import { HOUR, unwrap } from '@guanlan/kernel'
import { loadOffice, shippedConfig } from '@guanlan/runtime'
import { levelRulesOf } from '@guanlan/service-topic-detector'
import {
  bandOf,
  enoughKnown,
  hoursAhead,
  landmarksOf,
  oddsOf,
  rowOf,
  signs,
  type ForecastModel,
  type Landmark,
  type Sign,
  type SignWeights,
} from '@guanlan/topics'
import { fitGlm, logistic, scattered } from './glm.js'
import { plainWorld, simulateStory, type World } from './stories.js'

/** Stories that are learnt from; their seeds are 1, 2, 3 … Held-back ones have others. */
const stories = 1_200

/** Scatter of the posts of one hour while their mean is learnt, so that the few great stories do not decide alone. */
const hourScatter = 0.7

/** Signs that may only speak for the next level, or only against it, whatever the examples say: more voices never make it less likely. */
const sides: Readonly<Partial<Record<Sign, 1 | -1>>> = {
  heat: 1,
  rise1: 1,
  rise3: 1,
  acceleration: 1,
  posts1: 1,
  posts3: 1,
  posts12: 1,
  soonBusy: 1,
  surge: 1,
  sources: 1,
  tiers: 1,
  media: 1,
  negativity: 1,
  quiet: -1,
  missingPoints: -1,
  missingVoices: -1,
  missingSources: -1,
}

/** Landmarks of simulated stories on which a forecast would have said something, story by story; `every` in ms. */
export function simulatedLandmarks(world: World, seeds: readonly number[], every = HOUR): Landmark[][] {
  const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
  const rules = levelRulesOf(office)
  return seeds.map((seed) =>
    landmarksOf({ group: simulateStory(seed, world), until: Infinity, every }, office.office.freshness, rules).filter(
      ({ outlook }) => enoughKnown(outlook),
    ),
  )
}

/** The forecast's model: its file by name with weights and a card that says where they come from, and how much it was learnt from. */
export function trainForecastFile(): { files: Record<string, string>; summary: unknown } {
  const seeds = Array.from({ length: stories }, (_, n) => n + 1)
  const landmarks = simulatedLandmarks(plainWorld, seeds, 2 * HOUR).flat()
  const model = fitForecast(landmarks)
  const risen = landmarks.filter(({ reached }) => reached !== null).length
  const card = {
    about: {
      what: `Whether a topic reaches the next level within ${hoursAhead} hours, and how many posts these bring: weights of packages/topics/src/forecast.`,
      hazard:
        'Logistic regression of each hour ahead (discrete hazard); signs that speak for a rise have weights of one side only.',
      posts: 'Log-linear mean of each hour ahead; all six hours share one negative binomial scatter.',
      data: 'Stories simulated by config/tooling/stories.ts with fixed seeds, judged by config/office; no text and no figure of anybody else.',
      made: 'npm run train -- forecast; with --check it says whether this file is what training makes.',
    },
    training: { stories, landmarks: landmarks.length, risen },
  }
  return { files: { 'forecast.json': `${JSON.stringify({ card, ...model }, null, 2)}\n` }, summary: card.training }
}

/** Weights learnt from landmarks. Each counts once an hour ahead, until the level has risen. */
export function fitForecast(landmarks: readonly Landmark[]): ForecastModel {
  const at = <T>(pick: (landmark: Landmark, ahead: number) => T): T[] =>
    landmarks.flatMap((landmark) =>
      Array.from({ length: landmark.reached ?? hoursAhead }, (_, hour) => pick(landmark, hour + 1)),
    )
  const hazard = fitGlm(
    {
      inputs: Float64Array.from(at(({ outlook }, ahead) => rowOf(outlook, ahead)).flat()),
      outcomes: Float64Array.from(at(({ reached }, ahead) => (reached === ahead ? 1 : 0))),
      width: signs.length,
    },
    logistic,
    signs.map((sign) => sides[sign] ?? 0),
  )
  const hours = landmarks.flatMap(({ outlook, posts }) =>
    posts.map((count, hour) => ({ row: rowOf(outlook, hour + 1), count })),
  )
  const posts = fitGlm(
    {
      inputs: Float64Array.from(hours.flatMap(({ row }) => row)),
      outcomes: Float64Array.from(hours, ({ count }) => count),
      width: signs.length,
    },
    scattered(hourScatter),
    signs.map(() => 0),
  )
  const means = signs.map((_, sign) => hours.reduce((sum, { row }) => sum + (row[sign] as number), 0) / hours.length)
  const model = { hazard: named(hazard), posts: named(posts), means: named(means), dispersion: 1 }
  return { ...model, dispersion: bestDispersion(landmarks, model) }
}

/** Dispersion whose 80 % bands of six hours have the least mean interval score (Winkler 1972): width, and ten times what lies outside. */
function bestDispersion(landmarks: readonly Landmark[], model: ForecastModel): number {
  const sums = landmarks.map(({ outlook, posts }) => ({
    mean: oddsOf(outlook, model).posts.reduce((a, b) => a + b, 0),
    count: posts.reduce((a, b) => a + b, 0),
  }))
  const score = (dispersion: number) =>
    sums.reduce((sum, { mean, count }) => {
      const { low, high } = bandOf(mean, dispersion)
      // By the size of the mean, or the few great stories would decide alone.
      return sum + (high - low + 10 * Math.max(0, low - count, count - high)) / (1 + mean)
    }, 0)
  const tried = Array.from({ length: 24 }, (_, n) => 0.1 * 1.12 ** n)
  return rounded(tried.map((at) => ({ at, score: score(at) })).reduce((a, b) => (b.score < a.score ? b : a)).at)
}

/** No more digits than any machine agrees on. */
const rounded = (value: number): number => Number(value.toFixed(4))

const named = (values: readonly number[]): SignWeights =>
  Object.fromEntries(signs.map((sign, at) => [sign, rounded(values[at] ?? 0)])) as Record<Sign, number>
