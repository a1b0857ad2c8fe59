// `npm run train`: trains the classifier's model on the project's own examples and writes config/model. With --check it
// writes nothing and says whether the shipped files are what it would write.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileClassifier, defaultTraining, figuresOf, trainClassifier, writeModel } from '@guanlan/classify'
import { unwrap } from '@guanlan/kernel'
import { loadOffice, readModelFiles, shippedConfig, shippedModel } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createJiebaSegmenter } from '@guanlan/text'
import { readTrainingExamples } from './training-examples.js'

const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
const index = unwrap(compileClassifier(office, createBoundaryFinder(baseDictionary()), createJiebaSegmenter()))

const examples = readTrainingExamples(office.matters)

const started = performance.now()
const { model, judged } = trainClassifier(index, examples)
const files = writeModel(model.linear, model.join, {
  about: {
    what: 'Linear model of the classifier: how a text is anybody’s business, of which domain, department and matter. Weights in classifier.bin.',
    features:
      'Characters and pairs of neighbouring characters of the folded text, binary; title and body of length 1 each.',
    heads:
      'One against the rest: L2 SVM with squared hinge loss on features weighted by naive-Bayes log-count ratios, Platt-calibrated.',
    data: 'Examples and near misses of config/office/matters, and the texts in packages/classify/training; all written by the project.',
    made: 'npm run train; npm run train -- --check proves it.',
  },
  training: {
    examples: examples.length,
    ofTheCatalogue: examples.filter(({ ofCatalogue }) => ofCatalogue).length,
    ofNobody: examples.filter(({ matter }) => matter === null).length,
    sha256: createHash('sha256').update(JSON.stringify(examples)).digest('hex'),
    options: defaultTraining,
    crossValidation: figuresOf(index, model, judged),
  },
})
console.log(`${examples.length} examples, ${((performance.now() - started) / 1_000).toFixed(1)} s`)
console.log(JSON.stringify((JSON.parse(files.card) as { training: object }).training, null, 2))

if (process.argv.includes('--check')) {
  const shipped = existsSync(join(shippedModel, 'classifier.json')) ? readModelFiles() : null
  const same = shipped !== null && shipped.card === files.card && Buffer.compare(shipped.weights, files.weights) === 0
  console.log(same ? 'config/model is what training makes of the examples' : 'config/model is stale: npm run train')
  if (!same) process.exitCode = 1
} else {
  mkdirSync(shippedModel, { recursive: true })
  writeFileSync(join(shippedModel, 'classifier.json'), files.card)
  writeFileSync(join(shippedModel, 'classifier.bin'), files.weights)
  console.log(`wrote ${shippedModel}: ${(files.weights.byteLength / 1e6).toFixed(2)} MB`)
}
