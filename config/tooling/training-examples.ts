import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogueExamples, readExamples, type TrainingExample } from '@guanlan/classify'
import type { MatterConfig } from '@guanlan/contracts'

const folder = fileURLToPath(new URL('../../packages/classify/training', import.meta.url))

/** All that the model learns from: the catalogue's own examples, then the files of further ones in the order of their names. */
export function readTrainingExamples(matters: readonly MatterConfig[]): TrainingExample[] {
  const byCode = new Map(matters.map((matter) => [matter.code, matter]))
  const further = readdirSync(folder)
    .sort()
    .flatMap((file) => readExamples(file, readFileSync(join(folder, file), 'utf8'), byCode, file.startsWith('aside')))
  return [...catalogueExamples(matters), ...further]
}
