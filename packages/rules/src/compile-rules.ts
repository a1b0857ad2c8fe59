import type { BoundaryFinder } from '@guanlan/text'
import { anchorsOf, type RuleAnchors } from './anchors.js'
import { Automaton } from './automaton.js'
import { DocumentHits } from './document-hits.js'
import { collectHits, holds } from './evaluate.js'
import { sortHits } from './hit-lists.js'
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
  /**
   * The rules that hold, in the order in which they were given, with their spans; `read`: fields that the caller has folded;
   * `bare`: rules that are only asked whether they hold: their spans are not looked for, and [].
   */
  match(document: RuleDocument, read?: ReadFields, bare?: ReadonlySet<string>): RuleHit[]
}

/** Compiles all rules into one automaton. Throws RangeError for a rule that would hold for an empty document. */
export function compileRules(rules: readonly NamedRule[], options: CompileOptions): RuleSet {
  const probes = new ProbeTable(options.boundaries)
  let mask = 0
  for (const { rule } of rules) {
    for (const leaf of leavesOf(rule)) {
      probes.probeOf(leaf)
      mask |= fieldMask(leaf.field)
    }
  }
  probes.arrange()
  const { order, anchors } = inOrderOfAnchors(rules, probes)
  const code: number[] = []
  const starts = Int32Array.from(order, (rule) => emitRule((rules[rule] as NamedRule).rule, probes, code))
  const program = Int32Array.from(code)
  const postings = createPostings(anchors, probes.patterns.length)
  const hits = new DocumentHits(new Automaton(probes.patterns), probes, options.boundaries, mask)
  const ids = Array.from(order, (rule) => rules[rule]?.id ?? '')
  const looked = new Int32Array(rules.length)
  let round = 0
  return {
    size: rules.length,
    match(document, read, bare) {
      hits.load(document, read)
      round++
      const { from, entries } = postings
      const { present } = hits
      const found: number[] = []
      for (const pattern of hits.seen) {
        const end = from[pattern + 1] ?? 0
        for (let at = from[pattern] ?? 0; at < end;) {
          const position = entries[at] ?? 0
          const after = at + 2 + (entries[at + 1] ?? 0)
          let may = after === at + 2
          for (let next = at + 2; next < after && !may; next++) {
            const second = entries[next] ?? 0
            may = ((present[second >> 5] ?? 0) & (1 << (second & 31))) !== 0
          }
          at = after
          if (!may || looked[position] === round) continue
          looked[position] = round
          if (holds(program, starts[position] ?? 0, hits)) found.push((order[position] ?? 0) * rules.length + position)
        }
      }
      const matched: RuleHit[] = []
      for (const key of Float64Array.from(found).sort()) {
        const position = key % rules.length
        const rule = ids[position] ?? ''
        matched.push({ rule, spans: bare?.has(rule) === true ? [] : spansOf(program, starts[position] ?? 0, hits) })
      }
      return matched
    },
  }
}

/**
 * The rules by their first anchor: `order[position]` is a rule's index among those given, `anchors[position]` its anchors.
 * Rules that are looked at for one pattern then lie side by side, postings, program and all.
 */
function inOrderOfAnchors(
  rules: readonly NamedRule[],
  probes: ProbeTable,
): { readonly order: Int32Array; readonly anchors: readonly RuleAnchors[] } {
  const unordered = rules.map(({ rule }) => anchorsOf(rule, probes))
  const first = Int32Array.from(unordered, ({ patterns }) => patterns[0] ?? 0)
  const order = Int32Array.from(rules.keys()).sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0) || a - b)
  return { order, anchors: Array.from(order, (rule) => unordered[rule] as RuleAnchors) }
}

/** By pattern: the rules to look at when it was seen. */
interface Postings {
  /** Where a pattern's postings begin; the next pattern's is where they end. */
  readonly from: Int32Array
  /** Side by side for each posting: the rule's position; how many further patterns it needs one of; those patterns. */
  readonly entries: Int32Array
}

function createPostings(anchors: readonly RuleAnchors[], patterns: number): Postings {
  const from = new Int32Array(patterns + 2)
  for (const anchor of anchors)
    for (const pattern of anchor.patterns) from[pattern + 2] = (from[pattern + 2] ?? 0) + 2 + anchor.second.length
  for (let pattern = 2; pattern < from.length; pattern++)
    from[pattern] = (from[pattern] ?? 0) + (from[pattern - 1] ?? 0)
  const entries = new Int32Array(from[from.length - 1] ?? 0)
  anchors.forEach((anchor, position) => {
    const posting = [position, anchor.second.length, ...anchor.second]
    for (const pattern of anchor.patterns) {
      const at = from[pattern + 1] ?? 0
      from[pattern + 1] = at + posting.length
      entries.set(posting, at)
    }
  })
  return { from, entries }
}

/** Spans in the original text, in order of field, start and end, each once. */
export function spansOf(program: Int32Array, at: number, hits: DocumentHits): RuleSpan[] {
  const flat: number[] = []
  collectHits(program, at, hits, flat)
  for (let i = 0; i < flat.length; i += 3) {
    const folded = hits.foldedField(flat[i] ?? 0)
    flat[i + 1] = folded?.toOriginal(flat[i + 1] ?? 0) ?? 0
    flat[i + 2] = folded?.toOriginalEnd(flat[i + 2] ?? 0) ?? 0
  }
  sortHits(flat)
  const spans: RuleSpan[] = []
  for (let i = 0; i < flat.length; i += 3) {
    const number = flat[i] ?? 0
    const start = flat[i + 1] ?? 0
    const end = flat[i + 2] ?? 0
    if (i === 0 || flat[i - 3] !== number || flat[i - 2] !== start || flat[i - 1] !== end)
      spans.push({ field: fields[number] as Field, start, end })
  }
  return spans
}
