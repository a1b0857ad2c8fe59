import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { readRule, type RuleFault } from './language.js'
import type { Dialect } from './parser.js'
import type { Rule } from './rule.js'

/**
 * Parses a rule of the rule language (docs/rules.md).
 * Error `rule_invalid`: a Chinese sentence that shows the place and says what would be right; details
 * {offset: UTF-16 offset into the rule, found: what stands there ('' = the end), expected}.
 */
export const parseRule = (text: string): Result<Rule, AppError> => parse(text, 'rule')

/** Parses what was typed into the search box: the rule language less NEAR, BEFORE, `~` and counts. Error `query_invalid`. */
export const parseQuery = (text: string): Result<Rule, AppError> => parse(text, 'query')

function parse(text: string, dialect: Dialect): Result<Rule, AppError> {
  const read = readRule(text, dialect)
  return read.rule
    ? ok(read.rule)
    : err(toRuleError(read.fault, text, dialect === 'rule' ? 'rule_invalid' : 'query_invalid'))
}

/** How much of the rule is shown on each side of the place. */
const CONTEXT = 12

/** A fault as the house's error: details {offset, found, expected}, and a sentence that shows the place. */
function toRuleError(fault: RuleFault, text: string, code: 'rule_invalid' | 'query_invalid'): AppError {
  const { offset, found, expected } = fault
  const before = (offset > CONTEXT ? '…' : '') + text.slice(Math.max(0, offset - CONTEXT), offset)
  const rest = text.slice(offset + found.length)
  const after = rest.slice(0, CONTEXT) + (rest.length > CONTEXT ? '…' : '')
  const place = found === '' ? '末尾' : `第 ${offset + 1} 个字符“${found}”处`
  const message = `${place}：${fault.problem}。${expected}。位置：${before}▶${found}◀${after}`
  return new AppError(code, message, { offset, found, expected })
}
