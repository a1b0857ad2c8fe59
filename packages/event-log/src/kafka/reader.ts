import { randomUUID } from 'node:crypto'
import { AppError, type Logger } from '@guanlan/kernel'
import type { Consumer, EachBatchPayload } from 'kafkajs'
import type { AdminDesk } from './admin.js'
import type { ClientFactory } from './client.js'
import { explain } from './explain.js'
import type { FetchedMessage } from './lane.js'
import { within } from './wait.js'

/** A reader that nobody asked anything for so long goes away. */
const IDLE_MS = 30_000
/** Longest wait for one page. */
const PAGE_MS = 10_000
/** Longest that a close waits for the page under way. */
const CLOSE_MS = 2_000
/** How often the reader looks whether a page is wanted. */
const LOOK_MS = 20

interface Wanted {
  readonly topic: string
  readonly partition: number
  readonly got: FetchedMessage[]
  readonly limit: number
  /** The first offset that is none of the page's business. */
  readonly end: number
  readonly done: (error?: Error) => void
}

interface Opened {
  readonly consumer: Consumer
  readonly group: string
  readonly topics: ReadonlySet<string>
  wanted: Wanted | null
}

/**
 * Browses topics without taking part in any service's group. The client can only read as a member of some group: one with a
 * name of its own, which commits nothing, is kept while pages are asked for, and is deleted afterwards. All its
 * partitions rest but the one that is asked for.
 */
export function createReader(parts: {
  readonly createClient: ClientFactory
  readonly desk: AdminDesk
  readonly brokers: readonly string[]
  readonly groupPrefix: string
  readonly plainTopic: (topic: string) => string
  readonly logger: Logger
}) {
  const { createClient, desk, brokers, plainTopic, logger } = parts
  let opened: Opened | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  const asked = new Set<string>()

  async function open(): Promise<Opened> {
    const group = `${parts.groupPrefix}guanlan.browse.${randomUUID()}`
    const consumer = createClient().consumer({
      groupId: group,
      maxWaitTimeInMs: LOOK_MS,
      allowAutoTopicCreation: false,
      retry: { retries: 2, initialRetryTime: 150, restartOnFailure: async () => false },
    })
    const topics = new Set(asked)
    const one: Opened = { consumer, group, topics, wanted: null }
    try {
      await consumer.connect()
      await consumer.subscribe({ topics: [...topics] })
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        one.wanted?.done(payload.error)
        if (opened === one) opened = null
      })
      const running = consumer.run({ autoCommit: false, eachBatch: async (payload) => take(one, payload) })
      rest(one)
      await running
    } catch (thrown) {
      await consumer.disconnect().catch(() => undefined)
      throw thrown
    }
    return one
  }
  const rest = ({ consumer, topics }: Opened) => consumer.pause([...topics].map((topic) => ({ topic })))

  function take(one: Opened, { batch }: EachBatchPayload): void {
    const { wanted } = one
    if (!wanted || wanted.topic !== batch.topic || wanted.partition !== batch.partition) return
    for (const message of batch.messages) {
      if (Number(message.offset) >= wanted.end || wanted.got.length >= wanted.limit) break
      wanted.got.push({
        topic: plainTopic(batch.topic),
        partition: batch.partition,
        offset: Number(message.offset),
        publishedAt: Number(message.timestamp),
        key: message.key?.toString() ?? '',
        value: message.value?.toString() ?? '',
        // Ours alone: a message on a delay topic says there where it is going.
        ...(message.headers && Object.keys(message.headers).length > 0 ? { headers: message.headers } : {}),
      })
    }
    // Gaps at the end (what retention or a transaction left) count as read.
    if (wanted.got.length >= wanted.limit || Number(batch.lastOffset()) >= wanted.end - 1) wanted.done()
  }

  async function close(): Promise<void> {
    clearTimeout(idle)
    const one = opened
    opened = null
    if (!one) return
    await within(
      3_000,
      one.consumer.disconnect().catch(() => undefined),
      () => undefined,
    )
    await desk
      .ask('清理 Kafka 消费组', (admin) => admin.deleteGroups([one.group]), 3_000)
      .catch((thrown: unknown) => {
        // It holds no positions, so that the broker drops it by itself.
        logger.debug({ group: one.group, err: thrown }, 'browsing group not deleted')
      })
  }

  async function page(topic: string, partition: number, after: number, limit: number): Promise<FetchedMessage[]> {
    const offsets = await desk.ask('浏览 Kafka 主题', (admin) => admin.fetchTopicOffsets(topic))
    const bounds = offsets.find((one) => one.partition === partition)
    if (!bounds || limit <= 0) return []
    const from = Math.max(after + 1, Number(bounds.low))
    const end = Number(bounds.high)
    if (from >= end) return []
    asked.add(topic)
    if (opened && !opened.topics.has(topic)) await close()
    opened ??= await open()
    const one = opened
    const got: FetchedMessage[] = []
    try {
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('timed out')), PAGE_MS)
        const done = (error?: Error) => {
          clearTimeout(late)
          if (error) reject(error)
          else resolve()
        }
        one.wanted = { topic, partition, got, limit, end, done }
        one.consumer.seek({ topic, partition, offset: String(from) })
        one.consumer.resume([{ topic, partitions: [partition] }])
      })
    } catch (thrown) {
      await close()
      throw thrown instanceof AppError ? thrown : explain(thrown, brokers, '浏览 Kafka 主题')
    } finally {
      one.wanted = null
      if (opened === one) rest(one)
    }
    return got
  }

  return {
    /** One page after another; each takes a few milliseconds more than the broker, the first the joining of a group. */
    read(topic: string, partition: number, after: number, limit: number): Promise<FetchedMessage[]> {
      clearTimeout(idle)
      const mine = queue.then(() => page(topic, partition, after, limit))
      queue = mine
        .catch(() => undefined)
        .finally(() => {
          idle = setTimeout(() => void close(), IDLE_MS)
          idle.unref()
        })
      return mine
    },
    async close(): Promise<void> {
      await within(CLOSE_MS, queue, () => undefined)
      await close()
      clearTimeout(idle)
    },
  }
}
