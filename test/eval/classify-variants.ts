import {
  classify,
  compileClassifier,
  defaultTraining,
  readModel,
  trainClassifier,
  type ClassifierIndex,
  type TrainedModel,
} from '@guanlan/classify'
import type { Labels } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { mask } from '@guanlan/privacy'
import { loadOffice, readModelFiles, shippedConfig } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'
import { readTrainingExamples } from '../../config/tooling/training-examples.js'
import type { Labelled } from './labelled.js'

/** A text and what the classifier says of it. */
export interface Judged {
  readonly line: Labelled
  readonly labels: Labels
}

export type Variant =
  'rules alone' | 'model alone' | 'plain logistic regression alone' | 'rules and plain logistic regression' | 'both'

/** Without rules, the model's own calibrated log-odds decide. */
const modelAlone = ({ linear }: TrainedModel): TrainedModel => ({
  linear,
  join: { constant: 0, anyRule: 0, bestRule: 0, grievance: 0, aside: 0, model: 1 },
})

/**
 * The shipped classifier without its model, without its rules, and as it is; and the same two with a model of plain logistic
 * regression, trained here on the same examples (some seconds).
 */
export function classifierVariants(): Record<Variant, (lines: readonly Labelled[]) => Judged[]> {
  const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
  const boundaries = createBoundaryFinder(baseDictionary())
  const model = unwrap(readModel(readModelFiles()))
  const compile = (used?: TrainedModel) =>
    unwrap(compileClassifier(office, boundaries, createDictionarySegmenter(), used))
  const both = compile(model)
  const plain = trainClassifier(compile(), readTrainingExamples(office.matters), {
    ...defaultTraining,
    separator: 'plain-logistic',
  }).model
  const judgeBy = (index: ClassifierIndex) => (lines: readonly Labelled[]) =>
    lines.map((line): Judged => {
      const [title, body] = [mask(line.title).text, mask(line.text ?? '').text]
      return { line, labels: classify({ title, body, source: { name: '' } }, index) }
    })
  const judgeWithoutRules = (used: TrainedModel) => {
    const index = compile(modelAlone(used))
    return judgeBy({ ...index, mattersIn: (article, read) => index.mattersIn(article, read, []) })
  }
  return {
    'rules alone': judgeBy(compile()),
    'plain logistic regression alone': judgeWithoutRules(plain),
    'model alone': judgeWithoutRules(model),
    'rules and plain logistic regression': judgeBy(compile(plain)),
    both: judgeBy(both),
  }
}
