import { AppError, DAY, type Logger } from '@guanlan/kernel'
import { openDatabase, storeError, type Database } from '@guanlan/sqlite'
import { partitionOf } from '../partition.js'
import {
  DEFAULT_MAX_MESSAGE_CHARS,
  maxCharsOn,
  type DeliveredMessage,
  type EventLog,
  type EventLogOptions,
  type OutgoingMessage,
  type SubscribeOptions,
} from '../port.js'
import { readBacklog } from './backlog.js'
import { createSchema, OFFSETS_PER_PARTITION } from './schema.js'
import { expireMessages } from './expire.js'
import { createSharing } from './sharing.js'
import { startConsumer, type ConsumerSource, type PartitionRef } from './consumer.js'
import { createWriter } from './writer.js'

export interface EmbeddedEventLogOptions extends EventLogOptions {
  /** Path of the SQLite file, or `:memory:`. */
  readonly file: string
  readonly maxPages?: number
}

interface MessageRow {
  id: number
  key: string
  value: string
  published_at: number
}

/** How often held-back messages are looked at. */
const HELD_MS = 100

/**
 * The event log in one SQLite file: for one process, on a laptop or in a small office. Throws what `openDatabase` throws, and
 * `store_unavailable` for a file that is not ours or newer than this build.
 */
export function openEmbeddedEventLog(options: EmbeddedEventLogOptions): EventLog {
  const { file, logger, maxMessageChars = DEFAULT_MAX_MESSAGE_CHARS } = options
  const db = openDatabase(file, options.maxPages ? { maxPages: options.maxPages } : {})
  try {
    createSchema(db, file)
  } catch (thrown) {
    db.close()
    throw thrown
  }
  return buildLog(db, logger, maxMessageChars)
}

function buildLog(db: Database, logger: Logger, maxMessageChars: number): EventLog {
  const partitions = new Map<string, PartitionRef[]>()
  const waiters = new Set<() => void>()
  const wake = () => {
    for (const waiter of waiters) waiter()
  }
  const loadPartitions = () => {
    partitions.clear()
    const rows = db.prepare('SELECT number, topic, partition FROM partitions ORDER BY topic, partition').all()
    for (const row of rows as { number: number; topic: string; partition: number }[]) {
      const list = partitions.get(row.topic) ?? []
      list.push({ number: row.number, topic: row.topic, partition: row.partition })
      partitions.set(row.topic, list)
    }
  }
  loadPartitions()
  const partitionsOf = (topic: string): PartitionRef[] => {
    const list = partitions.get(topic)
    if (!list) throw new AppError('log_unavailable', `unknown topic ${topic}: ensureTopics was not called for it`)
    return list
  }
  const writer = createWriter(db, wake)

  const range = db.prepare(
    'SELECT id, key, value, published_at FROM messages WHERE id >= ? AND id < ? ORDER BY id LIMIT ?',
  )
  /** Reads no more text than asked for (the first message always), however many rows the limit would allow. */
  const select: ConsumerSource['select'] = (ref, from, limit, maxChars = Number.POSITIVE_INFINITY) => {
    const base = ref.number * OFFSETS_PER_PARTITION
    const messages: DeliveredMessage[] = []
    let chars = 0
    for (const row of range.iterate(base + from, base + OFFSETS_PER_PARTITION, limit) as Iterable<MessageRow>) {
      chars += row.value.length
      if (messages.length > 0 && chars > maxChars) break
      messages.push({
        topic: ref.topic,
        partition: ref.partition,
        offset: row.id - base,
        key: row.key,
        value: row.value,
        publishedAt: row.published_at,
      })
    }
    return messages
  }
  const position = db.prepare('SELECT next_offset AS next FROM positions WHERE grp = ? AND number = ?')
  const nextOffset = (group: string, ref: PartitionRef): number | null =>
    (position.get(group, ref.number) as { next: number } | undefined)?.next ?? null

  const source: ConsumerSource = {
    select,
    nextOffset,
    commit: (group, ref, next) => writer.commit(group, ref.number, next),
    onPublished(listener) {
      waiters.add(listener)
      return () => waiters.delete(listener)
    },
  }

  const sharing = createSharing()
  const firstDue = db.prepare('SELECT min(due) FROM held').pluck()
  const held = setInterval(() => {
    try {
      const due = firstDue.get() as number | null
      const now = Date.now()
      // A failure shows in health, and the next look tries again.
      if (due !== null && due <= now) writer.promote(now).catch(() => undefined)
    } catch (thrown) {
      logger.warn({ err: storeError(thrown) }, 'held-back messages not looked at')
    }
  }, HELD_MS)
  held.unref()
  let closed = false

  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (thrown) {
      throw storeError(thrown)
    }
  }

  return {
    async ensureTopics(topics) {
      guarded(() =>
        db.transaction(() => {
          const insert = db.prepare(
            'INSERT INTO partitions (topic, partition, retention_ms) VALUES (?, ?, ?) ON CONFLICT (topic, partition) DO UPDATE SET retention_ms = excluded.retention_ms',
          )
          for (const { name, partitions: count, retentionDays } of topics)
            for (let partition = 0; partition < count; partition += 1) insert.run(name, partition, retentionDays * DAY)
        })(),
      )
      loadPartitions()
    },

    async publish(topic, messages, { notBefore } = {}) {
      if (messages.length === 0) return
      const list = partitionsOf(topic)
      const limit = maxCharsOn(topic, maxMessageChars)
      const tooLarge = messages.find((message) => message.value.length > limit)
      if (tooLarge)
        throw new AppError(
          'message_too_large',
          `message of ${tooLarge.value.length} characters on ${topic}, at most ${limit}`,
          {
            key: tooLarge.key,
          },
        )
      const numbered = messages.map((message: OutgoingMessage) => ({
        number: list[partitionOf(message.key, list.length)]?.number ?? 0,
        ...message,
      }))
      if (notBefore !== undefined && notBefore > Date.now()) await writer.hold(numbered, notBefore)
      else await writer.publish(numbered)
    },

    async subscribe(subscription: SubscribeOptions) {
      const refs = subscription.topics.flatMap((topic) => partitionsOf(topic))
      return startConsumer(source, refs, subscription, sharing.join(subscription.group), logger)
    },

    async read(topic, { after = -1, partition = 0, limit }) {
      const ref = partitionsOf(topic)[partition]
      if (!ref) return []
      return guarded(() => select(ref, after + 1, limit))
    },

    async lag(group) {
      const rows = guarded(() =>
        db
          .prepare(
            `SELECT p.topic, p.partition, p.next_offset - o.next_offset AS lag
             FROM positions o JOIN partitions p ON p.number = o.number WHERE o.grp = ? ORDER BY p.topic, p.partition`,
          )
          .all(group),
      )
      return rows as { topic: string; partition: number; lag: number }[]
    },

    backlog: (group, topics) =>
      readBacklog(
        db,
        source,
        group,
        topics.flatMap((topic) => partitionsOf(topic)),
      ),

    expire: (now) => expireMessages(db, now),

    async health() {
      return writer.lastError()
    },

    async close() {
      if (closed) return
      closed = true
      clearInterval(held)
      await writer.flush()
      db.close()
    },
  }
}
