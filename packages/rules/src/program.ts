import { fieldMask, type ProbeTable } from './probes.js'
import { type LeafRule, type Rule } from './rule.js'

/*
 * Rules as one flat Int32Array. Every node is [operation, end of node, operands …]:
 *   LEAF  end probe mask
 *   NOT   end child
 *   AND   end child child …          OR likewise
 *   COUNT end min max (probe mask)…  max −1 = no upper limit; one pair for each probe
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
    program.push(LEAF, 0, probes.probeOf(rule), fieldMask(rule.field))
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
    for (const clause of rule.of) emitRule(clause, probes, program)
  }
  program[start + 1] = program.length
  return start
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
