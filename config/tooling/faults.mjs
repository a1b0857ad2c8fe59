// `npm run test:faults -- [--seed N] [--kills N] [--shape one|split|both]`: kill -9 at seeded random moments, then every fault one at a time. An hour and more.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { requireNode } from './node-version.mjs'
import { prepare } from './prepare.mjs'

requireNode()
const root = fileURLToPath(new URL('../../', import.meta.url))
const usage = `npm run test:faults -- [--seed N] [--kills N] [--shape one|split|both] [--only WORDS]
  --seed   moments and services of the kills (1)
  --kills  kill -9, all in all; half of them in each shape (200; 0: only the faults of servers and instances)
  --shape  one: everything in one process; split: a process for each service, on servers of its own (both)
  --only   only tests whose name holds these words`

/** The settings that the command line asks for, or null with what is wrong told. */
function settingsOf(args) {
  try {
    const options = {
      seed: { type: 'string', default: '1' },
      kills: { type: 'string', default: '200' },
      shape: { type: 'string', default: 'both' },
      only: { type: 'string' },
      help: { type: 'boolean' },
    }
    const { values } = parseArgs({ args, options })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    for (const name of ['seed', 'kills'])
      if (!/^\d{1,6}$/.test(values[name])) throw new Error(`--${name} takes a whole number, not ${values[name]}`)
    if (!['one', 'split', 'both'].includes(values.shape)) throw new Error(`--shape takes one, split or both`)
    return values
  } catch (error) {
    console.error(`${error.message}\n${usage}`)
    return null
  }
}

const settings = settingsOf(process.argv.slice(2))
if (!settings) process.exitCode = 2
else if (!prepare(root)) process.exitCode = 1
else {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'config/tooling/vitest.faults.ts']
  const { status } = spawnSync(process.execPath, [...vitest, ...(settings.only ? ['-t', settings.only] : [])], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      GUANLAN_FAULT_SEED: settings.seed,
      GUANLAN_FAULT_KILLS: settings.kills,
      GUANLAN_FAULT_SHAPE: settings.shape,
    },
  })
  process.exitCode = status ?? 1
}
