// `npm test`: installs, builds, checks, then runs every suite. Last line: `N passed, N failed, N skipped`.
// A suite that could not run is named; with CI=true it is a failure.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { capture } from './capture.mjs'
import { requireNode } from './node-version.mjs'
import { prepare } from './prepare.mjs'

requireNode()
const root = fileURLToPath(new URL('../../', import.meta.url))
const reports = join(root, 'build/test-reports')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
if (!prepare(root)) {
  console.log('0 passed, 1 failed, 0 skipped')
  process.exit(1)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const notRun = []

/** Runs a command and shows its output when it ends. */
async function run(name, command, args) {
  const { code, output, seconds } = await capture(root, command, args)
  console.log(`\n=== ${name} (${Math.round(seconds)} s) ===\n${output.trimEnd()}`)
  return code
}

async function check() {
  const code = await run('check', process.execPath, ['config/tooling/check.mjs'])
  total[code === 0 ? 'passed' : 'failed'] += 1
}

async function suite(name) {
  const report = join(reports, `${name}.json`)
  const code = await run(name, process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    `config/tooling/vitest.${name}.ts`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  let result
  try {
    result = JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    total.failed += 1
    return
  }
  total.passed += result.numPassedTests
  total.failed += result.numFailedTests
  total.skipped += result.numPendingTests + (result.numTodoTests ?? 0)
  // A file that broke before its first test counts too.
  if (code !== 0 && result.numFailedTests === 0) total.failed += Math.max(1, result.numFailedTestSuites)
  for (const file of result.testResults)
    for (const test of file.assertionResults)
      if (['pending', 'skipped', 'todo'].includes(test.status)) notRun.push(`${name}: ${test.fullName}`)
}

// Two lanes for two cores; the longest first.
await Promise.all([suite('unit'), check()])
await Promise.all([suite('smoke'), suite('browser')])

if (notRun.length > 0) console.log(`\nNot run:\n${notRun.map((name) => `  ${name}`).join('\n')}`)
if (process.env.CI === 'true' && notRun.length > 0) total.failed += notRun.length
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
