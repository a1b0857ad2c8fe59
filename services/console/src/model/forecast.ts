import type { Forecast, Topic, TopicStory } from '@guanlan/contracts'
import { t } from '../messages/index.js'
import { msOf } from './time.js'

const HOUR = 3_600_000
/** What was foretold so long ago is not shown any more. */
const STALE_AFTER = 3 * HOUR
/** Hours drawn between the last post and the forecast at most: after longer silence its band stands alone in the line below. */
const WIDEST_GAP = 12

/** The topic's forecast while it is worth a look at `now` (epoch ms); undefined for what is merged, silent, or said too long ago. */
export function forecastNow({ forecast, redirect }: Topic, now: number): Forecast | undefined {
  if (!forecast || redirect !== undefined) return undefined
  return now - msOf(forecast.at) <= STALE_AFTER ? forecast : undefined
}

/** 「6 小时内升为「重大」的可能 62%，预计再来 4–15 条（八成把握，仅供参考）」; what is unknown is said to be so. */
export function forecastLine({ next, probability, posts, reasons }: Forecast): string {
  if (probability === null || !posts) return reasons[0]?.text ?? t.topics.forecast.unknown
  return t.topics.forecast.line(t.levels[next], Math.round(probability * 100), posts.low, posts.high)
}

/** 「依据：…；…」, what speaks for it marked ↑, what speaks against it ↓; empty when there is nothing to say. */
export function forecastReasons({ probability, reasons }: Forecast): string {
  if (probability === null || reasons.length === 0) return ''
  return t.topics.forecast.reasons(reasons.map(({ text, points }) => `${text} ${points >= 0 ? '↑' : '↓'}`).join('；'))
}

/** One stretch of the curve with what was foretold of it, if it lies ahead. */
export interface DrawnBucket {
  readonly from: string
  readonly items: number
  readonly copies: number
  readonly official: number
  readonly ahead: { readonly low: number; readonly high: number } | null
}

/**
 * The curve, and after it the six hours foretold, each under the full hour that it mostly fills, with the silent hours between. A curve in days has no such hours.
 */
export function curveAhead({ curve, interval }: TopicStory, forecast: Forecast | undefined): DrawnBucket[] {
  const known = curve.map((bucket) => ({ ...bucket, ahead: null }))
  const last = curve.at(-1)
  const first = forecast?.hours[0]
  if (interval !== 'hour' || !forecast || !first || !last) return known
  const none = { items: 0, copies: 0, official: 0 }
  const next = Math.max(msOf(last.from) + HOUR, Math.ceil(msOf(first.from) / HOUR) * HOUR)
  const silent = (next - msOf(last.from)) / HOUR - 1
  if (silent > WIDEST_GAP) return known
  const at = (hours: number): string => new Date(next + hours * HOUR).toISOString()
  return [
    ...known,
    ...Array.from({ length: silent }, (_, n) => ({ from: at(n - silent), ...none, ahead: null })),
    ...forecast.hours.map(({ low, high }, n) => ({ from: at(n), ...none, ahead: { low, high } })),
  ]
}

/** The bucket in which each of the authorities' words falls, by its place in the curve; the gravest of several. */
export function stationsOf({ replies, interval }: TopicStory, buckets: readonly DrawnBucket[]): Map<number, string> {
  const rank = { notice: 0, reply: 1, denial: 2 } as const
  const gravest = new Map<number, keyof typeof rank>()
  const width = interval === 'hour' ? HOUR : 24 * HOUR
  for (const { at, word } of replies) {
    const place = buckets.findIndex(({ from }) => msOf(at) >= msOf(from) && msOf(at) < msOf(from) + width)
    const known = gravest.get(place)
    if (place >= 0 && (known === undefined || rank[word] > rank[known])) gravest.set(place, word)
  }
  return new Map([...gravest].map(([place, word]) => [place, t.topics.officialWords[word]]))
}
