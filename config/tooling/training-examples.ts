import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogueExamples, readExamples, type TrainingExample } from '@guanlan/classify'
import type { MatterConfig } from '@guanlan/contracts'

const folder = fileURLToPath(new URL('../../packages/classify/training', import.meta.url))

/**
 * All that the model learns from: the catalogue's own examples, the files of further ones in the order of their names, and
 * `further` files of an office (what `guanlan corrections export` writes).
 */
export function readTrainingExamples(
  matters: readonly MatterConfig[],
  further: readonly string[] = [],
): TrainingExample[] {
  const byCode = new Map(matters.map((matter) => [matter.code, matter]))
  const own = readdirSync(folder)
    .sort()
    .flatMap((file) => readExamples(file, readFileSync(join(folder, file), 'utf8'), byCode, file.startsWith('aside')))
  const theirs = further.flatMap((file) => readExamples(file, readFileSync(file, 'utf8'), byCode, false))
  return [...catalogueExamples(matters), ...own, ...theirs]
}
