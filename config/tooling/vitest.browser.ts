import { suite } from './vitest.base.ts'

/** A real browser: the console against a fake api, and against the running process. */
export default suite({
  include: ['services/console/test/**/*.browser.test.ts', 'test/e2e/**/*.test.ts'],
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
})
