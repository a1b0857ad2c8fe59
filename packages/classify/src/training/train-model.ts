import { foldText } from '@guanlan/text'
import { linearModel, vectorReader, type LinearModel, type ModelParts, type Platt } from '../model/linear-model.js'
import { ngramRoom, readNgrams, Vocabulary } from '../model/ngrams.js'
import type { TrainingExample } from './examples.js'
import { nbSvm, type SparseRows } from './linear-svm.js'
import { fitLogistic, sixDigits } from './logistic.js'
import { likenessOf } from './matter-likeness.js'
import { plainLogistic } from './plain-logistic.js'

export interface TrainingOptions {
  /** How the heads are trained: as shipped, or by plain logistic regression, which it is measured beside. */
  readonly separator: 'nb-svm' | 'plain-logistic'
  /** An n-gram in fewer examples than this is left out. */
  readonly leastExamples: number
  readonly cost: number
  readonly mostForPositives: number
  readonly passes: number
  /** Parts for cross-validation, by which the heads are calibrated. */
  readonly folds: number
  readonly seed: number
}

const separators = { 'nb-svm': nbSvm, 'plain-logistic': plainLogistic } as const

export const defaultTraining: TrainingOptions = {
  separator: 'nb-svm',
  leastExamples: 1,
  cost: 0.1,
  mostForPositives: 5,
  passes: 10,
  folds: 3,
  seed: 27,
}

/** What a model says of an example that it was not trained on. */
export interface HeldOut {
  readonly example: TrainingExample
  /** Calibrated log-odds by head. */
  readonly heads: Float64Array
  /** By matter. */
  readonly matters: Float64Array
}

/** Which part of the cross-validation an example falls into. */
export const foldOf = (index: number, folds: number): number => ((index + 1) * 7_919) % folds

/** Names of the heads that a set of examples asks for, in a fixed order. */
export function headsOf(examples: readonly TrainingExample[]): string[] {
  const codes = (of: (example: TrainingExample) => string | null): string[] =>
    [...new Set(examples.flatMap((example) => of(example) ?? []))].sort()
  return [
    'none',
    ...codes(({ domain }) => domain).map((code) => `domain:${code}`),
    ...codes(({ lead }) => lead).map((code) => `lead:${code}`),
  ]
}

/** Whether an example belongs to a head. */
export function belongs({ domain, lead }: TrainingExample, head: string): boolean {
  if (head === 'none') return domain === null
  return head === `domain:${domain}` || head === `lead:${lead}`
}

/**
 * Trains a model on examples alone: its heads are calibrated on what models trained on the other parts say of each part.
 * Deterministic.
 */
export function trainModel(
  examples: readonly TrainingExample[],
  options: TrainingOptions = defaultTraining,
): { readonly model: LinearModel; readonly heldOut: HeldOut[] } {
  const heads = headsOf(examples)
  const matters = [...new Set(examples.flatMap(({ matter }) => matter ?? []))].sort()
  const raw = Array.from({ length: options.folds }, (_, fold) => {
    const inside = (wanted: boolean) => examples.filter((__, i) => (foldOf(i, options.folds) === fold) === wanted)
    const model = linearModel(trainParts(inside(false), heads, matters, options))
    return inside(true).map((example): HeldOut => {
      const vector = model.read('', foldText(example.text))
      return { example, heads: model.scoreHeads(vector), matters: model.scoreMatters(vector) }
    })
  }).flat()
  const platt = heads.map((head, i) => calibrate(raw, head, i))
  const heldOut = raw.map((one) => ({
    ...one,
    heads: one.heads.map((margin, i) => (platt[i]?.slope ?? 1) * margin + (platt[i]?.offset ?? 0)),
  }))
  return { model: linearModel({ ...trainParts(examples, heads, matters, options), platt }), heldOut }
}

function calibrate(heldOut: readonly HeldOut[], head: string, index: number): Platt {
  const [offset = 0, slope = 1] = fitLogistic(
    heldOut.map(({ heads }) => [1, heads[index] ?? 0]),
    heldOut.map(({ example }) => belongs(example, head)),
  )
  return { slope, offset }
}

function trainParts(
  examples: readonly TrainingExample[],
  heads: readonly string[],
  matters: readonly string[],
  options: TrainingOptions,
): ModelParts {
  const folded = examples.map(({ text }) => foldText(text))
  const ngrams = commonNgrams(folded, options.leastExamples)
  const read = vectorReader(new Vocabulary(ngrams))
  const rows = sparseRows(folded, read, ngrams.length)
  const weights = new Int8Array(ngrams.length * heads.length)
  const steps: number[] = []
  const biases: number[] = []
  for (const [head, name] of heads.entries()) {
    const isPositive = examples.map((example) => belongs(example, name))
    const separator = separators[options.separator](rows, isPositive, { ...options, seed: options.seed + head })
    const step = sixDigits(separator.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9) / 127)
    steps.push(step)
    biases.push(sixDigits(separator.bias))
    for (const [index, weight] of separator.weights.entries())
      weights[index * heads.length + head] = Math.max(-127, Math.min(127, Math.round(weight / step)))
  }
  const platt = heads.map(() => ({ slope: 1, offset: 0 }))
  return { heads, ngrams, weights, steps, biases, platt, matters, ...likenessOf(rows, examples, matters) }
}

function sparseRows(folded: readonly string[], read: LinearModel['read'], featureCount: number): SparseRows {
  const starts = new Int32Array(folded.length + 1)
  const indexes: number[] = []
  const values: number[] = []
  for (const [row, text] of folded.entries()) {
    const vector = read('', text)
    const order = Array.from({ length: vector.count }, (_, place) => place)
    for (const place of order.sort((a, b) => (vector.indexes[a] ?? 0) - (vector.indexes[b] ?? 0))) {
      indexes.push(vector.indexes[place] ?? 0)
      values.push(vector.values[place] ?? 0)
    }
    starts[row + 1] = indexes.length
  }
  return { starts, indexes: Int32Array.from(indexes), values: Float32Array.from(values), featureCount }
}

/** Keys of the n-grams that stand in at least so many texts, ascending. */
function commonNgrams(folded: readonly string[], least: number): Int32Array {
  const counts = new Map<number, number>()
  for (const text of folded) {
    const room = ngramRoom(text.length)
    const own = new Set(room.keys.subarray(0, readNgrams(text, text.length, room)))
    for (const key of own) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return Int32Array.from([...counts].flatMap(([key, count]) => (count >= least ? [key] : []))).sort()
}
