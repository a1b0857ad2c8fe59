import type { ClassifierIndex } from '../classify.js'
import { businessLogOdds } from '../join-model.js'
import { judgeByRules, type RuleJudgement } from '../judge-by-rules.js'
import type { JoinWeights, TrainedModel } from '../model/model-file.js'
import { matchRules, readArticle, type ReadableArticle } from '../reading.js'
import type { TrainingExample } from './examples.js'
import { fitLogistic } from './logistic.js'
import { defaultTraining, trainModel, type HeldOut, type TrainingOptions } from './train-model.js'

/** An example as the rules and as a model that never saw it read it. */
export interface JudgedExample extends HeldOut {
  readonly rules: RuleJudgement
  /** The model's log-odds that it is somebody's business. */
  readonly business: number
}

/** A trained model, and what its parts said of each example before they had seen it. */
export interface Training {
  readonly model: TrainedModel
  readonly judged: readonly JudgedExample[]
}

/** One text of nobody counts this many of somebody: the web holds more of them than our examples do. */
const ASIDE_WEIGHT = 1.5

/**
 * Trains on an office's examples, then learns how to join rules and model. For that only examples count that were written
 * without a look at the rules: of the catalogue's own, which all rules catch, one would learn to trust rules alone.
 */
export function trainClassifier(
  index: ClassifierIndex,
  examples: readonly TrainingExample[],
  options: TrainingOptions = defaultTraining,
): Training {
  const { model, heldOut } = trainModel(examples, options)
  const judged = heldOut.map((one): JudgedExample => ({
    ...one,
    rules: judgeText(one.example.text, index),
    business: businessLogOdds(model, one.heads),
  }))
  return { model: { linear: model, join: fitJoin(judged) }, judged }
}

function judgeText(text: string, index: ClassifierIndex): RuleJudgement {
  const article: ReadableArticle = { title: '', body: text, source: { name: '' } }
  const read = readArticle(article, index.boundaries)
  return judgeByRules(article, matchRules(index.matters, article, read))
}

/** Learns the join from examples that were written without a look at the rules. */
export function fitJoin(judged: readonly JudgedExample[]): JoinWeights {
  const blind = judged.filter(({ example }) => !example.ofCatalogue)
  const [constant = 0, anyRule = 0, bestRule = 0, grievance = 0, aside = 0, model = 0] = fitLogistic(
    blind.map(({ rules, business }) => {
      const best = rules.findings[0]?.logOdds
      const { grievance: ours, aside: others } = rules.shared
      return [1, best === undefined ? 0 : 1, best ?? 0, ours, others, business]
    }),
    blind.map(({ example }) => example.matter !== null),
    blind.map(({ example }) => (example.matter === null ? ASIDE_WEIGHT : 1)),
  )
  return { constant, anyRule, bestRule, grievance, aside, model }
}
