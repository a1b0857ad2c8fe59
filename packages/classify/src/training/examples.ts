import type { MatterConfig } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { OUTSIDE } from '../model/linear-model.js'

/** A text of our own with what it is about. */
export interface TrainingExample {
  readonly text: string
  /** Code of the matter; null = nobody's business. */
  readonly matter: string | null
  /** Domain code, `outside` for a matter of no domain, null = nobody's business. */
  readonly domain: string | null
  /** Code of the department that leads; null = nobody's business. */
  readonly lead: string | null
  /** Written beside the rules, which all of these must catch; false = written without a look at them. */
  readonly ofCatalogue: boolean
}

/** The catalogue's own examples, and its near misses as nobody's business. */
export const catalogueExamples = (matters: readonly MatterConfig[]): TrainingExample[] =>
  matters.flatMap((matter) => [
    ...matter.examples.map((text) => exampleOf(text, matter, true)),
    ...matter.nearMisses.map((text) => exampleOf(text, null, true)),
  ])

/** Heading of texts that are nobody's business in a file that has headings of matters. */
const NOBODY = 'none'

/**
 * Reads a file of further examples: `# code` of a matter (or `# none`), or in a file of asides `# a kind of aside`, then one
 * text a line. Throws `config_invalid` with file and line for a code that no matter has and for a text before the first heading.
 */
export function readExamples(
  file: string,
  content: string,
  matters: ReadonlyMap<string, MatterConfig>,
  aside: boolean,
): TrainingExample[] {
  const examples: TrainingExample[] = []
  let heading = ''
  for (const [i, raw] of content.split('\n').entries()) {
    const line = raw.trim()
    const problem = (message: string) => new AppError('config_invalid', `${file}:${i + 1} ${message}`)
    if (line === '') continue
    if (line.startsWith('#')) {
      heading = line.slice(1).trim()
      if (!aside && heading !== NOBODY && !matters.has(heading)) throw problem(`没有事项 ${heading}`)
    } else if (heading === '') throw problem('例句之前须有 # 标题')
    else examples.push(exampleOf(line, aside ? null : (matters.get(heading) ?? null), false))
  }
  return examples
}

const exampleOf = (text: string, matter: MatterConfig | null, ofCatalogue: boolean): TrainingExample => ({
  text,
  matter: matter?.code ?? null,
  domain: matter === null ? null : (matter.domain ?? OUTSIDE),
  lead: matter?.lead ?? null,
  ofCatalogue,
})
