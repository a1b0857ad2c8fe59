import { parseRule, printRule, type Rule } from '@guanlan/rules'

/** A rule that hits nowhere where another of the same matter does not; both count from 1. */
export interface ShadowedRule {
  readonly rule: number
  readonly by: number
}

/**
 * Rules all of whose alternatives are alternatives of another rule as well, in canonical form. Of two rules with the same
 * alternatives the later one is shadowed. Rules that do not parse are left out: compiling names them.
 */
export function findShadows(rules: readonly string[]): ShadowedRule[] {
  const sets = rules.map(alternativesOf)
  return sets.flatMap((own, i) => {
    const by = sets.findIndex(
      (other, j) => j !== i && own.size > 0 && isWithin(own, other) && (j < i || other.size > own.size),
    )
    return by < 0 ? [] : [{ rule: i + 1, by: by + 1 }]
  })
}

/** The alternatives of a rule's outermost OR, printed; a rule without one is its own only alternative. */
function alternativesOf(text: string): ReadonlySet<string> {
  const parsed = parseRule(text)
  if (!parsed.ok) return new Set()
  const parts: readonly Rule[] = parsed.value.kind === 'or' ? parsed.value.of : [parsed.value]
  return new Set(parts.map(printRule))
}

const isWithin = (small: ReadonlySet<string>, large: ReadonlySet<string>): boolean =>
  [...small].every((one) => large.has(one))
