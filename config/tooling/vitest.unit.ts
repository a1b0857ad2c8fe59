import { suite } from './vitest.base.ts'

/**
 * Packages and services by themselves: pure functions, contract suites on the embedded adapters, stations. The files of a
 * worker share what they import: loading it anew for each took two thirds of the suite's CPU time. So a test puts back what
 * it changes of the process (`vi` does on restore), and ends what it began.
 */
export default suite({
  isolate: false,
  include: ['packages/*/test/**/*.test.ts', 'services/*/test/**/*.test.ts', 'test/unit/**/*.test.ts'],
  exclude: ['**/node_modules/**', '**/*.browser.test.ts', '**/*.integration.test.ts'],
})
