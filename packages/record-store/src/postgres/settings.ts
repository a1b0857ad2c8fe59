import { AppError } from '@guanlan/kernel'
import pg from 'pg'

/** A server as it is asked for, with its place as people may read it: never with the password. */
export interface Target {
  /** `host:port/database`. */
  readonly place: string
  readonly user: string
  connection(role: Role): pg.ClientConfig
}

/** What a connection is for; becomes its settings on the server. */
export interface Role {
  readonly applicationName: string
  /** Server settings (GUC) of this connection. */
  readonly settings: Readonly<Record<string, string>>
  /** Longest statement, ms; 0 = no limit. */
  readonly statementTimeoutMs: number
  /** Longest wait for a lock, ms. */
  readonly lockTimeoutMs: number
}

/** A connection is given up after this long: the server is away, not slow. */
const CONNECT_TIMEOUT_MS = 5_000
/** A transaction of which nothing is heard holds locks: its process hangs, or its machine is gone without a word. */
const IDLE_IN_TRANSACTION_MS = 20_000
/** The server ends a statement itself; this is for a server that does not answer at all any more. */
const UNANSWERED_MS = 5_000

const INT8 = 20
/** bigint as number: ours are row numbers and epoch milliseconds, far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => (Number(id) === INT8 ? Number : pg.types.getTypeParser(Number(id), format)),
}

/** Reads DATABASE_URL. Error `config_invalid`. */
export function targetOf(url: string): Target {
  const parsed = parse(url)
  // The driver would let the address's own options replace ours instead of adding to them.
  const ownOptions = parsed.searchParams.get('options')
  parsed.searchParams.delete('options')
  const connectionString = parsed.toString()
  const host = parsed.hostname || parsed.searchParams.get('host') || 'localhost'
  return {
    place: `${decodeURIComponent(host)}:${parsed.port || '5432'}${decodeURIComponent(parsed.pathname)}`,
    user: decodeURIComponent(parsed.username),
    connection: ({ applicationName, settings, statementTimeoutMs, lockTimeoutMs }) => ({
      connectionString,
      application_name: applicationName,
      options: [ownOptions, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)]
        .filter(Boolean)
        .join(' '),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      ...(statementTimeoutMs > 0 ? { query_timeout: statementTimeoutMs + UNANSWERED_MS } : {}),
      types,
    }),
  }
}

function parse(url: string): URL {
  // What URL throws shows the whole address, with the password: it goes nowhere.
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol))
    throw new AppError(
      'config_invalid',
      'DATABASE_URL 不是 PostgreSQL 地址，应形如 postgres://用户:口令@主机:5432/数据库。',
      {
        setting: 'DATABASE_URL',
      },
    )
  return parsed
}
