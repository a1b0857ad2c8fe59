import { toAppError, type AppError } from '@guanlan/kernel'
import { monthOf, startOf } from '../months.js'
import type { SearchStore } from '../port.js'
import { createEngine, type Engine } from './engine.js'
import { loadCut } from '../text/load-cut.js'
import { startEngineWorker, type EngineWorker } from './worker-client.js'

export interface EmbeddedSearchStoreOptions {
  /** Path of the SQLite file; `:memory:` only without workers. */
  readonly file: string
  /**
   * true (default): one worker segments and writes, another reads, so that neither holds up the process or the other.
   * false: everything on the calling thread, for tests and short commands.
   */
  readonly worker?: boolean
  /** Most pages the file may grow to: how tests fill a disk. */
  readonly maxPages?: number
}

/** The search store in one SQLite file: for one process, on a laptop or in a small office. Errors: those of `openDatabase`. */
export async function openEmbeddedSearchStore(options: EmbeddedSearchStoreOptions): Promise<SearchStore> {
  const { worker = true, ...rest } = options
  if (!worker) return storeOf(sameThread(createEngine(rest, loadCut())))
  const writer = startEngineWorker(rest)
  const reader = startEngineWorker({ file: rest.file, readonly: true })
  try {
    // The writer opens the file and makes its tables, before a reader looks for them.
    await writer.call('check')
    await reader.call('check')
  } catch (thrown) {
    await Promise.allSettled([reader.close(), writer.close()])
    throw thrown
  }
  return storeOf(writer, reader)
}

/** Documents of one transaction: between two of them what is put has its turn. */
const DROPPED_AT_ONCE = 500

function storeOf(writer: EngineWorker, reader: EngineWorker = writer): SearchStore {
  return {
    put: (documents) => (documents.length === 0 ? Promise.resolve([]) : writer.call('put', documents)),
    search: (query) => reader.call('search', query),
    trends: (filter, interval, by) => reader.call('trends', filter, interval, by),
    get: (ids) => reader.call('get', ids),
    scan: (after, limit) => reader.call('scan', after, limit),
    async expire(before) {
      const end = startOf(monthOf(before))
      let dropped = 0
      for (let some = DROPPED_AT_ONCE; some === DROPPED_AT_ONCE; dropped += some)
        some = await writer.call('drop', end, DROPPED_AT_ONCE)
      return dropped
    },
    async health() {
      const checks = await Promise.all([writer, reader].map((one) => one.call('check').then(() => null, asError)))
      return checks.find((error) => error !== null) ?? null
    },
    async close() {
      if (reader !== writer) await reader.close()
      await writer.close()
    },
  }
}

const asError = (thrown: unknown): AppError => toAppError(thrown, 'search_unavailable')

function sameThread(engine: Engine): EngineWorker {
  return {
    async call(name, ...args) {
      const method = engine[name] as (...given: typeof args) => ReturnType<Engine[typeof name]>
      return method(...args)
    },
    async close() {
      engine.close()
    },
  }
}
