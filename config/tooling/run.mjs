// Runs a TypeScript file from source: `node config/tooling/run.mjs FILE [ARGS]`. For development commands only; what ships is built.
import { spawn } from 'node:child_process'

const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
})
