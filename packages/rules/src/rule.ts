import type { ReadText } from '@guanlan/text'

/** Where to look. Without a field a term looks into title and body. */
export type Field = 'title' | 'body' | 'source' | 'place'

/** All fields, in the order in which spans are reported. */
export const fields: readonly Field[] = ['title', 'body', 'source', 'place']

/** `欠薪`, `~欠薪`, `ofo*`. The text is as it was typed; matching folds it. */
export interface TermRule {
  readonly kind: 'term'
  readonly text: string
  /** Hits inside longer words too (`~`); otherwise both ends of a hit are fine boundaries. */
  readonly anywhere: boolean
  /** `*` at the end: the hit goes on to the end of the word it stands in. Never together with `anywhere`. */
  readonly prefix: boolean
  readonly field?: Field
}

/** `"拖欠 工资"`: the parts in this order, with nothing but spaces and punctuation between; outer ends bounded. */
export interface PhraseRule {
  readonly kind: 'phrase'
  /** At least one, none empty, no spaces inside. */
  readonly parts: readonly string[]
  readonly field?: Field
}

/** What can be found at a place in a text. */
export type LeafRule = TermRule | PhraseRule

/** `A NEAR/5 B`, `A BEFORE/5 B`: one hit of each side in one field, not overlapping, at most `distance` characters between. */
export interface NearRule {
  readonly kind: 'near'
  /** BEFORE: the left side comes first. */
  readonly ordered: boolean
  /** At least 1; counted in UTF-16 units of the folded text. */
  readonly distance: number
  /** Alternatives, at least one on each side; all leaves of both sides have the same field, or none. */
  readonly left: readonly LeafRule[]
  readonly right: readonly LeafRule[]
}

/** `A{2}`, `(A OR B){2,4}`: how many hits there are of all the alternatives together, over the fields they look into. */
export interface CountRule {
  readonly kind: 'count'
  /** At least 1. */
  readonly min: number
  readonly max?: number
  readonly of: readonly LeafRule[]
}

export interface NotRule {
  readonly kind: 'not'
  readonly of: Rule
}

/** Two clauses or more; no clause is itself an `and`. */
export interface AndRule {
  readonly kind: 'and'
  readonly of: readonly Rule[]
}

/** Two clauses or more; no clause is itself an `or`. */
export interface OrRule {
  readonly kind: 'or'
  readonly of: readonly Rule[]
}

/**
 * A rule as parsed. Normal form: brackets are gone, fields stand at the leaves, `and` and `or` are flat.
 * What `parseRule` returns never holds for an empty document.
 */
export type Rule = TermRule | PhraseRule | NearRule | CountRule | NotRule | AndRule | OrRule

/** What rules look at. A missing field is an empty one. */
export interface RuleDocument {
  readonly title?: string | undefined
  readonly body?: string | undefined
  readonly source?: string | undefined
  readonly place?: string | undefined
}

/** Fields of a document that were folded before, by their text and with the boundaries of the rules. */
export type ReadFields = Readonly<Partial<Record<Field, ReadText>>>

/** A place in the original text; UTF-16 offsets, end exclusive. */
export interface RuleSpan {
  readonly field: Field
  readonly start: number
  readonly end: number
}

/** A rule that holds, and the hits it rests on, in order of field and offset, each once. */
export interface RuleHit {
  readonly rule: string
  readonly spans: readonly RuleSpan[]
}

/** Whether a rule is a term or a phrase. */
export const isLeaf = (rule: Rule): rule is LeafRule => rule.kind === 'term' || rule.kind === 'phrase'

/** The rule's value on a document without any hit: true means that it could match the empty text. */
export function holdsWithoutHits(rule: Rule): boolean {
  if (rule.kind === 'not') return !holdsWithoutHits(rule.of)
  if (rule.kind === 'and') return rule.of.every(holdsWithoutHits)
  return rule.kind === 'or' && rule.of.some(holdsWithoutHits)
}

/** All terms and phrases of a rule, from left to right. */
export function leavesOf(rule: Rule): LeafRule[] {
  if (isLeaf(rule)) return [rule]
  if (rule.kind === 'near') return [...rule.left, ...rule.right]
  if (rule.kind === 'not') return leavesOf(rule.of)
  return rule.of.flatMap(leavesOf)
}
