import pg from 'pg'

/** What a PostgreSQL database has done and holds. */
export interface DatabaseFigures {
  /** Transactions committed in this database since it was made. */
  readonly transactions: number
  /** Tables with their indexes, bytes. */
  readonly bytes: number
  /** Position in the write-ahead log of the whole server, bytes. */
  readonly walBytes: number
}

/**
 * Reads the server's own counters; they are up to a second late. What has been deleted is given back first, so that `bytes` are what
 * the database keeps: its tables are locked for a moment.
 */
export async function databaseFigures(url: string): Promise<DatabaseFigures> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('VACUUM FULL')
    const { rows } = await client.query<{ transactions: string; bytes: string; wal: string }>(
      `SELECT xact_commit AS transactions, pg_database_size(datname) AS bytes,
         pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS wal
       FROM pg_stat_database WHERE datname = current_database()`,
    )
    const [row] = rows
    if (!row) throw new Error('the database has no row in pg_stat_database')
    return { transactions: Number(row.transactions), bytes: Number(row.bytes), walBytes: Number(row.wal) }
  } finally {
    await client.end()
  }
}

/** Removes a database that a bench made, whoever is still connected. */
export async function dropDatabase(url: string): Promise<void> {
  const home = new URL(url)
  const name = home.pathname.slice(1)
  home.pathname = '/postgres'
  const client = new pg.Client({ connectionString: home.href })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`)
  await client.end()
}
