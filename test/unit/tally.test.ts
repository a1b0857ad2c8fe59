import type { TestModule } from 'vitest/node'
import { describe, expect, it } from 'vitest'
import { tallyOf } from '../../config/tooling/tally.js'

const away = { message: 'could not run: KAFKA_BROKERS is not set, because its server did not start: no Java' }
const mine = { message: 'expected 1 to be 2' }

interface Part {
  readonly tests: readonly { name: string; state: string; errors?: readonly { message: string }[] }[]
  readonly errors?: readonly { message: string }[]
  readonly suites?: readonly { name: string; errors: readonly { message: string }[]; tests: number }[]
}

/** As much of vitest's module as the tally reads. */
const module = ({ tests, errors = [], suites = [] }: Part) =>
  ({
    type: 'module',
    relativeModuleId: 'a.test.ts',
    errors: () => errors,
    children: {
      allTests: () =>
        tests.map(({ name, state, errors: own }) => ({ fullName: name, result: () => ({ state, errors: own }) })),
      allSuites: () =>
        suites.map(({ name, errors: own, tests: count }) => ({
          type: 'suite',
          fullName: name,
          errors: () => own,
          children: { allTests: () => Array.from({ length: count }, (_, n) => n) },
        })),
    },
  }) as unknown as TestModule

describe('what npm test counts', () => {
  it('is what passed, failed and was skipped', () => {
    const tests = [
      { name: 'one', state: 'passed' },
      { name: 'two', state: 'failed', errors: [mine] },
      { name: 'three', state: 'skipped' },
    ]
    expect(tallyOf([module({ tests })], [])).toEqual({
      passed: 1,
      failed: ['a.test.ts: two'],
      notRun: ['a.test.ts: three'],
      excused: 0,
    })
  })

  it('lists as not run what says that it could not, be it a test, a block or a file', () => {
    const test = module({ tests: [{ name: 'one', state: 'failed', errors: [away] }] })
    const block = module({
      tests: [{ name: 'two', state: 'skipped' }],
      suites: [{ name: 'block', errors: [away], tests: 1 }],
    })
    const file = module({ tests: [], errors: [away] })
    expect(tallyOf([test, block, file], [])).toEqual({
      passed: 0,
      failed: [],
      notRun: ['a.test.ts: one', 'a.test.ts: two', 'a.test.ts'],
      excused: 3,
    })
  })

  it('fails for a block or a file that broke, for an error beside “could not run”, and for one outside of any test', () => {
    const both = module({ tests: [{ name: 'one', state: 'failed', errors: [away, mine] }] })
    const block = module({
      tests: [{ name: 'two', state: 'skipped' }],
      suites: [{ name: 'block', errors: [mine], tests: 1 }],
    })
    const file = module({ tests: [], errors: [mine] })
    expect(tallyOf([both, block, file], [new Error('late')]).failed).toEqual([
      'an error outside of any test',
      'a.test.ts: one',
      'a.test.ts: block',
      'a.test.ts',
    ])
  })
})
