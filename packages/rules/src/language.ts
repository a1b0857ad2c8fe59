// What an editor needs of the language, without dictionary and without Node: the console bundles this module alone.
import { Complaint } from './complaint.js'
import { type Dialect, parseTokens } from './parser.js'
import { holdsWithoutHits, type Rule } from './rule.js'

export { paintRule, type Paint, type PaintKind } from './paint-rule.js'
export { printRule } from './print-rule.js'
export { fields, type Field, type Rule } from './rule.js'

/** What is wrong with a rule, and where. */
export interface RuleFault {
  /** UTF-16 offset into the rule as typed. */
  readonly offset: number
  /** What stands there; '' = the end. */
  readonly found: string
  /** Chinese, without a full stop. */
  readonly problem: string
  /** What would be right; Chinese, without a full stop. */
  readonly expected: string
}

/** A rule as read, or what is wrong with it. */
export type ReadRule =
  { readonly rule: Rule; readonly fault?: undefined } | { readonly rule?: undefined; readonly fault: RuleFault }

/** Reads a rule of the language; `query`: the search box's part of it. */
export function readRule(text: string, dialect: Dialect = 'rule'): ReadRule {
  try {
    const rule = parseTokens(text, dialect)
    if (holdsWithoutHits(rule)) {
      throw new Complaint(0, text, '只有排除，连空白的文章也会命中', '至少写一个必须出现的词，如 欠薪 NOT 演习')
    }
    return { rule }
  } catch (thrown) {
    if (!(thrown instanceof Complaint)) throw thrown
    const { offset, found, message: problem, expected } = thrown
    return { fault: { offset, found, problem, expected } }
  }
}
