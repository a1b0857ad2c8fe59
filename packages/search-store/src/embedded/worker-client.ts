import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError } from '@guanlan/kernel'
import { baseDictionary, readDictionary } from '@guanlan/text'
import type { Engine, EngineOptions } from './engine.js'
import type { Answer, Call, WorkerStart } from './worker-protocol.js'

/** The engine's own names, answered by a worker. */
export interface EngineWorker {
  call<Name extends keyof Engine>(name: Name, ...args: Parameters<Engine[Name]>): Promise<ReturnType<Engine[Name]>>
  /** Lets the calls so far finish, closes the file and ends the thread. */
  close(): Promise<void>
}

/** The worker is a built file: also when this module runs from source, for a .ts worker does not start on Node 20. */
function workerFile(): string {
  const here = fileURLToPath(new URL('./worker.js', import.meta.url))
  if (existsSync(here)) return here
  const built = fileURLToPath(new URL('../../dist/embedded/worker.js', import.meta.url))
  if (existsSync(built)) return built
  throw new AppError('search_unavailable', 'the search worker is not built: run `npm run build`', { file: built })
}

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: AppError) => void
}

/**
 * Starts an engine in a worker. When its thread dies, what it had in hand fails with `search_unavailable`, and
 * the next call starts it again. `entry`: another file that speaks worker-protocol.ts, for tests.
 */
export function startEngineWorker(options: EngineOptions, entry: string = workerFile()): EngineWorker {
  const pending = new Map<number, Pending>()
  let worker: Worker | null = null
  let last = 0

  function start(): Worker {
    // Without the parent's flags: the built file wants the built packages, whatever condition the parent runs under.
    const workerData: WorkerStart = { ...options, dictionary: readDictionary(baseDictionary()) }
    const started = new Worker(entry, { workerData, execArgv: [] })
    started.on('message', ({ id, ...answer }: Answer) => {
      const call = pending.get(id)
      pending.delete(id)
      if ('error' in answer) call?.reject(new AppError(answer.error.code, answer.error.message, answer.error.details))
      else call?.resolve(answer.value)
    })
    const gone = (why: string) => {
      if (worker !== started) return
      worker = null
      const lost = [...pending.values()]
      pending.clear()
      for (const call of lost) call.reject(new AppError('search_unavailable', `search worker ${why}`))
    }
    started.on('error', (error) => gone(`failed: ${error.message}`))
    started.on('exit', (code) => gone(`ended with code ${code}`))
    return started
  }

  const call = (name: Call['name'], args: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker ??= start()
      last += 1
      pending.set(last, { resolve, reject })
      worker.postMessage({ id: last, name, args } satisfies Call, [])
    })

  return {
    call: (name, ...args) => call(name, args) as Promise<never>,
    async close() {
      const closing = worker
      if (!closing) return
      try {
        await call('close', [])
      } finally {
        worker = null
        await closing.terminate()
      }
    },
  }
}
