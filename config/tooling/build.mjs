// `npm run build`: one `tsc -b` for everything that runs on Node, then the console through turbo, which skips it when nothing changed.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = (name) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url))
const run = (name, args) =>
  spawnSync(bin(name), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    shell: process.platform === 'win32',
  }).status === 0

const built =
  run('tsc', ['-b', 'services/guanlan']) &&
  run('turbo', ['run', 'build', '--output-logs=errors-only', '--no-update-notifier'])
process.exitCode = built ? 0 : 1
