import { forEachNgram, vocabularyOf, type Vocabulary } from './ngrams.js'

/** The domain, in names of heads, of matters that lie outside the office's domains. */
export const OUTSIDE = 'outside'

/** Turns the margin of a head into log-odds: `slope × margin + offset` (Platt scaling). */
export interface Platt {
  readonly slope: number
  readonly offset: number
}

/** What a trained model is made of. Weights are whole numbers −127…127, as they lie in the file. */
export interface ModelParts {
  /** Names of the heads: `none`, `domain:<code>`, `domain:outside` (a matter of no domain), `lead:<department>`. */
  readonly heads: readonly string[]
  /** Keys of the n-grams, ascending. */
  readonly ngrams: Int32Array
  /** By n-gram, then by head. */
  readonly weights: Int8Array
  /** By head: what one step of its weights is worth. */
  readonly steps: readonly number[]
  readonly biases: readonly number[]
  readonly platt: readonly Platt[]
  /** Codes of the matters that it tells apart. */
  readonly matters: readonly string[]
  /** By n-gram, and one more: where its row of `matterIndexes` and `matterWeights` begins. */
  readonly matterRows: Uint32Array
  readonly matterIndexes: Uint16Array
  readonly matterWeights: Uint8Array
  /** What one step of the matters' weights is worth. */
  readonly matterStep: number
}

/** How far into a body the model reads, UTF-16 units: what a text is about, it says early. */
export const MODEL_READS = 400
/** Titles are read this far. */
const TITLE_READS = 200

/** The n-grams of an article that the model knows, each once. Valid until the same model reads the next article. */
export interface NgramVector {
  readonly count: number
  /** The first `count` are indexes of n-grams. */
  readonly indexes: Int32Array
  /** By n-gram; 0 for those that do not occur. */
  readonly values: Float32Array
}

/** A model ready to read. It keeps room between calls: one for each thread. */
export interface LinearModel {
  readonly parts: ModelParts
  readonly vocabulary: Vocabulary
  /**
   * Reads folded texts: binary n-grams of title and body, each field of length 1 (so that a long letter speaks no louder
   * than a short one), half and half where both are there. In a headline with nothing below it also the n-grams that the
   * model does not know count for its length: one of names and jargon that nothing is known of tells little.
   */
  read(foldedTitle: string, foldedBody: string): NgramVector
  /** Log-odds of one head, as `scoreHeads` has it. */
  scoreHead(vector: NgramVector, head: number): number
  /** Log-odds of each head, in the order of `parts.heads`. */
  scoreHeads(vector: NgramVector): Float64Array
  /** How much the vector looks like the examples of each matter, in the order of `parts.matters`; 0 = not at all. */
  scoreMatters(vector: NgramVector): Float64Array
}

/** Makes a model ready (some milliseconds). */
export function linearModel(parts: ModelParts): LinearModel {
  const vocabulary = vocabularyOf(parts.ngrams)
  const { heads, weights, steps, biases, platt, matters, matterRows, matterIndexes, matterWeights, matterStep } = parts
  const headCount = heads.length
  const calibrated = (margin: number, head: number): number => {
    const { slope, offset } = platt[head] ?? { slope: 1, offset: 0 }
    return slope * (margin * (steps[head] ?? 0) + (biases[head] ?? 0)) + offset
  }
  return {
    parts,
    vocabulary,
    read: vectorReader(vocabulary),
    scoreHead({ count, indexes, values }, head) {
      let margin = 0
      for (let i = 0; i < count; i++) {
        const index = indexes[i] ?? 0
        margin += (values[index] ?? 0) * (weights[index * headCount + head] ?? 0)
      }
      return calibrated(margin, head)
    },
    scoreHeads({ count, indexes, values }) {
      const margins = new Float64Array(headCount)
      for (let i = 0; i < count; i++) {
        const index = indexes[i] ?? 0
        const value = values[index] ?? 0
        const row = index * headCount
        for (let head = 0; head < headCount; head++)
          margins[head] = (margins[head] ?? 0) + value * (weights[row + head] ?? 0)
      }
      return margins.map(calibrated)
    },
    scoreMatters({ count, indexes, values }) {
      const scores = new Float64Array(matters.length)
      for (let i = 0; i < count; i++) {
        const index = indexes[i] ?? 0
        const value = (values[index] ?? 0) * matterStep
        const end = matterRows[index + 1] ?? 0
        for (let at = matterRows[index] ?? 0; at < end; at++) {
          const matter = matterIndexes[at] ?? 0
          scores[matter] = (scores[matter] ?? 0) + value * (matterWeights[at] ?? 0)
        }
      }
      return scores
    },
  }
}

/** Reads texts into vectors of one vocabulary. */
export function vectorReader(vocabulary: Vocabulary): LinearModel['read'] {
  const room = (TITLE_READS + MODEL_READS) * 2
  const indexes = new Int32Array(room)
  const values = new Float32Array(vocabulary.size)
  const here = new Int32Array(room)
  /** By n-gram: the field, counted over all articles, in which it was last met. */
  const met = new Int32Array(vocabulary.size)
  let field = 0
  let count = 0
  const add = (text: string, limit: number, share: number, isBareHeadline: boolean): void => {
    field += 1
    let distinct = 0
    let unknown = 0
    forEachNgram(text, limit, (key) => {
      const index = vocabulary.indexOf(key)
      if (index < 0 && isBareHeadline) unknown += 1
      if (index < 0 || met[index] === field) return
      met[index] = field
      here[distinct++] = index
    })
    const value = share / Math.sqrt(distinct + unknown)
    for (let i = 0; i < distinct; i++) {
      const index = here[i] ?? 0
      if (values[index] === 0) indexes[count++] = index
      values[index] = (values[index] ?? 0) + value
    }
  }
  return (foldedTitle, foldedBody) => {
    for (let i = 0; i < count; i++) values[indexes[i] ?? 0] = 0
    count = 0
    const [hasTitle, hasBody] = [foldedTitle.trim() !== '', foldedBody.trim() !== '']
    const share = hasTitle && hasBody ? 0.5 : 1
    add(foldedTitle, TITLE_READS, share, !hasBody)
    add(foldedBody, MODEL_READS, share, false)
    return { count, indexes, values }
  }
}
