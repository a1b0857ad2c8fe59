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
