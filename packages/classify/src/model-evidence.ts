import type { Evidence } from '@guanlan/contracts'
import { MODEL_READS, type LinearModel, type NgramVector } from './model/linear-model.js'
import { forEachNgram } from './model/ngrams.js'
import { evidenceAt, type ReadableArticle, type ReadArticle } from './reading.js'

/** So many stretches are shown at most. */
const MOST_STRETCHES = 4
/** Stretches longer than this are cut to their weightiest part. */
const LONGEST = 8
/** What moves the log-odds by less is not shown. */
const LEAST = 0.1

/** A head of the model that spoke for a matter: as it is, or by saying no. */
export interface SpeakingHead {
  readonly head: number
  readonly sign: 1 | -1
}

interface Stretch {
  readonly field: 'title' | 'body'
  readonly start: number
  readonly end: number
  readonly weight: number
}

/**
 * The stretches of an article that moved the model most towards a matter, with what they added to its log-odds over the
 * given heads: `model:+0.42`. The vector is what `model` has just read of the article. An n-gram's weight is shared out over its characters and its occurrences.
 */
export function modelEvidence(
  article: ReadableArticle,
  read: ReadArticle,
  model: LinearModel,
  { values }: NgramVector,
  heads: readonly SpeakingHead[],
): Evidence[] {
  const { weights, steps, platt, heads: names } = model.parts
  const weightOf = (index: number): number =>
    heads.reduce(
      (sum, { head, sign }) =>
        sum + sign * (weights[index * names.length + head] ?? 0) * (steps[head] ?? 0) * (platt[head]?.slope ?? 1),
      0,
    ) * (values[index] ?? 0)
  const texts = { title: read.title.folded.text, body: read.body.folded.text.slice(0, MODEL_READS) }
  const times = new Map<number, number>()
  const count = (key: number): void => void times.set(key, (times.get(key) ?? 0) + 1)
  forEachNgram(texts.title, MODEL_READS, count)
  forEachNgram(texts.body, MODEL_READS, count)
  const stretches = (['title', 'body'] as const).flatMap((field) => {
    const shares = new Float64Array(texts[field].length)
    forEachNgram(texts[field], MODEL_READS, (key, start) => {
      const index = model.vocabulary.indexOf(key)
      if (index < 0) return
      const length = key >>> 16 === 0 ? 1 : 2
      const share = weightOf(index) / (times.get(key) ?? 1) / length
      for (let at = start; at < start + length; at++) shares[at] = (shares[at] ?? 0) + share
    })
    return stretchesOf(field, shares)
  })
  return stretches
    .sort((a, b) => b.weight - a.weight || a.start - b.start)
    .slice(0, MOST_STRETCHES)
    .map(({ field, start, end, weight }) => {
      const { folded } = read[field]
      const span = { field, start: folded.toOriginal(start), end: folded.toOriginalEnd(end) }
      return evidenceAt(article, span, `model:+${weight.toFixed(2)}`)
    })
}

/** Runs of characters that all speak for the matter, long ones cut to their weightiest part. */
function stretchesOf(field: Stretch['field'], shares: Float64Array): Stretch[] {
  const found: Stretch[] = []
  const sum = (start: number, end: number): number =>
    shares.slice(start, end).reduce((total, share) => total + share, 0)
  for (let start = 0; start < shares.length; start++) {
    if ((shares[start] ?? 0) <= 0) continue
    let end = start
    while (end < shares.length && (shares[end] ?? 0) > 0) end++
    let best = { start, end: Math.min(end, start + LONGEST) }
    for (let from = start + 1; from + LONGEST <= end; from++)
      if (sum(from, from + LONGEST) > sum(best.start, best.end)) best = { start: from, end: from + LONGEST }
    const weight = sum(best.start, best.end)
    if (weight >= LEAST && best.end - best.start > 1) found.push({ field, ...best, weight })
    start = end
  }
  return found
}
