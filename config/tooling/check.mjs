// `npm run check`: types, lint, format, imports, dead code, stale docs, stale model. Steps that do not wait for each other run side by side.
import { fileURLToPath } from 'node:url'
import { capture } from './capture.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = (name) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url))

/** Name, command; a lane runs its steps one after the other. */
const lanes = [
  [
    ['types', bin('tsc'), ['-b']],
    ['types of the console', 'npm', ['run', '--silent', 'types', '-w', '@guanlan/console']],
    ['flow diagram and tables', process.execPath, ['config/tooling/run.mjs', 'config/tooling/flow-docs.ts', '--check']],
    ['model', process.execPath, ['config/tooling/run.mjs', 'config/tooling/train.ts', '--check']],
  ],
  [
    ['lint', bin('oxlint'), ['--deny-warnings']],
    ['imports', process.execPath, ['config/tooling/import-guard.mjs']],
    ['dead code', bin('knip'), ['--config', 'config/tooling/knip.json', '--no-progress']],
    [
      'format',
      bin('prettier'),
      ['--check', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier', '.'],
    ],
  ],
]

let failed = 0
await Promise.all(
  lanes.map(async (lane) => {
    for (const [name, command, args] of lane) {
      const { code, output, seconds } = await capture(root, command, args)
      const ok = code === 0
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
      if (!ok) {
        failed += 1
        console.log(output.replace(/^/gm, '  '))
      }
    }
  }),
)
console.log(failed === 0 ? 'check: all well' : `check: ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
