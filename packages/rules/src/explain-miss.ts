import type { BoundaryFinder } from '@guanlan/text'
import { Automaton } from './automaton.js'
import { DocumentHits } from './document-hits.js'
import { countedHits, holds } from './evaluate.js'
import { nearestGap } from './hit-lists.js'
import { spansOf } from './compile-rules.js'
import { fieldMask, ProbeTable } from './probes.js'
import { emitRule } from './program.js'
import { printRule } from './print-rule.js'
import { fields, isLeaf, leavesOf, type LeafRule, type Rule, type RuleDocument } from './rule.js'

const FIELD_NAMES = { title: '标题', body: '正文', source: '来源', place: '地点' } as const

/**
 * Why a rule did not hold for a document: the first clause that failed, printed, as one Chinese sentence; undefined when the
 * rule holds. Compiles the rule each time: for a person who asks, not for a stream.
 */
export function explainMiss(
  rule: Rule,
  document: RuleDocument,
  options: { readonly boundaries: BoundaryFinder },
): string | undefined {
  const look = lookInto(document, options.boundaries, rule)
  return look.holds(rule) ? undefined : explain(rule, look)
}

/** What explanations ask of a document. */
interface Look {
  holds(clause: Rule): boolean
  /** Number of hits that the clause rests on, non-overlapping. */
  count(clause: Rule): number
  /** Text of the first hit of a clause that holds. */
  firstHit(clause: Rule): string
  /** Fewest characters between hits of the two sides in one field; undefined where no field has both. */
  gap(left: readonly LeafRule[], right: readonly LeafRule[]): number | undefined
}

function explain(rule: Rule, look: Look): string {
  const printed = `“${printRule(rule)}”`
  if (rule.kind === 'and') {
    const failed = rule.of.find((clause) => !look.holds(clause))
    return failed === undefined ? `${printed} 没有成立` : explain(failed, look)
  }
  if (rule.kind === 'or') return `${printed} 中没有一项成立：${rule.of.map((one) => explain(one, look)).join('；')}`
  if (rule.kind === 'not') return `出现了要排除的 “${printRule(rule.of)}”${firstHitOf(rule.of, look)}`
  if (rule.kind === 'count') {
    const range = rule.max === undefined ? `至少 ${rule.min} 次` : `${rule.min} 到 ${rule.max} 次`
    return `${printed} 要求出现${range}，实际 ${look.count(rule)} 次`
  }
  if (rule.kind === 'near') {
    const missing = [rule.left, rule.right].find((side) => !side.some((leaf) => look.holds(leaf)))
    if (missing !== undefined) return `${printed} 中，${missing.map((leaf) => explain(leaf, look)).join('；')}`
    const gap = look.gap(rule.left, rule.right)
    if (gap === undefined) return `${printed} 的两边都出现了，但不在同一个字段，或互相重叠`
    if (gap <= rule.distance) return `${printed} 的两边都出现了，但先后次序相反`
    return `${printed} 的两边都出现了，但最近也隔着 ${gap} 个字，要求不超过 ${rule.distance} 个字`
  }
  const where = rule.field === undefined ? '标题和正文' : FIELD_NAMES[rule.field]
  if (rule.kind === 'term' && !rule.anywhere) {
    const anywhere: Rule = { ...rule, anywhere: true, prefix: false }
    if (look.holds(anywhere)) {
      return `${where}里的“${rule.text}”都不在词的边界上，${printed} 不算命中；要在任何位置命中请写 ${printRule(anywhere)}`
    }
  }
  return `${where}里没有 ${printed}`
}

function firstHitOf(rule: Rule, look: Look): string {
  const hit = look.firstHit(rule)
  return hit === '' ? '' : `（原文“${hit}”）`
}

function lookInto(document: RuleDocument, boundaries: BoundaryFinder, whole: Rule): Look {
  const probes = new ProbeTable(boundaries)
  const code: number[] = []
  const starts = new Map<string, number>()
  const startOf = (clause: Rule): number => {
    const key = printRule(clause)
    const known = starts.get(key)
    if (known !== undefined) return known
    const start = emitRule(clause, probes, code)
    starts.set(key, start)
    return start
  }
  // Everything that `explain` may ask about, so that one scan answers all of it.
  for (const clause of clausesOf(whole)) startOf(clause)
  for (const leaf of leavesOf(whole)) if (leaf.kind === 'term') startOf({ ...leaf, anywhere: true, prefix: false })
  const program = Int32Array.from(code)
  const mask = leavesOf(whole).reduce((all, leaf) => all | fieldMask(leaf.field), 0)
  const hits = new DocumentHits(new Automaton(probes.patterns), probes, boundaries, mask)
  hits.load(document)
  const sideHits = (side: readonly LeafRule[]): number[] =>
    side
      .flatMap((leaf) => spansOf(program, startOf(leaf), hits))
      .flatMap(({ field, start, end }) => [fields.indexOf(field), start, end])
  return {
    holds: (clause) => holds(program, startOf(clause), hits),
    count: (clause) => countedHits(program, startOf(clause), hits).length / 3,
    firstHit: (clause) => {
      const span = spansOf(program, startOf(clause), hits)[0]
      return span === undefined ? '' : (document[span.field] ?? '').slice(span.start, span.end)
    },
    gap: (left, right) => nearestGap(sideHits(left), sideHits(right)),
  }
}

function clausesOf(rule: Rule): Rule[] {
  if (isLeaf(rule)) return [rule]
  if (rule.kind === 'near') return [rule, ...rule.left, ...rule.right]
  if (rule.kind === 'not') return [rule, ...clausesOf(rule.of)]
  return [rule, ...rule.of.flatMap(clausesOf)]
}
