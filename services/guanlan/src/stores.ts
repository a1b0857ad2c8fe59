import { allTopics } from '@guanlan/contracts'
import { openEmbeddedEventLog, type EventLog } from '@guanlan/event-log'
import { AppError, type Logger } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import type { Environment } from '@guanlan/runtime'
import { openEmbeddedSearchStore, type SearchStore } from '@guanlan/search-store'
import type { DataFolder } from './data-folder.js'

/** The three stores of one process. */
export interface Stores {
  readonly eventLog: EventLog
  readonly recordStore: RecordStore
  readonly searchStore: SearchStore
  close(): Promise<void>
}

/** Opens the stores that the environment names. A choice that this build has no adapter for is an error, never a fallback. */
export async function openStores(env: Environment, folder: Pick<DataFolder, 'log' | 'records' | 'search'>, logger: Logger): Promise<Stores> {
  for (const [name, value] of Object.entries({ EVENT_LOG: env.EVENT_LOG, SEARCH_STORE: env.SEARCH_STORE, RECORD_STORE: env.RECORD_STORE }))
    if (value !== 'embedded') throw new AppError('config_invalid', `${name}=${value}：此版本只带有 embedded。`)
  const recordStore = await openEmbeddedRecordStore({ file: folder.records, logger })
  const eventLog = openEmbeddedEventLog({ file: folder.log, logger })
  await eventLog.ensureTopics(allTopics())
  const searchStore = await openEmbeddedSearchStore({ file: folder.search })
  return {
    eventLog,
    recordStore,
    searchStore,
    async close() {
      await searchStore.close()
      await eventLog.close()
      await recordStore.close()
    },
  }
}
