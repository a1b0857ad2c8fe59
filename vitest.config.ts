import { defineConfig } from 'vitest/config'

/** Tests run from the sources (export condition `source`), so that none needs a build; workers that ship as built files are the exception. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'services/*/test/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    testTimeout: 20_000,
  },
})
