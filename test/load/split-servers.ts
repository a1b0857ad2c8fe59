import { join } from 'node:path'
import { databaseFigures, type DatabaseFigures, type TestServers } from '@guanlan/testkit'
import { cacheFolder, runAs } from '../../infra/local/folders.js'
import { localServers } from '../../infra/local/servers.js'
import { listenerOn, openFileBytes } from './usage.js'

type Addresses = Pick<TestServers, 'kafkaBrokers' | 'elasticsearchUrl' | 'databaseUrl'>

/** Servers of one bench. */
export interface BenchServers extends Addresses {
  /** Where they come from: the environment, or this bench. */
  readonly whose: 'environment' | 'bench'
  close(): Promise<void>
}

/** Those that the environment names; where one is missing, all three are started on fresh data and removed at the end. */
export async function openServers(tell: (line: string) => void): Promise<BenchServers> {
  const { KAFKA_BROKERS, ELASTICSEARCH_URL, DATABASE_URL } = process.env
  if (KAFKA_BROKERS && ELASTICSEARCH_URL && DATABASE_URL)
    return {
      whose: 'environment',
      kafkaBrokers: KAFKA_BROKERS,
      elasticsearchUrl: ELASTICSEARCH_URL,
      databaseUrl: DATABASE_URL,
      close: async () => undefined,
    }
  const local = localServers({ dir: join(cacheFolder(process.env, runAs() !== null), 'bench-servers'), tell })
  // What a bench that was killed has left.
  await local.stopAll()
  local.purge()
  await Promise.all((['kafka', 'elasticsearch', 'postgres'] as const).map((name) => local.start(name)))
  const env = local.env()
  return {
    whose: 'bench',
    kafkaBrokers: env['KAFKA_BROKERS'] ?? '',
    elasticsearchUrl: env['ELASTICSEARCH_URL'] ?? '',
    databaseUrl: env['DATABASE_URL'] ?? '',
    async close() {
      await local.stopAll()
      local.purge()
    },
  }
}

/** Processes of the servers by name, of those that run on this machine and may be looked at. */
export function serverPids(servers: Addresses): Record<string, number> {
  const database = new URL(servers.databaseUrl)
  const search = new URL(servers.elasticsearchUrl)
  const [broker = ''] = servers.kafkaBrokers.split(',')
  const found = [
    ['kafka', broker.split(':')[0] ?? '', Number(broker.split(':')[1])],
    ['elasticsearch', search.hostname, Number(search.port || 9200)],
    ['postgres', database.hostname, Number(database.port || 5432)],
  ] as const
  return Object.fromEntries(
    found.flatMap(([name, host, port]) => {
      const pid = ['127.0.0.1', 'localhost', '[::1]'].includes(host) ? listenerOn(port) : null
      return pid === null ? [] : [[name, pid]]
    }),
  )
}

/** What the stores have taken so far. */
export interface StoreFigures {
  readonly database: DatabaseFigures
  /** Bytes of Kafka's segments by event; null where they cannot be seen. */
  readonly log: Readonly<Record<string, number>> | null
  readonly search: { readonly documents: number; readonly bytes: number }
}

/** Reads the figures of one office: its database, its topics, its indices. */
export async function storeFigures(
  storage: Readonly<Record<string, string>>,
  pids: Readonly<Record<string, number>>,
  events: readonly string[],
): Promise<StoreFigures> {
  const namespace = storage['GUANLAN_NAMESPACE'] ?? ''
  const kafka = pids['kafka']
  return {
    database: await databaseFigures(storage['DATABASE_URL'] ?? ''),
    log:
      kafka === undefined
        ? null
        : Object.fromEntries(
            events.map((event) => [
              event,
              openFileBytes(kafka, new RegExp(`/${namespace}\\.${event.replace('.', '\\.')}\\.v\\d+-\\d+/\\d+\\.log$`)),
            ]),
          ),
    search: await searchFigures(storage['ELASTICSEARCH_URL'] ?? '', `guanlan-${namespace}-articles*`),
  }
}

async function searchFigures(url: string, indices: string): Promise<{ documents: number; bytes: number }> {
  await askSearch(url, `${indices}/_flush`, 'POST')
  const stats = (await askSearch(url, `${indices}/_stats/store,docs`, 'GET')) as {
    _all: { primaries: { docs?: { count: number }; store?: { size_in_bytes: number } } }
  }
  const { docs, store } = stats._all.primaries
  return { documents: docs?.count ?? 0, bytes: store?.size_in_bytes ?? 0 }
}

/** Removes the indices of a bench. */
export const dropIndices = async (url: string, namespace: string): Promise<void> => {
  const found = (await askSearch(url, `_alias?expand_wildcards=all`, 'GET')) as Record<string, unknown>
  for (const index of Object.keys(found).filter((name) => name.startsWith(`guanlan-${namespace}-`)))
    await askSearch(url, index, 'DELETE')
}

async function askSearch(url: string, path: string, method: string): Promise<unknown> {
  const address = new URL(path, url.endsWith('/') ? url : `${url}/`)
  const { username, password } = address
  address.username = ''
  address.password = ''
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  const response = await fetch(address, { method, headers: username ? { authorization: `Basic ${login}` } : {} })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${(await response.text()).slice(0, 300)}`)
  return response.json()
}
