import type { Logger } from '@guanlan/kernel'
import { Kysely } from 'kysely'
import pg from 'pg'
import type { Tables } from '../tables.js'
import { connectionOver, postgresDialect, type Connection, type ConnectionSource } from './dialect.js'
import { postgresError } from './errors.js'

/** One connection in one's own hands. */
export interface Session {
  readonly connection: Connection
  readonly db: Kysely<Tables>
}

/** A pool of connections of one role, handed out in the order in which they are asked for. */
export interface Sessions extends ConnectionSource {
  use<T>(work: (session: Session) => Promise<T>): Promise<T>
  /** Waits for those in use, at most so long, then cuts them off. */
  close(deadlineMs: number): Promise<void>
}

interface Taken {
  readonly client: pg.PoolClient
  cut: boolean
}

/** At most `size` connections, opened when needed; a broken one is thrown away and the next use opens another. */
export function openSessions(config: pg.ClientConfig, size: number, place: string, logger: Logger): Sessions {
  const pool = new pg.Pool({ ...config, max: size })
  // The server may end a connection at any time, in use or not: the next query on it says so.
  pool.on('error', (err) => logger.warn({ err }, 'idle connection lost'))
  pool.on('connect', (client) => client.on('error', (err) => logger.warn({ err }, 'connection lost')))
  // The driver's own queue gives up after the connection timeout, which says nothing about the server.
  const gate = createGate(size)
  const taken = new Map<Connection, Taken>()

  async function take(): Promise<Connection> {
    await gate.enter()
    try {
      const client = await pool.connect()
      const connection = connectionOver(client, place)
      taken.set(connection, { client, cut: false })
      return connection
    } catch (thrown) {
      gate.leave()
      throw postgresError(thrown, place)
    }
  }
  async function giveBack(connection: Connection): Promise<void> {
    const held = taken.get(connection)
    if (!held) return
    taken.delete(connection)
    if (!held.cut) held.client.release(connection.broken)
    gate.leave()
  }

  return {
    take,
    giveBack,
    async use(work) {
      const connection = await take()
      try {
        const source: ConnectionSource = { take: async () => connection, giveBack: async () => {} }
        return await work({ connection, db: new Kysely<Tables>({ dialect: postgresDialect(source) }) })
      } finally {
        await giveBack(connection)
      }
    },
    async close(deadlineMs) {
      const end = Date.now() + deadlineMs
      while (taken.size > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
      for (const held of taken.values()) {
        held.cut = true
        held.client.release(true)
      }
      await pool.end()
    },
  }
}

function createGate(size: number): { enter(): Promise<void>; leave(): void } {
  let free = size
  const waiting: (() => void)[] = []
  return {
    async enter() {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
    },
    leave() {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    },
  }
}
