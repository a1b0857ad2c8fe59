import { AppError } from '@guanlan/kernel'
import { Kysely } from 'kysely'
import pg from 'pg'
import { migrate, migrations } from '../migrations/index.js'
import type { Tables } from '../tables.js'
import { connectionOver, postgresDialect } from './dialect.js'
import { bootError } from './errors.js'
import { locks } from './locks.js'
import type { Target } from './settings.js'

/** Oldest PostgreSQL that is tested for and maintained. */
const OLDEST_SERVER = 14
/** Others that start at the same time wait so long for the one that changes the schema. */
const WAIT_FOR_OTHERS_MS = 300_000

/**
 * Looks whether the server and the database will do, and brings the schema up to date in one transaction, one process
 * after the other. Errors: `config_invalid`, `store_unavailable`, `store_full`, each naming DATABASE_URL.
 */
export async function prepareSchema(target: Target, applicationName: string): Promise<void> {
  const { place, user } = target
  const client = new pg.Client(
    target.connection({ applicationName, settings: {}, statementTimeoutMs: 0, lockTimeoutMs: WAIT_FOR_OTHERS_MS }),
  )
  // What breaks the connection also rejects the query that runs on it.
  client.on('error', () => undefined)
  const connection = connectionOver(client, place)
  try {
    await client.connect()
    await checkServer(client, place)
    await client.query(`SELECT pg_advisory_lock(${locks.migration})`)
    await client.query('BEGIN')
    await checkOwner(client, place)
    const source = { take: async () => connection, giveBack: async () => {} }
    await migrate(new Kysely<Tables>({ dialect: postgresDialect(source) }) as unknown as Kysely<never>, 'postgres')
    await client.query('COMMIT')
  } catch (thrown) {
    // The first statement that failed, not what came of going on after it.
    throw bootError(connection.failure?.cause ?? thrown, place, user)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** What the server says of itself. */
export interface ServerFacts {
  /** `server_version_num`: 180004. */
  readonly version: string
  readonly encoding: string
  readonly standby: boolean
  /** Where tables would be made; null = nowhere. */
  readonly schema: string | null
}

/** Why a server will not do, in Chinese; null when it will. */
export function serverProblem({ version, encoding, standby, schema }: ServerFacts): string | null {
  const major = Math.floor(Number(version) / 10_000)
  if (!(major >= OLDEST_SERVER)) return `PostgreSQL ${major} 太旧，需要 ${OLDEST_SERVER} 或更新的版本`
  if (encoding !== 'UTF8') return `数据库编码是 ${encoding}，需要 UTF8`
  if (standby) return '这是只读的备库，请给出主库的地址'
  return schema === null ? 'search_path 中没有可用的模式（schema）' : null
}

async function checkServer(client: pg.Client, place: string): Promise<void> {
  const { rows } = await client.query<ServerFacts>(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding,
            pg_is_in_recovery() AS standby, current_schema() AS schema`,
  )
  const problem = rows[0] ? serverProblem(rows[0]) : '服务器没有应答'
  if (problem)
    throw new AppError('config_invalid', `DATABASE_URL（${place}）：${problem}。`, { setting: 'DATABASE_URL' })
}

/** Refuses a database that holds another product's tables, or that a newer build wrote. */
async function checkOwner(client: pg.Client, place: string): Promise<void> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
  )
  if (tables.length === 0) return
  const known = Object.keys(migrations('postgres'))
  const done = tables.some(({ name }) => name === 'kysely_migration')
    ? (await client.query<{ name: string }>('SELECT name FROM kysely_migration')).rows.map(({ name }) => name)
    : []
  if (!known[0] || !done.includes(known[0]))
    throw new AppError(
      'store_unavailable',
      `DATABASE_URL（${place}）：数据库里已有其他程序的数据表（${tables[0]?.name} 等）。请为观澜单独建立一个数据库。`,
      { setting: 'DATABASE_URL' },
    )
  const newer = done.filter((name) => !known.includes(name))
  if (newer.length > 0)
    throw new AppError(
      'store_unavailable',
      `DATABASE_URL（${place}）：数据库由更新版本的观澜写成（${newer.join('、')}），此版本不认识。请升级程序。`,
      { setting: 'DATABASE_URL' },
    )
}
