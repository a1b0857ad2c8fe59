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

/** Opens log and records that the environment names. A choice that this build has no adapter for is an error, never a fallback. */
export async function openLogAndRecords(
  env: Environment,
  folder: Pick<DataFolder, 'log' | 'records'>,
  logger: Logger,
): Promise<Omit<Stores, 'searchStore'>> {
  for (const [name, value] of Object.entries({
    EVENT_LOG: env.EVENT_LOG,
    SEARCH_STORE: env.SEARCH_STORE,
    RECORD_STORE: env.RECORD_STORE,
  }))
    if (value !== 'embedded') throw new AppError('config_invalid', `${name}=${value}：此版本只带有 embedded。`)
  const recordStore = await openEmbeddedRecordStore({ file: folder.records, logger })
  const eventLog = openEmbeddedEventLog({ file: folder.log, logger })
  await eventLog.ensureTopics(allTopics())
  return {
    eventLog,
    recordStore,
    async close() {
      await eventLog.close()
      await recordStore.close()
    },
  }
}

/** Opens all three stores. */
export async function openStores(
  env: Environment,
  folder: Pick<DataFolder, 'log' | 'records' | 'search'>,
  logger: Logger,
): Promise<Stores> {
  const base = await openLogAndRecords(env, folder, logger)
  const searchStore = await openEmbeddedSearchStore({ file: folder.search })
  return {
    ...base,
    searchStore,
    async close() {
      await searchStore.close()
      await base.close()
    },
  }
}
