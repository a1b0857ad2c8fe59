import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const runtime = fileURLToPath(new URL('../../src/process/run-service.ts', import.meta.url))

it('ends a service that could not start, whatever is left open in it, so that a supervisor starts it again', async () => {
  const script = `
    setInterval(() => {}, 1_000)
    const { runService } = await import(${JSON.stringify(runtime)})
    await runService({ name: 'crawler', start: () => Promise.reject(new Error('never asked')) })
  `
  const env = { ...process.env, EVENT_LOG: 'embedded', RECORD_STORE: 'embedded', NODE_OPTIONS: '' }
  const args = ['--conditions=source', '--import', 'tsx', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect([code, told]).toEqual([2, 'EVENT_LOG=embedded：内嵌存储只供一个进程使用；多进程运行须指定服务器。\n'])
}, 60_000)
