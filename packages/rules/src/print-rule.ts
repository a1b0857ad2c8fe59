import { type Field, isLeaf, leavesOf, type LeafRule, type Rule } from './rule.js'

/** How tightly the place binds where a rule is printed. */
type Level = 'or' | 'and' | 'atom'

/**
 * The canonical form of a rule: operators in capitals, AND by standing side by side, NOT as `-`, ASCII brackets and quotes,
 * a field drawn out of a bracket whose parts all have it. parseRule(printRule(rule)) is the rule again.
 */
export const printRule = (rule: Rule): string => print(rule, 'or', undefined)

function print(rule: Rule, level: Level, outer: Field | undefined): string {
  if (isLeaf(rule)) return printLeaf(rule, outer)
  const shared = outer === undefined ? sharedField(rule) : undefined
  if (shared !== undefined && rule.kind !== 'not') return `${shared}:${printIn(rule, 'atom', shared)}`
  return printIn(rule, level, outer)
}

function printIn(rule: Exclude<Rule, LeafRule>, level: Level, outer: Field | undefined): string {
  if (rule.kind === 'count') {
    const range = rule.max === undefined ? `{${rule.min}}` : `{${rule.min},${rule.max}}`
    return printAlternatives(rule.of, outer) + range
  }
  if (rule.kind === 'not') {
    const text = `-${print(rule.of, 'atom', outer)}`
    return level === 'atom' ? `(${text})` : text
  }
  const inside = printOpen(rule, outer)
  const loose = level === 'or' || (level === 'and' && rule.kind !== 'or')
  return loose ? inside : `(${inside})`
}

function printOpen(rule: Extract<Rule, { kind: 'and' | 'or' | 'near' }>, outer: Field | undefined): string {
  if (rule.kind === 'or') return rule.of.map((clause) => print(clause, 'and', outer)).join(' OR ')
  if (rule.kind === 'and') return rule.of.map((clause) => print(clause, 'and', outer)).join(' ')
  const operator = `${rule.ordered ? 'BEFORE' : 'NEAR'}/${rule.distance}`
  return `${printAlternatives(rule.left, outer)} ${operator} ${printAlternatives(rule.right, outer)}`
}

function printAlternatives(leaves: readonly LeafRule[], outer: Field | undefined): string {
  const texts = leaves.map((leaf) => printLeaf(leaf, outer))
  return texts.length === 1 ? texts.join('') : `(${texts.join(' OR ')})`
}

function printLeaf(leaf: LeafRule, outer: Field | undefined): string {
  const field = leaf.field === undefined || leaf.field === outer ? '' : `${leaf.field}:`
  if (leaf.kind === 'phrase') return `${field}"${leaf.parts.map(escapePart).join(' ')}"`
  return `${field}${leaf.anywhere ? '~' : ''}${leaf.text}${leaf.prefix ? '*' : ''}`
}

const escapePart = (part: string): string => part.replace(/[\\＼"“”＂]/g, '\\$&')

/** The field that every leaf of the rule names, when there is one. */
function sharedField(rule: Rule): Field | undefined {
  const [first, ...others] = leavesOf(rule)
  return first !== undefined && others.every((leaf) => leaf.field === first.field) ? first.field : undefined
}
