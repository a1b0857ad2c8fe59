import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { testServers, type TestServers } from './test-servers.js'

/** `one`: everything in one process on embedded stores; `split`: a process for each service, on real servers. */
export type Shape = 'one' | 'split'

/** The shape that suites run on: GUANLAN_SHAPE=split, else one process. */
export const currentShape = (): Shape => (process.env['GUANLAN_SHAPE'] === 'split' ? 'split' : 'one')

const NOTE = 'split.json'

/**
 * Environment that leads to the stores of a data folder. One process keeps them in the folder itself; the split shape keeps them on
 * the test servers under a name of their own, which the folder remembers: {} until `makeStorage` made them.
 */
export function storageOf(data: string): Record<string, string> {
  const note = join(data, NOTE)
  return existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as Record<string, string>) : {}
}

/** Makes a database and a namespace for a data folder on the given servers (default: the integration suite's), once. */
export async function makeStorage(
  data: string,
  servers: Pick<TestServers, 'kafkaBrokers' | 'elasticsearchUrl' | 'databaseUrl'> = testServers(),
): Promise<Record<string, string>> {
  const known = storageOf(data)
  if (Object.keys(known).length > 0) return known
  const { kafkaBrokers, elasticsearchUrl, databaseUrl } = servers
  const name = `t${randomBytes(5).toString('hex')}`
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const database = new URL(databaseUrl)
  database.pathname = `/${name}`
  const env = {
    EVENT_LOG: 'kafka',
    SEARCH_STORE: 'elasticsearch',
    RECORD_STORE: 'postgres',
    KAFKA_BROKERS: kafkaBrokers,
    ELASTICSEARCH_URL: elasticsearchUrl,
    DATABASE_URL: database.href,
    GUANLAN_NAMESPACE: name,
  }
  mkdirSync(data, { recursive: true })
  writeFileSync(join(data, NOTE), JSON.stringify(env))
  return env
}
