import { AppError, steadyClock } from '@guanlan/kernel'
import { partitionOf } from '../partition.js'
import {
  DEFAULT_MAX_MESSAGE_CHARS,
  maxCharsOn,
  type EventLog,
  type EventLogOptions,
  type OutgoingMessage,
  type SubscribeOptions,
  type Subscription,
  type TopicSpec,
} from '../port.js'
import { createAdminDesk } from './admin.js'
import { readBacklog } from './backlog.js'
import { clientFactory, type KafkaConnection } from './client.js'
import { createForwarder, DELAY_GROUP, delayTopics, routeOf, type Routed } from './delay.js'
import { explain } from './explain.js'
import { startGroupConsumer, type GroupConsumer } from './group-consumer.js'
import { boundsOf, committedOf, lagOf } from './lag.js'
import type { HandleFront, Lane } from './lane.js'
import { bytesOf, createNames, maxBytesOn } from './names.js'
import { createProducer, type Outgoing } from './producer.js'
import { createReader } from './reader.js'
import { makeTopics, partitionCounts } from './topics.js'
import { within } from './wait.js'

export interface KafkaEventLogOptions extends KafkaConnection, EventLogOptions {
  /** Prefix of topics and groups, so that several offices share a server (GUANLAN_NAMESPACE). */
  readonly namespace?: string
  /** Copies of each new topic; default: three, or as many as there are brokers. */
  readonly replicationFactor?: number
}

const DEFAULT_BATCH = 256
const DEFAULT_BATCH_CHARS = 4_000_000
/** Longest that boot waits for a first answer. */
const BOOT_MS = 14_000
/** A subscription that has not joined by then goes on trying by itself. */
const JOIN_MS = 5_000
const HEALTH_MS = 3_000
/** An answer about health is good for so long. */
const HEALTH_KEPT_MS = 2_000
/** What waits on a delay topic is forwarded in small steps: a crash repeats one of them at most. */
const FORWARD_BATCH = 64

/**
 * The event log on Apache Kafka. Resolves when a broker answers. AppError `config_invalid` or `log_unavailable` within some
 * 15 s, with a sentence that names the setting, when none does.
 */
export async function openKafkaEventLog(options: KafkaEventLogOptions): Promise<EventLog> {
  const { brokers } = options
  const createClient = clientFactory(options)
  const first = createClient({
    requestTimeout: 5_000,
    retry: { retries: Math.max(1, brokers.length - 1), initialRetryTime: 150 },
  }).admin()
  try {
    await within(
      BOOT_MS,
      first.connect().then(() => first.describeCluster()),
      () => {
        throw new Error('timed out')
      },
    )
  } catch (thrown) {
    throw explain(thrown, brokers)
  } finally {
    void first.disconnect().catch(() => undefined)
  }
  return buildLog(options, createClient)
}

function buildLog(options: KafkaEventLogOptions, createClient: ReturnType<typeof clientFactory>): EventLog {
  const { brokers, logger, maxMessageChars = DEFAULT_MAX_MESSAGE_CHARS } = options
  const names = createNames(options.namespace)
  const desk = createAdminDesk(createClient, brokers)
  const producer = createProducer(createClient, brokers, logger)
  const reader = createReader({
    createClient,
    desk,
    brokers,
    groupPrefix: names.group(''),
    plainTopic: names.plain,
    logger,
  })
  /** Partitions by plain topic name, as the server had them when we first looked. */
  const counts = new Map<string, number>()
  const consumers = new Set<GroupConsumer>()
  const leaving = new Set<Promise<void>>()
  const topicsOfGroup = new Map<string, Set<string>>()
  let forwarder: Promise<GroupConsumer> | null = null
  let health: { at: number; error: Error | null } | null = null
  let closing: Promise<void> | null = null

  async function countOf(topic: string): Promise<number> {
    const known = counts.get(topic)
    if (known !== undefined) return known
    const found = (await partitionCounts(desk, [names.topic(topic)])).get(names.topic(topic)) ?? 0
    if (found === 0) throw new AppError('log_unavailable', `unknown topic ${topic}: ensureTopics was not called for it`)
    counts.set(topic, found)
    return found
  }
  async function send(messages: readonly Routed[]): Promise<void> {
    const outgoing: Outgoing[] = []
    for (const { topic, key, value, headers } of messages)
      outgoing.push({
        topic: names.topic(topic),
        partition: partitionOf(key, await countOf(topic)),
        key,
        value,
        bytes: bytesOf({ key, value }),
        batchBytes: maxBytesOf(topic),
        ...(headers ? { headers } : {}),
      })
    if (outgoing.length > 0) await producer.publish(outgoing)
  }
  /** Delay topics carry what any topic may carry. */
  const maxBytesOf = (topic: string): number =>
    maxBytesOn(delayTopics.some(({ name }) => name === topic) ? `${topic}.dlq` : topic, maxMessageChars)
  function refuseTooLarge(topic: string, messages: readonly OutgoingMessage[]): void {
    const limit = maxCharsOn(topic, maxMessageChars)
    for (const message of messages) {
      if (message.value.length <= limit && bytesOf(message) <= maxBytesOf(topic)) continue
      const size = `${message.value.length} characters`
      throw new AppError('message_too_large', `message of ${size} on ${topic}, at most ${limit}`, {
        key: message.key.slice(0, 200),
      })
    }
  }
  /** Where a group begins that has no position yet: at the oldest message kept. */
  async function firstPositions(group: string, lanes: readonly Lane[]): Promise<Map<Lane, number>> {
    const topics = [...new Set(lanes.map(({ topic }) => topic))]
    const committed = await committedOf(desk, group, topics)
    const first = new Map<Lane, number>()
    for (const topic of topics) {
      const open = lanes.filter((lane) => lane.topic === topic && !committed.get(topic)?.has(lane.partition))
      const bounds = open.length > 0 ? await boundsOf(desk, topic) : []
      for (const lane of open) first.set(lane, Number(bounds.find((b) => b.partition === lane.partition)?.low ?? 0))
    }
    return first
  }
  async function consume(
    group: string,
    topics: readonly string[],
    handle: HandleFront,
    limits: { maxBatch: number; maxBatchChars: number },
  ): Promise<GroupConsumer> {
    let partitions = 0
    for (const topic of topics) partitions += await countOf(topic)
    const consumer = startGroupConsumer({
      createClient,
      brokers,
      group: names.group(group),
      topics: topics.map(names.topic),
      plainTopic: names.plain,
      partitions,
      handle,
      firstPositions: (lanes) => firstPositions(names.group(group), lanes),
      logger,
      ...limits,
    })
    consumers.add(consumer)
    return consumer
  }
  async function leave(consumer: GroupConsumer, deadlineMs: number): Promise<boolean> {
    consumers.delete(consumer)
    const inTime = await consumer.stop(deadlineMs)
    const gone = consumer.gone().finally(() => leaving.delete(gone))
    leaving.add(gone)
    return inTime
  }
  function startForwarder(): Promise<GroupConsumer> {
    const topics = delayTopics.map(({ name }) => name)
    const knows = async (topic: string) => countOf(topic).then(Boolean, () => false)
    const limits = { maxBatch: FORWARD_BATCH, maxBatchChars: DEFAULT_BATCH_CHARS }
    return consume(DELAY_GROUP, topics, createForwarder(send, knows, logger), limits)
  }
  const wanted = (topics: readonly TopicSpec[]) =>
    topics.map((topic) => ({ ...topic, name: names.topic(topic.name), maxBytes: maxBytesOf(topic.name) }))

  async function probe(): Promise<Error | null> {
    for (const consumer of consumers) if (consumer.trouble()) return consumer.trouble()
    try {
      await desk.ask('连接 Kafka', (admin) => admin.describeCluster(), HEALTH_MS)
      return null
    } catch (thrown) {
      return thrown instanceof Error ? thrown : new Error(String(thrown))
    }
  }
  async function shut(): Promise<void> {
    await Promise.all([...consumers].map((consumer) => leave(consumer, 1_000)))
    await Promise.all(leaving)
    await Promise.all([producer.close(), reader.close()])
    await desk.close()
  }

  return {
    async ensureTopics(topics) {
      const all = [...topics, ...delayTopics]
      await makeTopics(desk, wanted(all), options.replicationFactor, logger)
      const found = await partitionCounts(
        desk,
        all.map(({ name }) => names.topic(name)),
      )
      for (const [topic, count] of found) counts.set(names.plain(topic), count)
    },

    async publish(topic, messages, { notBefore = 0 } = {}) {
      if (messages.length === 0) return
      refuseTooLarge(topic, messages)
      const now = Date.now()
      await send(messages.map((message) => routeOf(message, topic, notBefore, now)))
    },

    async subscribe(subscription: SubscribeOptions): Promise<Subscription> {
      const { group, topics, handle, maxBatch = DEFAULT_BATCH, maxBatchChars = DEFAULT_BATCH_CHARS } = subscription
      if (closing) throw new AppError('log_unavailable', 'event log is closed')
      const known = topicsOfGroup.get(group) ?? new Set()
      for (const topic of topics) known.add(topic)
      topicsOfGroup.set(group, known)
      forwarder ??= startForwarder()
      await forwarder.catch((thrown: unknown) => {
        forwarder = null
        throw thrown
      })
      const whole: HandleFront = async (batch, signal) => {
        await handle(batch, signal)
        return batch.length
      }
      const consumer = await consume(group, topics, whole, { maxBatch, maxBatchChars })
      try {
        await within(JOIN_MS, consumer.joined, () => undefined)
      } catch (thrown) {
        await leave(consumer, 0)
        throw thrown
      }
      return { stop: (deadlineMs) => leave(consumer, deadlineMs) }
    },

    async read(topic, { after = -1, partition = 0, limit }) {
      if (partition >= (await countOf(topic))) return []
      return reader.read(names.topic(topic), partition, after, limit)
    },

    async lag(group) {
      const known = [...(topicsOfGroup.get(group) ?? [])].map(names.topic)
      const lags = await lagOf(desk, names.group(group), known)
      return lags.map((one) => ({ ...one, topic: names.plain(one.topic) }))
    },

    backlog: (group, topics) => readBacklog({ desk, reader, names }, group, topics),

    /** The broker drops what is past its retention by itself. */
    expire: async () => 0,

    async health() {
      if (closing) return new AppError('log_unavailable', 'event log is closed')
      if (!health || steadyClock.now() - health.at > HEALTH_KEPT_MS)
        health = { at: steadyClock.now(), error: await probe() }
      return health.error
    },

    close: () => (closing ??= shut()),
  }
}
