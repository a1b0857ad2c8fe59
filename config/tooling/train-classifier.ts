import { createHash } from 'node:crypto'
import { compileClassifier, defaultTraining, figuresOf, foldOf, trainClassifier, writeModel } from '@guanlan/classify'
import { unwrap } from '@guanlan/kernel'
import { loadOffice, shippedConfig } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'
import { readTrainingExamples } from './training-examples.js'

/**
 * The classifier's model, trained on the project's own examples and on `further` files of an office (what `guanlan corrections
 * export` writes): its files by name, and what the card says of the training.
 */
export function trainClassifierFiles(further: readonly string[] = []): {
  files: Record<string, string | Uint8Array>
  summary: unknown
} {
  const { index, examples } = readAll(further)
  const { model, judged } = trainClassifier(index, examples)
  const training = {
    examples: examples.length,
    ofTheCatalogue: examples.filter(({ ofCatalogue }) => ofCatalogue).length,
    ofNobody: examples.filter(({ matter }) => matter === null).length,
    sha256: createHash('sha256').update(JSON.stringify(examples)).digest('hex'),
    options: defaultTraining,
    crossValidation: figuresOf(index, model, judged),
  }
  const { card, weights } = writeModel(model.linear, model.join, {
    about:
      further.length > 0 ? { ...about, data: `${about.data} Beside them an office’s reviewed corrections.` } : about,
    training,
  })
  return { files: { 'classifier.json': card, 'classifier.bin': weights }, summary: training }
}

/** Trains on an eighth, a quarter, half and all of the project's examples and prints the cross-validated figures of each. */
export function printLearningCurve(): void {
  const { index, examples } = readAll([])
  for (const eighths of [1, 2, 4, 8]) {
    const some = examples.filter((_, i) => foldOf(i, 8) < eighths)
    const { model, judged } = trainClassifier(index, some)
    console.log(`${some.length} examples: ${JSON.stringify(figuresOf(index, model, judged).both)}`)
  }
}

function readAll(further: readonly string[]) {
  const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
  const index = unwrap(compileClassifier(office, createBoundaryFinder(baseDictionary()), createDictionarySegmenter()))
  return { index, examples: readTrainingExamples(office.matters, further) }
}

const about = {
  what: 'Linear model of the classifier: how a text is anybody’s business, of which domain, department and matter. Weights in classifier.bin.',
  features:
    'Characters and pairs of neighbouring characters of the folded text, binary; title and body of length 1 each.',
  heads:
    'One against the rest: L2 SVM with squared hinge loss on features weighted by naive-Bayes log-count ratios, Platt-calibrated.',
  data: 'Examples and near misses of config/office/matters, and the texts in packages/classify/training; all written by the project.',
  made: 'npm run train; npm run train -- --check proves it.',
}
