import { suite } from './vitest.base.ts'

/** Packages and services by themselves: pure functions, contract suites on the embedded adapters, stations. */
export default suite({
  include: ['packages/*/test/**/*.test.ts', 'services/*/test/**/*.test.ts', 'test/unit/**/*.test.ts'],
  exclude: ['**/node_modules/**', '**/*.browser.test.ts', '**/*.integration.test.ts'],
})
