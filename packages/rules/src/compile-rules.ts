import type { BoundaryFinder } from '@guanlan/text'
import { anchorsOf } from './anchors.js'
import { Automaton } from './automaton.js'
import { DocumentHits } from './document-hits.js'
import { collectHits, holds } from './evaluate.js'
import { fieldMask, ProbeTable } from './probes.js'
import { emitRule } from './program.js'
import {
  type Field,
  fields,
  leavesOf,
  type ReadFields,
  type Rule,
  type RuleDocument,
  type RuleHit,
  type RuleSpan,
} from './rule.js'

/** A rule with the name under which its hits are reported. */
export interface NamedRule {
  readonly id: string
  /** As `parseRule` returns it: it must not hold for an empty document. */
  readonly rule: Rule
}

export interface CompileOptions {
  /** The boundaries of the pinned base dictionary; every match uses the same. */
  readonly boundaries: BoundaryFinder
}

/** Rules made ready. Matching one document at a time, synchronously; nothing of a document is kept. */
export interface RuleSet {
  /** Number of rules. */
  readonly size: number
  /** The rules that hold, in the order in which they were given, with their spans; `read`: fields that the caller has folded. */
  match(document: RuleDocument, read?: ReadFields): RuleHit[]
}

/** Compiles all rules into one automaton. Throws RangeError for a rule that would hold for an empty document. */
export function compileRules(rules: readonly NamedRule[], options: CompileOptions): RuleSet {
  const probes = new ProbeTable(options.boundaries)
  const code: number[] = []
  const starts = Int32Array.from(rules, ({ rule }) => emitRule(rule, probes, code))
  const program = Int32Array.from(code)
  const postings = createPostings(rules, probes)
  let mask = 0
  for (const { rule } of rules) for (const leaf of leavesOf(rule)) mask |= fieldMask(leaf.field)
  const hits = new DocumentHits(
    new Automaton(probes.patterns),
    probes.patterns,
    probes.probes,
    options.boundaries,
    mask,
  )
  const looked = new Int32Array(rules.length)
  let round = 0
  return {
    size: rules.length,
    match(document, read) {
      hits.load(document, read)
      round++
      const found: number[] = []
      for (const pattern of hits.seen) {
        const end = postings.from[pattern + 1] ?? 0
        for (let at = postings.from[pattern] ?? 0; at < end; at++) {
          const second = postings.second[at] ?? -1
          const rule = postings.rule[at] ?? 0
          if ((second >= 0 && !hits.has(second)) || looked[rule] === round) continue
          looked[rule] = round
          if (holds(program, starts[rule] ?? 0, hits)) found.push(rule)
        }
      }
      found.sort((a, b) => a - b)
      return found.map((rule) => ({ rule: rules[rule]?.id ?? '', spans: spansOf(program, starts[rule] ?? 0, hits) }))
    },
  }
}

/** By pattern: the rules to look at when it was seen, and the second pattern that each of them needs. */
interface Postings {
  /** Index of a pattern's first posting; the next pattern's is where it ends. */
  readonly from: Int32Array
  readonly rule: Int32Array
  readonly second: Int32Array
}

function createPostings(rules: readonly NamedRule[], probes: ProbeTable): Postings {
  const anchors = rules.map(({ rule }) => anchorsOf(rule, probes))
  const from = new Int32Array(probes.patterns.length + 2)
  for (const { patterns } of anchors) for (const pattern of patterns) from[pattern + 2] = (from[pattern + 2] ?? 0) + 1
  for (let pattern = 2; pattern < from.length; pattern++)
    from[pattern] = (from[pattern] ?? 0) + (from[pattern - 1] ?? 0)
  const total = from[from.length - 1] ?? 0
  const rule = new Int32Array(total)
  const second = new Int32Array(total)
  anchors.forEach((anchor, index) => {
    for (const pattern of anchor.patterns) {
      const at = from[pattern + 1] ?? 0
      from[pattern + 1] = at + 1
      rule[at] = index
      second[at] = anchor.second
    }
  })
  return { from, rule, second }
}

/** Spans in the original text, in order of field, start and end, each once. */
export function spansOf(program: Int32Array, at: number, hits: DocumentHits): RuleSpan[] {
  const flat: number[] = []
  collectHits(program, at, hits, flat)
  const spans: RuleSpan[] = []
  for (let i = 0; i < flat.length; i += 3) {
    const number = flat[i] ?? 0
    const folded = hits.foldedField(number)
    if (folded === undefined) continue
    const start = folded.toOriginal(flat[i + 1] ?? 0)
    const end = folded.toOriginalEnd(flat[i + 2] ?? 0)
    spans.push({ field: fields[number] as Field, start, end })
  }
  spans.sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field) || a.start - b.start || a.end - b.end)
  return spans.filter((span, i) => {
    const before = spans[i - 1]
    return before === undefined || before.field !== span.field || before.start !== span.start || before.end !== span.end
  })
}
