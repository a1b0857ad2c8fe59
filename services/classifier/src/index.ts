import { compileClassifier, readModel } from '@guanlan/classify'
import { unwrap } from '@guanlan/kernel'
import { readModelFiles, runStateless, type RunningService, type ServiceContext } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createJiebaSegmenter } from '@guanlan/text'
import { classifier } from './classifier.js'

export { classifier, type ClassifierDeps } from './classifier.js'

/** Compiles the office's catalogue (about a second) and starts the classifier. Throws `config_invalid` for broken rules. */
export async function startClassifier(context: ServiceContext): Promise<RunningService> {
  const boundaries = createBoundaryFinder(baseDictionary())
  const model = unwrap(readModel(readModelFiles()))
  const index = unwrap(compileClassifier(context.office, boundaries, createJiebaSegmenter(), model))
  return runStateless(classifier, { index }, context)
}
