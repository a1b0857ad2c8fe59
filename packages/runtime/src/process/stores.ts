import { allTopics } from '@guanlan/contracts'
import { openEmbeddedEventLog, type EventLog } from '@guanlan/event-log'
import { AppError, type Logger } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import { openEmbeddedSearchStore, type SearchStore } from '@guanlan/search-store'
import type { Environment } from '../config/environment.js'

/** The three stores as the environment chose them. */
export interface Stores {
  readonly eventLog: EventLog
  readonly recordStore: RecordStore
  readonly searchStore: SearchStore
  close(): Promise<void>
}

/** Files of the embedded stores. */
export interface StoreFiles {
  readonly log: string
  readonly records: string
  readonly search: string
}

/**
 * Opens the log and the records that the environment names. A choice that fails is an error that names the setting, never
 * a fallback. Errors (AppError): `config_invalid`, `log_unavailable`, `store_unavailable`, and those of the embedded stores.
 */
export async function openLogAndRecords(
  env: Environment,
  files: Pick<StoreFiles, 'log' | 'records'>,
  logger: Logger,
): Promise<Omit<Stores, 'searchStore'>> {
  const recordStore = await openRecordStore(env, files, logger)
  try {
    const eventLog = await openEventLog(env, files, logger)
    return {
      eventLog,
      recordStore,
      async close() {
        await eventLog.close()
        await recordStore.close()
      },
    }
  } catch (thrown) {
    await recordStore.close()
    throw thrown
  }
}

/** Opens all three stores. Errors: those of `openLogAndRecords`, `search_unavailable`. */
export async function openStores(env: Environment, files: StoreFiles, logger: Logger): Promise<Stores> {
  const base = await openLogAndRecords(env, files, logger)
  try {
    const searchStore = await openSearchStore(env, files, logger)
    return {
      ...base,
      searchStore,
      async close() {
        await searchStore.close()
        await base.close()
      },
    }
  } catch (thrown) {
    await base.close()
    throw thrown
  }
}

async function openRecordStore(env: Environment, files: Pick<StoreFiles, 'records'>, logger: Logger) {
  if (env.RECORD_STORE === 'embedded') return openEmbeddedRecordStore({ file: files.records, logger })
  throw new AppError('config_invalid', `RECORD_STORE=${env.RECORD_STORE}：此版本只带有 embedded。`)
}

async function openEventLog(env: Environment, files: Pick<StoreFiles, 'log'>, logger: Logger): Promise<EventLog> {
  if (env.EVENT_LOG !== 'embedded')
    throw new AppError('config_invalid', `EVENT_LOG=${env.EVENT_LOG}：此版本只带有 embedded。`)
  const eventLog = openEmbeddedEventLog({ file: files.log, logger })
  try {
    await eventLog.ensureTopics(allTopics())
    return eventLog
  } catch (thrown) {
    await eventLog.close()
    throw thrown
  }
}

async function openSearchStore(env: Environment, files: Pick<StoreFiles, 'search'>, _logger: Logger) {
  if (env.SEARCH_STORE === 'embedded') return openEmbeddedSearchStore({ file: files.search })
  throw new AppError('config_invalid', `SEARCH_STORE=${env.SEARCH_STORE}：此版本只带有 embedded。`)
}
