import { AppError } from '@guanlan/kernel'

/** What is wrong at a place of a rule, thrown inside the parser and turned into a Result at its edge. */
export class Complaint extends Error {
  readonly offset: number
  readonly found: string
  readonly expected: string

  /** `offset`: UTF-16 offset into the rule as typed; `found`: what stands there, '' = the end; `expected`: what would be right. */
  constructor(offset: number, found: string, problem: string, expected: string) {
    super(problem)
    this.name = 'Complaint'
    this.offset = offset
    this.found = found
    this.expected = expected
  }
}

/** How much of the rule is shown on each side of the place. */
const CONTEXT = 12

/** The complaint as the house's error: details {offset, found, expected}, and a sentence that shows the place. */
export function toRuleError(complaint: Complaint, text: string, code: 'rule_invalid' | 'query_invalid'): AppError {
  const { offset, found, expected } = complaint
  const before = (offset > CONTEXT ? '…' : '') + text.slice(Math.max(0, offset - CONTEXT), offset)
  const rest = text.slice(offset + found.length)
  const after = rest.slice(0, CONTEXT) + (rest.length > CONTEXT ? '…' : '')
  const place = found === '' ? '末尾' : `第 ${offset + 1} 个字符“${found}”处`
  const message = `${place}：${complaint.message}。${expected}。位置：${before}▶${found}◀${after}`
  return new AppError(code, message, { offset, found, expected })
}
