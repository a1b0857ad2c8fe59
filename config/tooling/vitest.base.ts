import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { tallyReporter } from './tally.ts'

/** `npm test` names the file where it wants to read what became of the suite. */
const tally = process.env['GUANLAN_TALLY']

/** Tests run from the sources (export condition `source`), so that none needs a build; workers that ship as built files are the exception. */
export const suite = (test: NonNullable<ViteUserConfig['test']>): ViteUserConfig =>
  defineConfig({
    root: fileURLToPath(new URL('../../', import.meta.url)),
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
    test: {
      exclude: ['**/node_modules/**', '**/dist/**'],
      pool: 'forks',
      testTimeout: 60_000,
      hookTimeout: 60_000,
      reporters: tally ? ['default', tallyReporter(tally)] : ['default'],
      ...test,
    },
  })
