import { AppError } from '@guanlan/kernel'
import type { Month } from '../months.js'

/** One of our indices, by its name. */
export interface IndexName {
  readonly name: string
  /** Version of the mapping that it was made with. */
  readonly generation: number
  /** null: the generation's base, which never holds documents, so that the alias always exists. */
  readonly month: Month | null
}

/** What everything of one office is called. */
export interface Names {
  /** Every search goes here: the indices of one generation, moved in one step. */
  readonly readAlias: string
  /** Matches every index of every generation. */
  readonly pattern: string
  template(generation: number): string
  templatePattern(generation: number): string
  base(generation: number): string
  index(generation: number, month: Month): string
  /** Writes go by this name, so that an index that was dropped is never made again by accident. */
  writeAlias(index: string): string
  /** null when it is none of ours. */
  read(name: string): IndexName | null
}

const BASE = 'base'

/** Error `config_invalid` for a namespace that could be taken for part of another office's names. */
export function namesOf(namespace: string | undefined): Names {
  if (namespace !== undefined && (!/^[a-z][a-z0-9-]{0,30}$/.test(namespace) || namespace.includes('articles')))
    throw new AppError(
      'config_invalid',
      `GUANLAN_NAMESPACE=${namespace} 有误：小写字母开头，只含小写字母、数字、连字符，至多 31 个字符，且不含 articles。`,
    )
  const entity = namespace === undefined ? 'guanlan-articles' : `guanlan-${namespace}-articles`
  const form = new RegExp(`^${entity}-v(\\d+)-(?:${BASE}|(\\d{4}\\.\\d{2}))$`)
  return {
    readAlias: entity,
    pattern: `${entity}-v*`,
    template: (generation) => `${entity}-v${generation}`,
    templatePattern: (generation) => `${entity}-v${generation}-*`,
    base: (generation) => `${entity}-v${generation}-${BASE}`,
    index: (generation, month) => `${entity}-v${generation}-${month}`,
    writeAlias: (index) => `${index}-write`,
    read(name) {
      const found = form.exec(name)
      return found ? { name, generation: Number(found[1]), month: found[2] ?? null } : null
    },
  }
}
