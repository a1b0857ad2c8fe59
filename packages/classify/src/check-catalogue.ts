import { classify, type ClassifierIndex } from './classify.js'
import type { ReadableArticle } from './reading.js'

/** One thing wrong with the catalogue of matters. */
export interface CatalogueFinding {
  readonly kind:
    | 'unknown-department'
    | 'unknown-domain'
    | 'example-missed'
    | 'near-miss-caught'
    | 'no-example'
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
}

/**
 * Proves the catalogue by its own examples, read as posts of a home source without a title: every example is caught by
 * its matter, every near miss is not; every department and domain that is named exists; every department leads a matter.
 */
export function checkCatalogue(index: ClassifierIndex, options: CatalogueOptions = {}): CatalogueFinding[] {
  const { office } = index
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
    if (matter.examples.length === 0) say('no-example', '没有例句')
    for (const example of matter.examples)
      if (!isCaught(example, matter.code, index)) say('example-missed', `例句没有命中：${example}`)
    for (const example of matter.nearMisses)
      if (isCaught(example, matter.code, index)) say('near-miss-caught', `反例被误中：${example}`)
  }
  for (const { code, name } of office.departments)
    if (!leading.has(code) && !(options.assistOnly ?? []).includes(code))
      findings.push({ kind: 'department-without-matter', code, message: `${name}（${code}）没有牵头的事项` })
  return findings
}

function isCaught(text: string, matter: string, index: ClassifierIndex): boolean {
  const article: ReadableArticle = {
    title: '',
    body: text,
    source: { name: '例句', place: index.office.office.jurisdiction },
  }
  return classify(article, index).matters.some(({ code }) => code === matter)
}
