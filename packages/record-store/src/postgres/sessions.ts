import { AppError, type Logger } from '@guanlan/kernel'
import { Kysely } from 'kysely'
import pg from 'pg'
import type { Tables } from '../tables.js'
import { connectionOver, postgresDialect, type Connection, type ConnectionSource } from './dialect.js'
import { unreachable } from './errors.js'

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

/** At most `size` connections, opened when needed; a broken one is thrown away and the next use opens another. */
export function openSessions(config: pg.ClientConfig, size: number, place: string, logger: Logger): Sessions {
  const pool = new pg.Pool({ ...config, max: size })
  // The server may end a connection at any time, in use or not: the next query on it says so.
  pool.on('error', (err) => logger.warn({ err }, 'idle connection lost'))
  pool.on('connect', (client) => client.on('error', (err) => logger.warn({ err }, 'connection lost')))
  // The driver's own queue gives up after the connection timeout, which says nothing about the server.
  const gate = createGate(size)
  const taken = new Map<Connection, pg.PoolClient>()
  /** Asked for and not given back yet, those that still wait for a connection among them. */
  let asked = 0
  let [closing, cutOff] = [false, false]
  const closed = () => unreachable(new Error('this store was closed'), place)

  async function take(): Promise<Connection> {
    if (closing) throw closed()
    asked += 1
    await gate.enter()
    try {
      if (cutOff) throw closed()
      const client = await pool.connect()
      if (cutOff) {
        client.release(true)
        throw closed()
      }
      const connection = connectionOver(client, place)
      taken.set(connection, client)
      return connection
    } catch (thrown) {
      gate.leave()
      asked -= 1
      throw thrown instanceof AppError ? thrown : unreachable(thrown, place)
    }
  }
  async function giveBack(connection: Connection): Promise<void> {
    taken.get(connection)?.release(connection.broken)
    taken.delete(connection)
    gate.leave()
    asked -= 1
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
      closing = true
      const end = Date.now() + deadlineMs
      while (asked > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5))
      cutOff = true
      gate.open()
      for (const client of taken.values()) client.release(true)
      taken.clear()
      await pool.end()
    },
  }
}

/** Lets so many in at a time, in the order in which they come; opened, it lets in everybody who waits. */
function createGate(size: number): { enter(): Promise<void>; leave(): void; open(): void } {
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
    open() {
      for (const enter of waiting.splice(0)) enter()
    },
  }
}
