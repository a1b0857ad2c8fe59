// `npm start [-- options]`: installs and builds what is missing or stale, then runs `guanlan up`.
// Plain JavaScript without dependencies, so that a missing install or a too old Node gets a sentence instead of a stack.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { requireNode } from './node-version.mjs'
import { prepare } from './prepare.mjs'

requireNode()
const root = fileURLToPath(new URL('../../', import.meta.url))
if (!prepare(root)) process.exit(2)

const child = spawn(
  process.execPath,
  [fileURLToPath(new URL('../../services/guanlan/bin/guanlan.mjs', import.meta.url)), 'up', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    cwd: root,
  },
)
// A Ctrl-C reaches the whole foreground group; waiting here lets the child end in order. SIGTERM reaches only us.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
