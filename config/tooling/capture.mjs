// Runs a command of the workshop with its output kept, so that steps side by side do not mix their lines.
import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'

/**
 * Resolves to exit code (1 when it could not start or was killed), everything it printed, and its seconds. Never rejects. `niceness` (0 … 19)
 * makes way for what runs beside it.
 */
export const capture = (root, command, args, env = {}, niceness = 0) =>
  new Promise((resolve) => {
    const started = Date.now()
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', ...env },
    })
    if (niceness > 0 && child.pid !== undefined) setPriority(child.pid, niceness)
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    const end = (code) => resolve({ code, output, seconds: (Date.now() - started) / 1_000 })
    child.on('error', (error) => {
      output += error.message
      end(1)
    })
    child.on('exit', (code) => end(code ?? 1))
  })
