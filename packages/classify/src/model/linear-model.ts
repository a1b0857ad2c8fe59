import { ngramRoom, readNgrams, Vocabulary } from './ngrams.js'

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
  /** Their values, in the same order. */
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
  const vocabulary = new Vocabulary(parts.ngrams)
  const { heads, weights, steps, biases, platt, matters, matterRows, matterIndexes, matterWeights, matterStep } = parts
  const headCount = heads.length
  const calibrated = (margin: number, head: number): number => {
    const { slope, offset } = platt[head] ?? { slope: 1, offset: 0 }
    return slope * (margin * (steps[head] ?? 0) + (biases[head] ?? 0)) + offset
  }
  /** By head: its own weights, by n-gram; made for a head that is asked for by itself. Together they lie nearer than in `weights`. */
  const columns: (Int8Array | undefined)[] = heads.map(() => undefined)
  const columnOf = (head: number): Int8Array =>
    (columns[head] ??= Int8Array.from(parts.ngrams, (_, index) => weights[index * headCount + head] ?? 0))
  return {
    parts,
    vocabulary,
    read: vectorReader(vocabulary),
    scoreHead({ count, indexes, values }, head) {
      const column = columnOf(head)
      let margin = 0
      for (let i = 0; i < count; i++) {
        const index = indexes[i] ?? 0
        margin += (values[i] ?? 0) * (column[index] ?? 0)
      }
      return calibrated(margin, head)
    },
    scoreHeads({ count, indexes, values }) {
      const margins = new Float64Array(headCount)
      for (let i = 0; i < count; i++) {
        const index = indexes[i] ?? 0
        const value = values[i] ?? 0
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
        const value = (values[i] ?? 0) * matterStep
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

/** Reads texts into vectors of one vocabulary, which belongs to this reader from then on. */
export function vectorReader(vocabulary: Vocabulary): LinearModel['read'] {
  const most = (TITLE_READS + MODEL_READS) * 2
  const indexes = new Int32Array(most)
  const values = new Float32Array(most)
  const here = new Int32Array(most)
  const slots = new Int32Array(most)
  const room = ngramRoom(Math.max(TITLE_READS, MODEL_READS))
  /** Counts fields over all articles; the first of this article is … */
  let field = 0
  let firstField = 0
  let count = 0
  const add = (text: string, limit: number, share: number, isBareHeadline: boolean): void => {
    field += 1
    let distinct = 0
    let unknown = 0
    const all = readNgrams(text, limit, room)
    // First all slots, then what is in them: looks that do not wait for one another are fetched from memory side by side.
    for (let i = 0; i < all; i++) slots[i] = vocabulary.slotOf(room.keys[i] ?? 0)
    for (let i = 0; i < all; i++) {
      const slot = slots[i] ?? 0
      const index = vocabulary.indexAt(slot)
      if (index < 0) {
        if (isBareHeadline) unknown += 1
        continue
      }
      const met = vocabulary.note(slot, MET)
      if (met === field) continue
      vocabulary.setNote(slot, MET, field)
      if (met < firstField) {
        vocabulary.setNote(slot, PLACE, count)
        values[count] = 0
        indexes[count++] = index
      }
      here[distinct++] = vocabulary.note(slot, PLACE)
    }
    const value = share / Math.sqrt(distinct + unknown)
    for (let i = 0; i < distinct; i++) {
      const place = here[i] ?? 0
      values[place] = (values[place] ?? 0) + value
    }
  }
  return (foldedTitle, foldedBody) => {
    firstField = field + 1
    count = 0
    const [hasTitle, hasBody] = [foldedTitle.trim() !== '', foldedBody.trim() !== '']
    const share = hasTitle && hasBody ? 0.5 : 1
    add(foldedTitle, TITLE_READS, share, !hasBody)
    add(foldedBody, MODEL_READS, share, false)
    return { count, indexes, values }
  }
}

/** Notes of an n-gram in the vocabulary: the field in which it was last met, and its place in that article's vector. */
const MET = 0
const PLACE = 1
