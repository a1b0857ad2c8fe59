import type { ProbeTable } from './probes.js'
import type { LeafRule, Rule } from './rule.js'

/** Patterns of which at least one occurs in every document for which the rule holds. */
interface Anchor {
  readonly patterns: readonly number[]
  /** Guess at how often one of them occurs. */
  readonly cost: number
}

/** Under which patterns a rule is looked up. */
export interface RuleAnchors {
  readonly patterns: readonly number[]
  /** Further patterns of which at least one is necessary too; none when nothing else is. */
  readonly second: readonly number[]
}

/** The rarest necessary patterns of a rule that does not hold without hits. */
export function anchorsOf(rule: Rule, probes: ProbeTable): RuleAnchors {
  const necessary = allAnchors(rule, true, probes).sort((a, b) => a.cost - b.cost)
  const first = necessary[0]
  if (first === undefined) throw new RangeError('a rule that holds without hits has no anchor')
  const second = necessary.find(({ patterns }) => !patterns.some((pattern) => first.patterns.includes(pattern)))
  return { patterns: first.patterns, second: second?.patterns ?? [] }
}

/**
 * Sets that are each necessary for the rule to have the value `wanted`. A rule (or its negation) that is false on a document
 * without hits always has one: `and` needs it of one clause, `or` of all, and NOT turns them around.
 */
function allAnchors(rule: Rule, wanted: boolean, probes: ProbeTable): Anchor[] {
  if (rule.kind === 'not') return allAnchors(rule.of, !wanted, probes)
  if (rule.kind === 'and' || rule.kind === 'or') {
    const clauses = rule.of.map((clause) => allAnchors(clause, wanted, probes))
    if ((rule.kind === 'and') === wanted) return clauses.flat()
    return union(clauses.map(cheapest))
  }
  if (!wanted) return []
  if (rule.kind === 'near') return [...anyOf(rule.left, probes), ...anyOf(rule.right, probes)]
  return anyOf(rule.kind === 'count' ? rule.of : [rule], probes)
}

function anyOf(leaves: readonly LeafRule[], probes: ProbeTable): Anchor[] {
  const [only, ...more] = leaves.map((leaf) => leafAnchors(leaf, probes))
  return more.length === 0 && only !== undefined ? only : union([only ?? [], ...more].map(cheapest))
}

/** Every part of a phrase is necessary for itself. */
const leafAnchors = (leaf: LeafRule, probes: ProbeTable): Anchor[] =>
  (probes.probes[probes.probeOf(leaf)]?.patterns ?? []).map((pattern) => ({
    patterns: [pattern],
    cost: probes.frequency[pattern] ?? 0,
  }))

const cheapest = (anchors: readonly Anchor[]): Anchor | undefined =>
  anchors.reduce<Anchor | undefined>(
    (best, next) => (best !== undefined && best.cost <= next.cost ? best : next),
    undefined,
  )

/** One necessary set out of one of each alternative; none when an alternative has none. */
function union(alternatives: readonly (Anchor | undefined)[]): Anchor[] {
  const patterns = new Set<number>()
  let cost = 0
  for (const anchor of alternatives) {
    if (anchor === undefined) return []
    for (const pattern of anchor.patterns) patterns.add(pattern)
    cost += anchor.cost
  }
  return [{ patterns: [...patterns], cost }]
}
