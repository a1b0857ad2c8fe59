// `npm test`: installs, builds, checks, then runs every suite. Last line: `N passed, N failed, N skipped`.
// A test that could not run, for want of a server or a browser, is named; with CI=true it is a failure.
import { spawnSync } from 'node:child_process'
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
// Where the real servers are not in the cache yet, their download takes a while: shown as it comes, and tried again by the suite that needs them.
spawnSync(
  process.execPath,
  ['config/tooling/run.mjs', 'infra/local/cli.ts', 'fetch', 'kafka', 'elasticsearch', 'opensearch', 'postgres'],
  { cwd: root, stdio: ['ignore', 2, 2] },
)

const total = { passed: 0, failed: 0, skipped: 0 }
const notRun = []

/** Runs a command and shows its output when it ends. */
async function run(name, command, args, { env, niceness } = {}) {
  const { code, output, seconds } = await capture(root, command, args, env, niceness)
  console.log(`\n=== ${name} (${Math.round(seconds)} s) ===\n${output.trimEnd()}`)
  return code
}

async function check(options) {
  const code = await run('check', process.execPath, ['config/tooling/check.mjs'], options)
  total[code === 0 ? 'passed' : 'failed'] += 1
}

async function suite(name, { niceness } = {}) {
  const report = join(reports, `${name}.json`)
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', `config/tooling/vitest.${name}.ts`]
  const code = await run(name, process.execPath, vitest, { env: { GUANLAN_TALLY: report }, niceness })
  let tally
  try {
    tally = JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    total.failed += 1
    return
  }
  total.passed += tally.passed
  total.failed += tally.failed.length
  total.skipped += tally.notRun.length
  notRun.push(...tally.notRun.map((test) => `${name}: ${test}`))
  // It ended badly and the tally does not say why: no test found, a teardown that broke.
  if (code !== 0 && tally.failed.length + tally.excused === 0) total.failed += 1
}

// Two lanes for two cores. What only computes makes way for what waits on servers and clocks; the smoke suite, which kills and sets
// clocks at a city in a hurry, has the machine to itself.
const yielding = { niceness: 10 }
const withoutServers = async () => {
  await check(yielding)
  await suite('unit', yielding)
  await suite('browser', { niceness: 5 })
}
await Promise.all([suite('integration'), withoutServers()])
await suite('smoke')

if (notRun.length > 0) console.log(`\nNot run:\n${notRun.map((name) => `  ${name}`).join('\n')}`)
if (process.env.CI === 'true' && notRun.length > 0) total.failed += notRun.length
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
