import { randomUUID } from 'node:crypto'
import { toAppError, type Logger } from '@guanlan/kernel'
import pg from 'pg'

const CHANNEL = 'guanlan_grew'
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 5_000

/** Tells the other processes on this database that something was added, and hears it from them. Hints, not promises. */
export interface Notices {
  /** After a commit, not inside it: NOTIFY would make transactions commit one at a time. Many in a row become few. */
  tell(): void
  close(): Promise<void>
}

/** One connection that listens, and connects again when it is lost; `heard` also runs then, since something may have been missed. */
export function openNotices(config: pg.ClientConfig, logger: Logger, heard: () => void): Notices {
  const self = randomUUID()
  let client: pg.Client | null = null
  let closed = false
  let telling = false
  let again = false
  let timer: NodeJS.Timeout | undefined
  let pause = FIRST_PAUSE_MS

  /** A connection tells more than once that it broke; the next one must not be taken for it. */
  const gone = new WeakSet<pg.Client>()

  function lost(which: pg.Client, err: Error): void {
    if (gone.has(which)) return
    gone.add(which)
    if (client === which) client = null
    void which.end().catch(() => undefined)
    if (closed || timer) return
    logger.warn({ err, pause }, 'listening connection lost, connecting again')
    timer = setTimeout(() => {
      timer = undefined
      void connect()
    }, pause)
    timer.unref()
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  }

  async function connect(): Promise<void> {
    const fresh = new pg.Client(config)
    fresh.on('error', (error) => lost(fresh, error))
    fresh.on('notification', ({ payload }) => {
      if (payload !== self) heard()
    })
    try {
      await fresh.connect()
      await fresh.query(`LISTEN ${CHANNEL}`)
    } catch (thrown) {
      lost(fresh, toAppError(thrown))
      return
    }
    if (closed) {
      await fresh.end().catch(() => undefined)
      return
    }
    client = fresh
    pause = FIRST_PAUSE_MS
    heard()
  }

  async function tellAll(): Promise<void> {
    telling = true
    do {
      again = false
      const using = client
      if (!using) break
      await using.query('SELECT pg_notify($1, $2)', [CHANNEL, self]).catch((error: Error) => lost(using, error))
    } while (again)
    telling = false
  }

  const opened = connect()
  return {
    tell() {
      again = true
      if (!telling && !closed) void tellAll()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await opened
      await client?.end().catch(() => undefined)
    },
  }
}
