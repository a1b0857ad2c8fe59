import { AppError, type Logger } from '@guanlan/kernel'
import { sql } from 'kysely'
import type { FeedEntry, Records, RecordStore, TransactionOptions } from '../port.js'
import type { Engine } from '../repositories/engine.js'
import { watchGrowth } from '../repositories/growth.js'
import { repositories } from '../repositories/index.js'
import { locks } from './locks.js'
import type { Session, Sessions } from './sessions.js'

/** A transaction that collides this often in a row gives up: something holds its rows all the time. */
const MOST_ATTEMPTS = 20
/** From this attempt on, those that collided come one at a time, so that each gets through. */
const ONE_AT_A_TIME_FROM = 3
const LONGEST_PAUSE_MS = 200

/** `transaction` of the port over connections that write; `grew` as in watchGrowth, after the commit. */
export function transactionsOver(sessions: Sessions, logger: Logger, grew: () => void): RecordStore['transaction'] {
  async function attempt<T>(
    session: Session,
    work: (records: Records) => Promise<T>,
    isolation: TransactionOptions['isolation'],
  ): Promise<{ value: T; added: boolean }> {
    const { connection } = session
    let added = false
    const { records, flush } = holdFeedBack(
      watchGrowth(repositories(session.db, engineOver(session)), () => (added = true)),
    )
    await connection.begin(isolation)
    try {
      const value = await work(records)
      await flush()
      await connection.commit()
      return { value, added }
    } catch (thrown) {
      const { failure } = connection
      if (!connection.broken) await connection.run('ROLLBACK').catch(() => undefined)
      // Whatever the work made of it: when transactions collided, this one may come again.
      throw failure?.code === 'store_conflict' ? failure : thrown
    }
  }

  return async (work, options) => {
    for (let tried = 1; ; tried += 1) {
      try {
        const { value, added } = await sessions.use((session) =>
          tried < ONE_AT_A_TIME_FROM
            ? attempt(session, work, options?.isolation)
            : alone(session, () => attempt(session, work, options?.isolation)),
        )
        if (added) grew()
        return value
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== 'store_conflict') throw thrown
        if (options?.once || tried >= MOST_ATTEMPTS) throw thrown
        logger.debug({ tried }, 'transactions collided, again')
        const pause = Math.random() * Math.min(5 * 2 ** tried, LONGEST_PAUSE_MS)
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }
}

/** Runs `work` while no other process's repeat runs. Waited for before the transaction: its snapshot must be younger. */
async function alone<T>({ connection }: Session, work: () => Promise<T>): Promise<T> {
  await connection.run(`SELECT pg_advisory_lock(${locks.repeat})`)
  try {
    return await work()
  } finally {
    await connection.run(`SELECT pg_advisory_unlock(${locks.repeat})`).catch(() => undefined)
  }
}

const engineOver = ({ db }: Session): Engine => ({
  async lockFeed() {
    await sql`SELECT pg_advisory_xact_lock(${sql.lit(locks.feed)})`.execute(db)
  },
  // KEY SHARE lets the holder move the row's end (UPDATE of a column in no unique index) but not DELETE it.
  keep: (query) => query.forKeyShare(),
})

/**
 * Feed entries are written at the very end: the lock under which they are numbered is held for the commit alone, not
 * for all that the transaction still has to do. Who reads the feed inside sees them.
 */
function holdFeedBack(records: Records): { records: Records; flush: () => Promise<void> } {
  const { feed } = records
  let waiting: Omit<FeedEntry, 'seq'>[] = []
  const flush = async (): Promise<void> => {
    const entries = waiting
    waiting = []
    if (entries.length > 0) await feed.append(entries)
  }
  return {
    flush,
    records: {
      ...records,
      feed: {
        async append(entries) {
          waiting.push(...entries)
        },
        after: (seq, limit) => flush().then(() => feed.after(seq, limit)),
        newest: () => flush().then(feed.newest),
        oldest: () => flush().then(feed.oldest),
        trim: (keep) => flush().then(() => feed.trim(keep)),
      },
    },
  }
}
