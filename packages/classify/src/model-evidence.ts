import type { Evidence } from '@guanlan/contracts'
import { MODEL_READS, type LinearModel, type NgramVector } from './model/linear-model.js'
import { ngramRoom, readNgrams } from './model/ngrams.js'
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
  vector: NgramVector,
  heads: readonly SpeakingHead[],
): Evidence[] {
  const { weights, steps, platt, heads: names } = model.parts
  /** By n-gram of the vocabulary. */
  const values = new Float32Array(model.vocabulary.size)
  for (let i = 0; i < vector.count; i++) values[vector.indexes[i] ?? 0] = vector.values[i] ?? 0
  const weightOf = (index: number): number => {
    let sum = 0
    for (const { head, sign } of heads)
      sum += sign * (weights[index * names.length + head] ?? 0) * (steps[head] ?? 0) * (platt[head]?.slope ?? 1)
    return sum * (values[index] ?? 0)
  }
  const room = ngramRoom(MODEL_READS)
  const texts = { title: read.title.folded.text, body: read.body.folded.text.slice(0, MODEL_READS) }
  /** By n-gram of the vocabulary: how often it stands in title and body. */
  const times = new Uint16Array(model.vocabulary.size)
  for (const field of ['title', 'body'] as const) {
    const count = readNgrams(texts[field], MODEL_READS, room)
    for (let i = 0; i < count; i++) {
      const index = model.vocabulary.indexOf(room.keys[i] ?? 0)
      if (index >= 0) times[index] = (times[index] ?? 0) + 1
    }
  }
  const stretches = (['title', 'body'] as const).flatMap((field) => {
    const shares = new Float64Array(texts[field].length)
    const count = readNgrams(texts[field], MODEL_READS, room)
    for (let i = 0; i < count; i++) {
      const key = room.keys[i] ?? 0
      const index = model.vocabulary.indexOf(key)
      if (index < 0) continue
      const start = room.starts[i] ?? 0
      const length = key >>> 16 === 0 ? 1 : 2
      const share = weightOf(index) / (times[index] ?? 1) / length
      for (let at = start; at < start + length; at++) shares[at] = (shares[at] ?? 0) + share
    }
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
  const sum = (start: number, end: number): number => {
    let total = 0
    for (let at = start; at < end; at++) total += shares[at] ?? 0
    return total
  }
  for (let start = 0; start < shares.length; start++) {
    if ((shares[start] ?? 0) <= 0) continue
    let end = start
    while (end < shares.length && (shares[end] ?? 0) > 0) end++
    let best = start
    let weight = sum(start, Math.min(end, start + LONGEST))
    for (let from = start + 1; from + LONGEST <= end; from++) {
      const other = sum(from, from + LONGEST)
      if (other > weight) [best, weight] = [from, other]
    }
    const bestEnd = Math.min(end, best + LONGEST)
    if (weight >= LEAST && bestEnd - best > 1) found.push({ field, start: best, end: bestEnd, weight })
    start = end
  }
  return found
}
