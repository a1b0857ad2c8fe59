import { readFileSync } from 'node:fs'
import { allTopics } from '@guanlan/contracts'
import { openEmbeddedEventLog, type EventLog } from '@guanlan/event-log'
import { AppError, toAppError, type ErrorCode, type Logger } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import { openEmbeddedSearchStore, type SearchStore } from '@guanlan/search-store'
import type { ElasticsearchOptions } from '@guanlan/search-store/elasticsearch'
import { instanceOf, type Environment } from '../config/environment.js'

/** The three stores as the environment chose them. */
export interface Stores {
  readonly eventLog: EventLog
  readonly recordStore: RecordStore
  readonly searchStore: SearchStore
  close(): Promise<void>
}

/** Connections to PostgreSQL of a process that people ask; a third of them read. */
const ASKED_BY_PEOPLE = 12

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
  options: { poolSize?: number } = {},
): Promise<Omit<Stores, 'searchStore'>> {
  const recordStore = await openRecordStore(env, files, logger, options)
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
  // Whoever searches answers people: more of them read at once than any station does.
  const base = await openLogAndRecords(env, files, logger, { poolSize: ASKED_BY_PEOPLE })
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

/** Opens the record store that the environment names; `files` counts for the embedded one. Errors as of `openLogAndRecords`. */
export async function openRecordStore(
  env: Environment,
  files: Pick<StoreFiles, 'records'>,
  logger: Logger,
  { poolSize }: { poolSize?: number } = {},
): Promise<RecordStore> {
  if (env.RECORD_STORE === 'embedded') return openEmbeddedRecordStore({ file: files.records, logger })
  // Loaded only where it is chosen, like the other two clients.
  const { openPostgresRecordStore } = await import('@guanlan/record-store/postgres')
  return openPostgresRecordStore({
    url: env.DATABASE_URL ?? '',
    logger,
    applicationName: `guanlan ${instanceOf(env)}`,
    ...(poolSize === undefined ? {} : { poolSize }),
  })
}

/** Opens the event log that the environment names, with its topics. Errors as of `openLogAndRecords`. */
export async function openEventLog(
  env: Environment,
  files: Pick<StoreFiles, 'log'>,
  logger: Logger,
): Promise<EventLog> {
  const eventLog =
    env.EVENT_LOG === 'embedded' ? openEmbeddedEventLog({ file: files.log, logger }) : await openKafka(env, logger)
  try {
    await eventLog.ensureTopics(allTopics())
    return eventLog
  } catch (thrown) {
    await eventLog.close()
    throw thrown
  }
}

async function openKafka(env: Environment, logger: Logger): Promise<EventLog> {
  const { openKafkaEventLog } = await import('@guanlan/event-log/kafka')
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = env
  return openKafkaEventLog({
    brokers: (env.KAFKA_BROKERS ?? '')
      .split(',')
      .map((broker) => broker.trim())
      .filter((broker) => broker !== ''),
    clientId: `guanlan-${instanceOf(env)}`,
    logger,
    ssl: env.KAFKA_SSL === 'on',
    ...(env.KAFKA_CA_FILE ? { ca: readCertificate('KAFKA_CA_FILE', env.KAFKA_CA_FILE) } : {}),
    ...(mechanism ? { sasl: { mechanism, username: username ?? '', password: password ?? '' } } : {}),
    ...namespaceOf(env),
  })
}

/** Opens the search store that the environment names. Errors as of `openStores`. */
export async function openSearchStore(
  env: Environment,
  files: Pick<StoreFiles, 'search'>,
  logger: Logger,
): Promise<SearchStore> {
  if (env.SEARCH_STORE === 'embedded') return openEmbeddedSearchStore({ file: files.search })
  const { openElasticsearchSearchStore } = await import('@guanlan/search-store/elasticsearch')
  return openElasticsearchSearchStore(elasticsearchOptions(env, logger))
}

/** How the environment says to reach Elasticsearch. Error `config_invalid`: the certificate's file cannot be read. */
export const elasticsearchOptions = (env: Environment, logger: Logger): ElasticsearchOptions => ({
  url: env.ELASTICSEARCH_URL ?? '',
  logger,
  ...(env.ELASTICSEARCH_API_KEY ? { apiKey: env.ELASTICSEARCH_API_KEY } : {}),
  ...(env.ELASTICSEARCH_CA_FILE ? { ca: readCertificate('ELASTICSEARCH_CA_FILE', env.ELASTICSEARCH_CA_FILE) } : {}),
  ...namespaceOf(env),
})

const namespaceOf = (env: Environment): { namespace?: string } =>
  env.GUANLAN_NAMESPACE ? { namespace: env.GUANLAN_NAMESPACE } : {}

function readCertificate(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new AppError('config_invalid', `${variable}：无法读取 ${file}`, {}, { cause })
  }
}

/** The stores of one service among several processes: all of them on servers, since files cannot be shared. */
export interface SharedStores {
  readonly eventLog: EventLog
  readonly recordStore: RecordStore
  readonly searchStore: SearchStore | null
  /** Parts that cannot be used right now, with the reason. */
  troubles(): Promise<Trouble[]>
  close(): Promise<void>
}

/** Opens the stores of a service of the many-processes shape. Errors: those of `openStores`; `config_invalid` for a choice that only one process can use. */
export async function openSharedStores(
  env: Environment,
  options: { logger: Logger; searches?: boolean },
): Promise<SharedStores> {
  const { searches = false, logger } = options
  for (const name of ['EVENT_LOG', 'RECORD_STORE', ...(searches ? (['SEARCH_STORE'] as const) : [])] as const)
    if (env[name] === 'embedded')
      throw new AppError('config_invalid', `${name}=embedded：内嵌存储只供一个进程使用；多进程运行须指定服务器。`)
  const none = { log: '', records: '', search: '' }
  const stores = searches ? await openStores(env, none, logger) : await openLogAndRecords(env, none, logger)
  const searchStore = 'searchStore' in stores ? (stores as Stores).searchStore : null
  return {
    ...stores,
    searchStore,
    troubles: () => storeTroubles({ ...stores, searchStore }),
  }
}

/** A part that is not well, with the reason, and its error's code where that says more than which part it is. */
export interface Trouble {
  readonly part: string
  readonly message: string
  readonly code?: ErrorCode
}

/** Stores that cannot be used right now, with the reason. */
export async function storeTroubles(
  stores: Pick<Stores, 'eventLog' | 'recordStore'> & { readonly searchStore: SearchStore | null },
): Promise<Trouble[]> {
  const parts = [
    ['event-log', stores.eventLog],
    ['record-store', stores.recordStore],
    ...(stores.searchStore ? ([['search-store', stores.searchStore]] as const) : []),
  ] as const
  const found = await Promise.all(
    parts.map(async ([part, store]) => {
      const problem = await store.health().catch((error: unknown) => error)
      if (problem === null) return []
      const { code, message } = toAppError(problem)
      return [{ part, message, ...(code === 'internal' ? {} : { code }) }]
    }),
  )
  return found.flat()
}
