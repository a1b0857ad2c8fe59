// `npm run train [-- classifier|forecast]`: trains the models on the project's own examples and simulations and writes config/model; without a
// name both. With --check it writes nothing and says whether the shipped files are what it would write.
// `-- --with FILE --to DIR`: the classifier on an office's reviewed corrections as well, for GUANLAN_MODEL=DIR; what ships is trained on our own
// texts alone. `-- --curve`: the classifier on an eighth, a quarter, half and all of its texts, with the cross-validated figures of each.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { shippedModel } from '@guanlan/runtime'
import { printLearningCurve, trainClassifierFiles } from './train-classifier.js'
import { trainForecastFile } from './train-forecast.js'

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    curve: { type: 'boolean', default: false },
    with: { type: 'string', multiple: true, default: [] },
    to: { type: 'string' },
  },
})
const models: Readonly<
  Record<string, () => { readonly files: Record<string, string | Uint8Array>; readonly summary: unknown }>
> = { classifier: () => trainClassifierFiles(asked.with), forecast: trainForecastFile }

const unknown = positionals.filter((name) => !Object.hasOwn(models, name))
if (unknown.length > 0) {
  console.error(`no model ${unknown.join(', ')}; there are: ${Object.keys(models).join(', ')}`)
  process.exit(2)
}
const goesElsewhere = asked.to !== undefined && resolve(asked.to) !== resolve(shippedModel)
if (asked.with.length > 0 !== goesElsewhere || (goesElsewhere && asked.check)) {
  console.error('--with FILE and --to DIR go together, without --check, and DIR is not config/model')
  process.exit(2)
}
if (asked.curve) {
  printLearningCurve()
  process.exit(0)
}
const folder = asked.to ?? shippedModel
const wanted = goesElsewhere ? ['classifier'] : positionals.length > 0 ? positionals : Object.keys(models)
for (const name of wanted) {
  const started = performance.now()
  const { files, summary } = (models[name] as (typeof models)[string])()
  console.log(`${name}: ${((performance.now() - started) / 1_000).toFixed(1)} s`)
  console.log(JSON.stringify(summary, null, 2))
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, file)
    if (asked.check) {
      const same = existsSync(path) && Buffer.compare(readFileSync(path), Buffer.from(content)) === 0
      console.log(same ? `config/model/${file} is what training makes` : `config/model/${file} is stale: npm run train`)
      if (!same) process.exitCode = 1
    } else {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, content)
      console.log(`wrote ${path}: ${(Buffer.byteLength(content) / 1e6).toFixed(2)} MB`)
    }
  }
}
