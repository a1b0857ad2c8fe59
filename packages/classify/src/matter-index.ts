import type { MatterConfig, Office } from '@guanlan/contracts'
import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { compileRules, parseRule, type NamedRule, type RuleSet } from '@guanlan/rules'
import type { BoundaryFinder } from '@guanlan/text'

/** What a rule of the office speaks for. `number` counts from 1 within its matter, context or signal. */
export type RuleMeaning =
  | { readonly of: 'matter'; readonly code: string; readonly number: number; readonly hint: boolean }
  | { readonly of: 'urgent'; readonly code: string; readonly number: number; readonly urgency: number }
  | { readonly of: 'context'; readonly code: string; readonly number: number; readonly weight: number }
  | { readonly of: 'signal'; readonly code: string; readonly number: number; readonly urgency: number }

/** All rules of an office in one automaton, and what each of them means. */
export interface MatterIndex {
  readonly rules: RuleSet
  /** By rule id, as the hits name it. */
  readonly meanings: ReadonlyMap<string, RuleMeaning>
  readonly matters: ReadonlyMap<string, MatterConfig>
  /** Ids of the rules that labels only count and never show: contexts and what makes a matter urgent. */
  readonly unshown: ReadonlySet<string>
}

/** What the index is made of: a part of the office's configuration. */
export type Catalogue = Pick<Office, 'matters' | 'contexts' | 'signals'>

interface Written {
  readonly text: string
  readonly meaning: RuleMeaning
}

/** Every rule of the catalogue with what it means, in the order of the configuration. */
export function rulesOf(catalogue: Catalogue): Written[] {
  const matters = catalogue.matters.flatMap(({ code, rules, hints, urgent }) => [
    ...[...rules, ...hints].map((text, i) => ({
      text,
      meaning: { of: 'matter', code, number: i + 1, hint: i >= rules.length } as const,
    })),
    ...urgent.map(({ rule, urgency }, i) => ({
      text: rule,
      meaning: { of: 'urgent', code, number: i + 1, urgency } as const,
    })),
  ])
  const contexts = catalogue.contexts.flatMap(({ code, rules, weight }) =>
    rules.map((text, i) => ({ text, meaning: { of: 'context', code, number: i + 1, weight } as const })),
  )
  const signals = catalogue.signals.flatMap(({ kind, rules, urgency }) =>
    rules.map((text, i) => ({ text, meaning: { of: 'signal', code: kind, number: i + 1, urgency } as const })),
  )
  return [...matters, ...contexts, ...signals]
}

/** Name of a rule in messages and hits: `matter:canteen-hygiene/2`. */
export const ruleId = ({ of, code, number }: RuleMeaning): string => `${of}:${code}/${number}`

/** Compiles an office's rules. Error `config_invalid` names every rule that does not parse, with the parser's sentence. */
export function compileMatterIndex(catalogue: Catalogue, boundaries: BoundaryFinder): Result<MatterIndex> {
  const named: NamedRule[] = []
  const problems: string[] = []
  const meanings = new Map<string, RuleMeaning>()
  for (const { text, meaning } of rulesOf(catalogue)) {
    const id = ruleId(meaning)
    const parsed = parseRule(text)
    meanings.set(id, meaning)
    if (parsed.ok) named.push({ id, rule: parsed.value })
    else problems.push(`${id}：${parsed.error.message}`)
  }
  if (problems.length > 0) return err(new AppError('config_invalid', problems.join('\n'), { problems }))
  const matters = new Map(catalogue.matters.map((matter) => [matter.code, matter]))
  const isShown = ({ of }: RuleMeaning): boolean => of === 'matter' || of === 'signal'
  const unshown = new Set([...meanings].flatMap(([id, meaning]) => (isShown(meaning) ? [] : [id])))
  return ok({ rules: compileRules(named, { boundaries }), meanings, matters, unshown })
}
