import { fieldMask, type ProbeTable } from './probes.js'
import { type LeafRule, leavesOf, type Rule } from './rule.js'

/*
 * Rules as one flat Int32Array. Every node is [operation, end of node, operands …]:
 *   LEAF  end probe mask pattern         without the pattern there is no hit
 *   NOT   end child
 *   AND   end child child …              the rarest first, NOT last;    OR likewise, in any order
 *   COUNT end min max (probe mask)…      max −1 = no upper limit; one pair for each probe
 *   NEAR  end distance ordered middle (probe mask)… middle: (probe mask)…
 */
export const LEAF = 0
export const NOT = 1
export const AND = 2
export const OR = 3
export const COUNT = 4
export const NEAR = 5

/** Appends the rule's nodes to `program` and returns where they begin. */
export function emitRule(rule: Rule, probes: ProbeTable, program: number[]): number {
  const start = program.length
  if (rule.kind === 'term' || rule.kind === 'phrase') {
    const probe = probes.probeOf(rule)
    program.push(LEAF, 0, probe, fieldMask(rule.field), rarestPattern(probe, probes))
  } else if (rule.kind === 'not') {
    program.push(NOT, 0)
    emitRule(rule.of, probes, program)
  } else if (rule.kind === 'count') {
    program.push(COUNT, 0, rule.min, rule.max ?? -1)
    emitAlternatives(rule.of, probes, program)
  } else if (rule.kind === 'near') {
    program.push(NEAR, 0, rule.distance, rule.ordered ? 1 : 0, 0)
    emitAlternatives(rule.left, probes, program)
    program[start + 4] = program.length
    emitAlternatives(rule.right, probes, program)
  } else {
    program.push(rule.kind === 'and' ? AND : OR, 0)
    const clauses = rule.kind === 'and' ? likeliestToFailFirst(rule.of, probes) : rule.of
    for (const clause of clauses) emitRule(clause, probes, program)
  }
  program[start + 1] = program.length
  return start
}

/** Of a probe's patterns the one that occurs least. */
function rarestPattern(probe: number, { probes, frequency }: ProbeTable): number {
  const rarer = (a: number, b: number): number => ((frequency[b] ?? 0) < (frequency[a] ?? 0) ? b : a)
  return probes[probe]?.patterns.reduce(rarer) ?? 0
}

/** The order of clauses does not change what holds or where, only how soon a rule that does not hold is left. */
function likeliestToFailFirst(clauses: readonly Rule[], probes: ProbeTable): readonly Rule[] {
  const cost = (clause: Rule): number =>
    clause.kind === 'not'
      ? Infinity
      : leavesOf(clause).reduce(
          (sum, leaf) => sum + (probes.frequency[rarestPattern(probes.probeOf(leaf), probes)] ?? 0),
          0,
        )
  return clauses
    .map((clause) => ({ clause, cost: cost(clause) }))
    .sort((a, b) => (a.cost === b.cost ? 0 : a.cost - b.cost))
    .map(({ clause }) => clause)
}

/** A probe named twice is one, in all the fields named: hits of one term count once. */
function emitAlternatives(leaves: readonly LeafRule[], probes: ProbeTable, program: number[]): void {
  const masks = new Map<number, number>()
  for (const leaf of leaves) {
    const probe = probes.probeOf(leaf)
    masks.set(probe, (masks.get(probe) ?? 0) | fieldMask(leaf.field))
  }
  for (const [probe, mask] of masks) program.push(probe, mask)
}
