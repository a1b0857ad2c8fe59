import type { LeafRule, Rule } from './rule.js'

/**
 * What a text must have for the rule to hold, in the part of the language that a full-text index answers: NEAR and BEFORE
 * become AND, counts become one hit, NOT says nothing. null: nothing can be asked for (the rule rests on `~`, `*`, or on
 * source or place, which an index reads otherwise). Every text that the rule holds for has it; the rule decides.
 */
export function necessaryQuery(rule: Rule): Rule | null {
  if (rule.kind === 'term' || rule.kind === 'phrase') return isAskable(rule) ? rule : null
  if (rule.kind === 'not') return null
  if (rule.kind === 'near') return all([either(rule.left), either(rule.right)])
  if (rule.kind === 'count') return either(rule.of)
  const clauses = rule.of.map(necessaryQuery)
  return rule.kind === 'and' ? all(clauses) : anyOf(clauses)
}

/** The query for what one of several rules needs. */
export const necessaryForAny = (rules: readonly Rule[]): Rule | null => anyOf(rules.map(necessaryQuery))

const isAskable = (leaf: LeafRule): boolean =>
  leaf.field !== 'source' && leaf.field !== 'place' && !(leaf.kind === 'term' && (leaf.anywhere || leaf.prefix))

const either = (leaves: readonly LeafRule[]): Rule | null => anyOf(leaves.map(necessaryQuery))

function all(clauses: readonly (Rule | null)[]): Rule | null {
  return join(
    'and',
    clauses.filter((clause) => clause !== null),
  )
}

function anyOf(clauses: readonly (Rule | null)[]): Rule | null {
  const known = clauses.filter((clause) => clause !== null)
  return known.length === clauses.length ? join('or', known) : null
}

/** In normal form: flat, and no group of one. */
function join(kind: 'and' | 'or', clauses: readonly Rule[]): Rule | null {
  const of = clauses.flatMap((clause) => (clause.kind === kind ? clause.of : [clause]))
  return of.length > 1 ? { kind, of } : (of[0] ?? null)
}
