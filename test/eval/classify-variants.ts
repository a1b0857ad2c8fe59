import { classify, compileClassifier, readModel, type ClassifierIndex, type TrainedModel } from '@guanlan/classify'
import type { Labels } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { mask } from '@guanlan/privacy'
import { loadOffice, readModelFiles, shippedConfig } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createJiebaSegmenter } from '@guanlan/text'
import type { Labelled } from './labelled.js'

/** A text and what the classifier says of it. */
export interface Judged {
  readonly line: Labelled
  readonly labels: Labels
}

export type Variant = 'rules alone' | 'model alone' | 'both'

/** Without rules, the model's own calibrated log-odds decide. */
const modelAlone = ({ linear }: TrainedModel): TrainedModel => ({
  linear,
  join: { constant: 0, anyRule: 0, bestRule: 0, grievance: 0, aside: 0, model: 1 },
})

/** The shipped classifier three times: without its model, without its rules, and as it is. */
export function classifierVariants(): Record<Variant, (lines: readonly Labelled[]) => Judged[]> {
  const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
  const boundaries = createBoundaryFinder(baseDictionary())
  const model = unwrap(readModel(readModelFiles()))
  const compile = (used?: TrainedModel) => unwrap(compileClassifier(office, boundaries, createJiebaSegmenter(), used))
  const both = compile(model)
  const withoutRules = compile(modelAlone(model))
  const judgeBy = (index: ClassifierIndex) => (lines: readonly Labelled[]) =>
    lines.map((line): Judged => {
      const [title, body] = [mask(line.title).text, mask(line.text ?? '').text]
      return { line, labels: classify({ title, body, source: { name: '' } }, index) }
    })
  return {
    'rules alone': judgeBy(compile()),
    'model alone': judgeBy({
      ...withoutRules,
      mattersIn: (article, read) => withoutRules.mattersIn(article, read, []),
    }),
    both: judgeBy(both),
  }
}
