import { writeFileSync } from 'node:fs'
import { COULD_NOT_RUN } from '../../packages/testkit/src/test-servers.js'
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

/** What became of a suite. */
export interface Tally {
  readonly passed: number
  /** Full names of what failed: tests, files and `describe` blocks that broke, errors outside of any. */
  readonly failed: readonly string[]
  /** Full names of what was not run: skipped, or its server is not there. */
  readonly notRun: readonly string[]
  /** How many of those said that they could not run: with them, vitest's exit code is no news. */
  readonly excused: number
}

/** Counts a finished run. A test whose every error says that it could not run is not a failure here; `npm test` makes it one where CI=true. */
export function tallyOf(modules: readonly TestModule[], unhandled: readonly unknown[]): Tally {
  const [failed, notRun]: [string[], string[]] = [unhandled.map(() => 'an error outside of any test'), []]
  let [passed, excused] = [0, 0]
  for (const module of modules) {
    const name = module.relativeModuleId
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result()
      if (state === 'passed') passed += 1
      else if (state === 'failed' && !couldNotRun(errors)) failed.push(`${name}: ${test.fullName}`)
      else notRun.push(`${name}: ${test.fullName}`)
      if (state === 'failed' && couldNotRun(errors)) excused += 1
    }
    const whole: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()]
    for (const part of whole) {
      const errors = part.errors()
      if (errors.length === 0) continue
      const title = part.type === 'module' ? name : `${name}: ${part.fullName}`
      if (!couldNotRun(errors)) {
        failed.push(title)
        continue
      }
      excused += 1
      // Its tests are listed one by one, unless it broke before it named any.
      if (first(part.children.allTests()) === undefined) notRun.push(title)
    }
  }
  return { passed, failed, notRun, excused }
}

/** A vitest reporter that writes the tally as JSON. */
export const tallyReporter = (file: string): Reporter => ({
  onTestRunEnd(modules, unhandled) {
    writeFileSync(file, JSON.stringify(tallyOf(modules, unhandled)))
  },
})

type Errors = ReturnType<TestCase['result']>['errors']
const couldNotRun = (errors: Errors): boolean =>
  errors !== undefined && errors.length > 0 && errors.every((error) => error.message.startsWith(COULD_NOT_RUN))
const first = <T>(items: Iterable<T>): T | undefined => {
  for (const item of items) return item
  return undefined
}
