// `npm run check`: types, lint, format, imports, dead code, stale docs. Steps that do not wait for each other run side by side.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = (name) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url))

/** Name, command; a lane runs its steps one after the other. */
const lanes = [
  [
    ['types', bin('tsc'), ['-b']],
    ['types of the console', 'npm', ['run', '--silent', 'types', '-w', '@guanlan/console']],
    ['flow diagram and tables', process.execPath, ['config/tooling/run.mjs', 'config/tooling/flow-docs.ts', '--check']],
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

const run = ([name, command, args]) =>
  new Promise((resolve) => {
    const started = Date.now()
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ name, ok: false, output: error.message, seconds: 0 }))
    child.on('exit', (code) => resolve({ name, ok: code === 0, output, seconds: (Date.now() - started) / 1_000 }))
  })

let failed = 0
await Promise.all(
  lanes.map(async (lane) => {
    for (const step of lane) {
      const { name, ok, output, seconds } = await run(step)
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
