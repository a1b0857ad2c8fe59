import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { hoursAhead, hourSignsOf, signs, topicSigns, type Outlook, type Sign } from './signs.js'

/** Weight of each sign. */
export type SignWeights = Readonly<Record<Sign, number>>

/** Weights as `npm run train -- forecast` learns them; how and from what stands in the card of the same file. */
export interface ForecastModel {
  /** Log-odds that the next level is reached within an hour ahead, if it was not before. */
  readonly hazard: SignWeights
  /** Logarithm of the posts that an hour ahead brings. */
  readonly posts: SignWeights
  /** α of the negative binomial of all six hours together. */
  readonly dispersion: number
  /** Means of the signs where it was learnt: what a reason is more or less than. */
  readonly means: SignWeights
}

/** What the weights make of an outlook. */
export interface Odds {
  /** Probability that the next level is reached within 1, 2, … 6 hours, in [0, 1], never falling. */
  readonly reached: readonly number[]
  /** Posts of citizens and media expected in each of the six hours. */
  readonly posts: readonly number[]
}

/** No hour brings more than so many times the busiest of what is known: the exponential knows no end. */
const mostPosts = 2_000

/** Hazards and expected posts of the six hours ahead. Whatever speaks for the next level only ever raises what is `reached`. */
export function oddsOf(outlook: Outlook, model: ForecastModel): Odds {
  let left = 1
  const reached: number[] = []
  const posts: number[] = []
  for (let ahead = 1; ahead <= hoursAhead; ahead += 1) {
    const row = rowOf(outlook, ahead)
    left *= 1 - 1 / (1 + Math.exp(-weighed(row, model.hazard)))
    reached.push(1 - left)
    posts.push(Math.min(mostPosts, Math.exp(Math.min(50, weighed(row, model.posts)))))
  }
  return { reached, posts }
}

/** All signs of one hour ahead, in the order of `signs`. */
export function rowOf({ now, signs: known }: Outlook, ahead: number): number[] {
  const hour = hourSignsOf(now, ahead, known.posts1)
  return signs.map((sign) => (isTopicSign(sign) ? known[sign] : hour[sign]))
}

const topical = new Set<string>(topicSigns)
const isTopicSign = (sign: Sign): sign is (typeof topicSigns)[number] => topical.has(sign)

const weighed = (row: readonly number[], weights: SignWeights): number =>
  signs.reduce((sum, sign, at) => sum + weights[sign] * (row[at] as number), 0)

/** Text of config/model/forecast.json → model; `config_invalid` names the field that is missing or no number. */
export function readForecastModel(text: string): Result<ForecastModel> {
  const bad = (field: string) => err(new AppError('config_invalid', `预测模型文件不完整：${field}`))
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return bad('不是 JSON')
  }
  const parts = isRecord(file) ? file : {}
  for (const name of ['hazard', 'posts', 'means']) {
    const part = parts[name]
    if (!isRecord(part)) return bad(name)
    const missing = signs.find((sign) => !Number.isFinite(part[sign]))
    if (missing) return bad(`${name}.${missing}`)
  }
  const { dispersion } = parts
  if (typeof dispersion !== 'number' || !(dispersion > 0) || !Number.isFinite(dispersion)) return bad('dispersion')
  return ok(parts as unknown as ForecastModel)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
