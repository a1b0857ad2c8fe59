import { type AppError, err, ok, type Result } from '@guanlan/kernel'
import { Complaint, toRuleError } from './complaint.js'
import { type Dialect, parseTokens } from './parser.js'
import { holdsWithoutHits, type Rule } from './rule.js'

/**
 * Parses a rule of the rule language (docs/rules.md).
 * Error `rule_invalid`: a Chinese sentence that shows the place and says what would be right; details
 * {offset: UTF-16 offset into the rule, found: what stands there ('' = the end), expected}.
 */
export const parseRule = (text: string): Result<Rule, AppError> => parse(text, 'rule')

/** Parses what was typed into the search box: the rule language less NEAR, BEFORE, `~` and counts. Error `query_invalid`. */
export const parseQuery = (text: string): Result<Rule, AppError> => parse(text, 'query')

function parse(text: string, dialect: Dialect): Result<Rule, AppError> {
  try {
    const rule = parseTokens(text, dialect)
    if (holdsWithoutHits(rule)) {
      throw new Complaint(0, text, '只有排除，连空白的文章也会命中', '至少写一个必须出现的词，如 欠薪 NOT 演习')
    }
    return ok(rule)
  } catch (thrown) {
    if (!(thrown instanceof Complaint)) throw thrown
    return err(toRuleError(thrown, text, dialect === 'rule' ? 'rule_invalid' : 'query_invalid'))
  }
}
