import { classify, type ClassifierIndex } from './classify.js'
import type { ReadableArticle } from './reading.js'
import { findShadows } from './find-shadows.js'

/** One thing wrong with the catalogue of matters. */
export interface CatalogueFinding {
  readonly kind:
    | 'unknown-department'
    | 'unknown-domain'
    | 'example-missed'
    | 'near-miss-caught'
    | 'no-example'
    | 'too-few-examples'
    | 'too-few-near-misses'
    | 'rule-shadowed'
    | 'never-first'
    | 'department-without-matter'
  /** Code of the matter, or of the department that has none. */
  readonly code: string
  /** Chinese, for the person who edits the file; begins with its place where that is known. */
  readonly message: string
}

export interface CatalogueOptions {
  /** Place of a matter in its file, `matters/wages.yaml:12`. */
  readonly whereOf?: (matter: string) => string | undefined
  /** Departments that may be without a matter that they lead: they only ever assist. */
  readonly assistOnly?: readonly string[]
  /** What every matter must have at least; 1 example and no near miss unless given. */
  readonly atLeast?: { readonly examples: number; readonly nearMisses: number }
}

/**
 * Proves the catalogue by its own examples, read as posts of a home source without a title: every example is caught by
 * its matter, every near miss is not, there are enough of both, and at least one example puts its own matter first; no rule
 * adds nothing to another of its matter; every department and domain that is named exists; every department leads a matter.
 */
export function checkCatalogue(index: ClassifierIndex, options: CatalogueOptions = {}): CatalogueFinding[] {
  const { office } = index
  const atLeast = options.atLeast ?? { examples: 1, nearMisses: 0 }
  const departments = new Set(office.departments.map(({ code }) => code))
  const domains = new Set(office.domains.map(({ code }) => code))
  const findings: CatalogueFinding[] = []
  const leading = new Set(office.matters.map(({ lead }) => lead))
  for (const matter of office.matters) {
    const where = options.whereOf?.(matter.code)
    const say = (kind: CatalogueFinding['kind'], message: string) =>
      findings.push({ kind, code: matter.code, message: `${where ? `${where} ` : ''}${matter.name}：${message}` })
    for (const code of [matter.lead, ...matter.assist])
      if (!departments.has(code)) say('unknown-department', `没有部门 ${code}`)
    if (matter.domain !== null && !domains.has(matter.domain)) say('unknown-domain', `没有领域 ${matter.domain}`)
    const { examples, nearMisses } = matter
    if (examples.length === 0) say('no-example', '没有例句')
    else if (examples.length < atLeast.examples)
      say('too-few-examples', `例句只有 ${examples.length} 条，至少须有 ${atLeast.examples} 条`)
    if (nearMisses.length < atLeast.nearMisses)
      say('too-few-near-misses', `反例只有 ${nearMisses.length} 条，至少须有 ${atLeast.nearMisses} 条`)
    const found = examples.map((example) => mattersOf(example, index))
    for (const [i, example] of examples.entries())
      if (!found[i]?.includes(matter.code)) say('example-missed', `例句没有命中：${example}`)
    if (found.some((codes) => codes.includes(matter.code)) && !found.some(([first]) => first === matter.code))
      say('never-first', `每条例句都先归入别的事项（${found[0]?.[0] ?? ''}），本事项被完全遮盖`)
    for (const example of nearMisses)
      if (mattersOf(example, index).includes(matter.code)) say('near-miss-caught', `反例被误中：${example}`)
    for (const { rule, by } of findShadows(matter.rules))
      say('rule-shadowed', `规则 ${rule} 的每一种写法都已包含在规则 ${by} 中`)
  }
  for (const { code, name } of office.departments)
    if (!leading.has(code) && !(options.assistOnly ?? []).includes(code))
      findings.push({ kind: 'department-without-matter', code, message: `${name}（${code}）没有牵头的事项` })
  return findings
}

/** Codes of the matters found in an example, best first. */
function mattersOf(text: string, index: ClassifierIndex): string[] {
  const article: ReadableArticle = {
    title: '',
    body: text,
    source: { name: '例句', place: index.office.office.jurisdiction },
  }
  return classify(article, index).matters.map(({ code }) => code)
}
