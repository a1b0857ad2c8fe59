import { randomUUID } from 'node:crypto'
import { testServers } from '@guanlan/testkit'
import pg from 'pg'

/** A database of one test's own, on the server that the integration suite was given. */
export interface TestDatabase {
  readonly name: string
  readonly url: string
  /** Runs SQL in it, as somebody else would. */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** Cuts off every connection of these processes (by application name), or all: what they see when the server restarts. */
  cutOff(applicationName?: string): Promise<void>
  drop(): Promise<void>
}

async function asAdmin<Row extends pg.QueryResultRow>(url: string, text: string, values?: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'test-admin' })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

export async function createDatabase(options = ''): Promise<TestDatabase> {
  const server = testServers().databaseUrl
  const name = `guanlan_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  await asAdmin(server, `CREATE DATABASE ${name} ${options}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    name,
    url: url.toString(),
    query: (text, values) => asAdmin(url.toString(), text, values),
    async cutOff(applicationName) {
      await asAdmin(
        server,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = $1 AND pid <> pg_backend_pid() AND ($2::text IS NULL OR application_name = $2)`,
        [name, applicationName ?? null],
      )
    },
    async drop() {
      await asAdmin(server, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}
