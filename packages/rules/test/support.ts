import { type AppError, unwrap } from '@guanlan/kernel'
import { baseDictionary, type BoundaryFinder, createBoundaryFinder } from '@guanlan/text'
import { compileRules, parseRule, type Rule, type RuleDocument } from '../src/index.js'

let finder: BoundaryFinder | undefined

/** The boundaries of the base dictionary, read once for a test file. */
export const boundaries = (): BoundaryFinder => (finder ??= createBoundaryFinder(baseDictionary()))

/** The rule, or a failing test. */
export const rule = (text: string): Rule => unwrap(parseRule(text))

/** What is refused about a rule, or a failing test when nothing is. */
export function refusal(text: string): AppError {
  const parsed = parseRule(text)
  if (parsed.ok) throw new Error(`should have been refused: ${text}`)
  return parsed.error
}

/** The hits of one rule as the words of the original text, each with its field; undefined when the rule does not hold. */
export function hitsOf(ruleText: string, document: RuleDocument | string): string[] | undefined {
  const fields = typeof document === 'string' ? { body: document } : document
  const set = compileRules([{ id: 'r', rule: rule(ruleText) }], { boundaries: boundaries() })
  return set.match(fields)[0]?.spans.map(({ field, start, end }) => `${field}:${fields[field]?.slice(start, end)}`)
}

/** Whether one rule holds for a body, or for a document. */
export const matches = (ruleText: string, document: RuleDocument | string): boolean =>
  hitsOf(ruleText, document) !== undefined
