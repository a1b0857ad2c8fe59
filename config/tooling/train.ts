// `npm run train [-- classifier|forecast]`: trains the models on the project's own examples and simulations and writes config/model; without a
// name both. With --check it writes nothing and says whether the shipped files are what it would write.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shippedModel } from '@guanlan/runtime'
import { trainClassifierFiles } from './train-classifier.js'
import { trainForecastFile } from './train-forecast.js'

const models: Readonly<
  Record<string, () => { readonly files: Record<string, string | Uint8Array>; readonly summary: unknown }>
> = { classifier: trainClassifierFiles, forecast: trainForecastFile }

const names = process.argv.slice(2).filter((argument) => argument !== '--check')
const unknown = names.filter((name) => !Object.hasOwn(models, name))
if (unknown.length > 0) {
  console.error(`no model ${unknown.join(', ')}; there are: ${Object.keys(models).join(', ')}`)
  process.exit(2)
}
for (const name of names.length > 0 ? names : Object.keys(models)) {
  const started = performance.now()
  const { files, summary } = (models[name] as (typeof models)[string])()
  console.log(`${name}: ${((performance.now() - started) / 1_000).toFixed(1)} s`)
  console.log(JSON.stringify(summary, null, 2))
  for (const [file, content] of Object.entries(files)) {
    const path = join(shippedModel, file)
    if (process.argv.includes('--check')) {
      const same = existsSync(path) && Buffer.compare(readFileSync(path), Buffer.from(content)) === 0
      console.log(same ? `config/model/${file} is what training makes` : `config/model/${file} is stale: npm run train`)
      if (!same) process.exitCode = 1
    } else {
      mkdirSync(shippedModel, { recursive: true })
      writeFileSync(path, content)
      console.log(`wrote ${path}: ${(Buffer.byteLength(content) / 1e6).toFixed(2)} MB`)
    }
  }
}
