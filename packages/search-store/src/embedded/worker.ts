import { parentPort, workerData } from 'node:worker_threads'
import { toAppError } from '@guanlan/kernel'
import { createEngine, type Engine } from './engine.js'
import type { Answer, Call, WorkerStart } from './worker-protocol.js'
import { loadCut } from '../text/load-cut.js'

// Entry of a worker thread: the one module here that does something when it is loaded.
const start = workerData as WorkerStart
let engine: Engine | null = null

parentPort?.on('message', (call: Call) => {
  parentPort?.postMessage(answer(call), [])
})

function answer({ id, name, args }: Call): Answer {
  try {
    engine ??= createEngine(start, loadCut(start.dictionary))
    const method = engine[name] as (...given: unknown[]) => unknown
    return { id, value: method(...(args as unknown[])) }
  } catch (thrown) {
    const { code, message, details } = toAppError(thrown, 'search_unavailable')
    return { id, error: { code, message, details: { ...details } } }
  }
}
