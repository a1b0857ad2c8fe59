import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { linearModel, type LinearModel, type ModelParts, type Platt } from './linear-model.js'

/** The readable half of a model file: what the numbers in the other half mean, and where they come from. */
export interface ModelCard {
  readonly format: 1
  /** One sentence each, for whoever opens the file. */
  readonly about: Readonly<Record<string, string>>
  readonly heads: readonly (Platt & { readonly name: string; readonly step: number; readonly bias: number })[]
  readonly matters: readonly string[]
  readonly matterStep: number
  readonly ngrams: number
  readonly cells: number
  readonly join: JoinWeights
  /** Data, options and figures of the training; nothing reads them but people and the check. */
  readonly training: Readonly<Record<string, unknown>>
}

/** Weights by which the rules' and the model's log-odds are joined to one that a text is the office's business. */
export interface JoinWeights {
  readonly constant: number
  /** Some rule of a matter hit. */
  readonly anyRule: number
  /** Times the best matter's own log-odds by its rules. */
  readonly bestRule: number
  /** Times the log-odds of the contexts that speak for a grievance. */
  readonly grievance: number
  /** Times the log-odds of the contexts that speak for something else. */
  readonly aside: number
  /** Times the model's log-odds that this is somebody's business. */
  readonly model: number
}

/** A model as it lies on disk: the card as JSON text, the weights in one binary. */
export interface ModelFiles {
  readonly card: string
  readonly weights: Uint8Array
}

/** A model ready to read, with the way to join it to the rules. */
export interface TrainedModel {
  readonly linear: LinearModel
  readonly join: JoinWeights
}

/**
 * Writes a model. Binary, little-endian, in this order: n-gram keys (int32), rows of the matters' table (uint32, one more
 * than n-grams), its matters (uint16), its weights (uint8), the heads' weights (int8, by n-gram, then head).
 */
export function writeModel(
  { parts }: LinearModel,
  join: JoinWeights,
  notes: Pick<ModelCard, 'about' | 'training'>,
): ModelFiles {
  const card: ModelCard = {
    format: 1,
    about: notes.about,
    heads: parts.heads.map((name, i) => ({
      name,
      step: parts.steps[i] ?? 0,
      bias: parts.biases[i] ?? 0,
      slope: parts.platt[i]?.slope ?? 1,
      offset: parts.platt[i]?.offset ?? 0,
    })),
    matters: parts.matters,
    matterStep: parts.matterStep,
    ngrams: parts.ngrams.length,
    cells: parts.matterIndexes.length,
    join,
    training: notes.training,
  }
  const bytes = new Uint8Array(byteLength(card))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const key of parts.ngrams) at = (view.setInt32(at, key, true), at + 4)
  for (const row of parts.matterRows) at = (view.setUint32(at, row, true), at + 4)
  for (const matter of parts.matterIndexes) at = (view.setUint16(at, matter, true), at + 2)
  bytes.set(parts.matterWeights, at)
  bytes.set(new Uint8Array(parts.weights.buffer), at + parts.matterWeights.length)
  return { card: `${JSON.stringify(card, null, 2)}\n`, weights: bytes }
}

/** Reads a model. Error `config_invalid` where card and weights are none, or do not belong together. */
export function readModel({ card: text, weights }: ModelFiles): Result<TrainedModel> {
  const card = parseCard(text)
  if (card === null) return err(new AppError('config_invalid', '模型卡片不是可识别的 JSON（format 1）'))
  if (weights.byteLength !== byteLength(card))
    return err(new AppError('config_invalid', `模型权重应为 ${byteLength(card)} 字节，实为 ${weights.byteLength} 字节`))
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength)
  let at = 0
  const next = (size: number): number => (at += size) - size
  const ngrams = Int32Array.from({ length: card.ngrams }, () => view.getInt32(next(4), true))
  const matterRows = Uint32Array.from({ length: card.ngrams + 1 }, () => view.getUint32(next(4), true))
  const matterIndexes = Uint16Array.from({ length: card.cells }, () => view.getUint16(next(2), true))
  const rest = new Uint8Array(weights.buffer, weights.byteOffset + at)
  const matterWeights = Uint8Array.from(rest.subarray(0, card.cells))
  const headWeights = new Int8Array(weights.buffer, rest.byteOffset + card.cells, card.ngrams * card.heads.length)
  const parts: ModelParts = {
    heads: card.heads.map(({ name }) => name),
    ngrams,
    weights: Int8Array.from(headWeights),
    steps: card.heads.map(({ step }) => step),
    biases: card.heads.map(({ bias }) => bias),
    platt: card.heads.map(({ slope, offset }) => ({ slope, offset })),
    matters: card.matters,
    matterRows,
    matterIndexes,
    matterWeights,
    matterStep: card.matterStep,
  }
  return ok({ linear: linearModel(parts), join: card.join })
}

const byteLength = ({ ngrams, cells, heads }: ModelCard): number =>
  ngrams * 4 + (ngrams + 1) * 4 + cells * 3 + ngrams * heads.length

function parseCard(text: string): ModelCard | null {
  try {
    const card = JSON.parse(text) as ModelCard
    const whole = card.format === 1 && Array.isArray(card.heads) && Array.isArray(card.matters)
    return whole && Number.isInteger(card.ngrams) && Number.isInteger(card.cells) ? card : null
  } catch {
    return null
  }
}
