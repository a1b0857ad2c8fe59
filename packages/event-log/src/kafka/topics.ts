import { AppError, DAY, type Logger } from '@guanlan/kernel'
import kafkajs, { type Admin, type IResourceConfig } from 'kafkajs'
import type { TopicSpec } from '../port.js'
import type { AdminDesk } from './admin.js'
import { traitsOf } from './explain.js'

/** A topic as it should stand on the server; the name is the server's. */
export interface WantedTopic extends TopicSpec {
  readonly maxBytes: number
}

// Not among the names that Node finds in the package by itself.
const { ConfigResourceTypes } = kafkajs

const RETENTION = 'retention.ms'
const MAX_BYTES = 'max.message.bytes'

/**
 * Makes topics, partitions, retention and message size as wanted. Several processes may do it at once. More partitions
 * than wanted stay (they cannot be taken away); fewer are added, and the log says that keys move. AppError `config_invalid`
 * when a right is missing or a topic takes less than the largest message.
 */
export async function makeTopics(
  desk: AdminDesk,
  wanted: readonly WantedTopic[],
  replicationFactor: number | undefined,
  logger: Logger,
): Promise<void> {
  const names = wanted.map(({ name }) => name)
  const present = new Set(await desk.ask('查看 Kafka 主题', (admin) => admin.listTopics()))
  const missing = wanted.filter(({ name }) => !present.has(name))
  if (missing.length > 0) await create(desk, missing, replicationFactor, logger)
  const old = wanted.filter(({ name }) => present.has(name))
  if (old.length === 0) return
  const counts = await partitionCounts(desk, names)
  await addPartitions(desk, old, counts, logger)
  await mendSettings(desk, old, logger)
}

/** Partitions of each topic as the server has them. AppError `log_unavailable` for a topic that is not there. */
export async function partitionCounts(desk: AdminDesk, names: readonly string[]): Promise<Map<string, number>> {
  const { topics } = await desk.ask('查看 Kafka 主题', (admin) => admin.fetchTopicMetadata({ topics: [...names] }))
  return new Map(topics.map(({ name, partitions }) => [name, partitions.length]))
}

async function create(
  desk: AdminDesk,
  missing: readonly WantedTopic[],
  factor: number | undefined,
  logger: Logger,
): Promise<void> {
  const replicationFactor =
    factor ?? Math.min(3, (await desk.ask('查看 Kafka 集群', (admin) => admin.describeCluster())).brokers.length)
  const topics = missing.map(({ name, partitions, retentionDays, maxBytes }) => ({
    topic: name,
    numPartitions: partitions,
    replicationFactor,
    configEntries: [
      { name: RETENTION, value: String(retentionDays * DAY) },
      { name: MAX_BYTES, value: String(maxBytes) },
    ],
  }))
  await desk.ask('建立 Kafka 主题', async (admin) => {
    try {
      // The client's own waiting for leaders gives up at the first broker that has not heard of the topic yet.
      await admin.createTopics({ topics, timeout: 10_000, waitForLeaders: false })
    } catch (thrown) {
      // Another process was quicker with some of them.
      const { types } = traitsOf(thrown)
      if (types.length === 0 || types.some((type) => type !== 'TOPIC_ALREADY_EXISTS')) throw thrown
    }
  })
  logger.info({ topics: topics.length, replicationFactor }, 'Kafka topics created')
  await untilKnown(
    desk,
    missing.map(({ name }) => name),
  )
}

const MOST_LOOKS = 30

/** A new topic is known to every broker a moment after it was created. */
async function untilKnown(desk: AdminDesk, names: readonly string[]): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await partitionCounts(desk, names)
      return
    } catch (thrown) {
      if (tries === MOST_LOOKS) throw thrown
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

async function addPartitions(
  desk: AdminDesk,
  wanted: readonly WantedTopic[],
  counts: ReadonlyMap<string, number>,
  logger: Logger,
): Promise<void> {
  for (const { name, partitions } of wanted) {
    const has = counts.get(name) ?? 0
    if (has > partitions)
      logger.warn({ topic: name, partitions: has, wanted: partitions }, 'more partitions than wanted, they are kept')
    if (has === 0 || has >= partitions) continue
    await desk.ask(`为 Kafka 主题 ${name} 增加分区`, async (admin) => {
      try {
        await admin.createPartitions({ topicPartitions: [{ topic: name, count: partitions }] })
      } catch (thrown) {
        // Another process was quicker: the topic has them already.
        if (!traitsOf(thrown).types.includes('INVALID_PARTITIONS')) throw thrown
      }
    })
    logger.warn(
      { topic: name, partitions, before: has },
      'partitions added: keys move, so their order holds only for what is published from now on',
    )
  }
}

/** Retention and message size of topics that stood already. */
async function mendSettings(desk: AdminDesk, topics: readonly WantedTopic[], logger: Logger): Promise<void> {
  const { resources } = await desk.ask('查看 Kafka 主题设置', (admin) =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
    }),
  )
  for (const { resourceName, configEntries } of resources) {
    const topic = topics.find(({ name }) => name === resourceName)
    if (!topic) continue
    const is = new Map(configEntries.map((entry) => [entry.configName, entry.configValue]))
    const should = new Map([
      [RETENTION, String(topic.retentionDays * DAY)],
      [MAX_BYTES, String(Math.max(topic.maxBytes, Number(is.get(MAX_BYTES) ?? 0)))],
    ])
    if ([...should].every(([name, value]) => is.get(name) === value)) continue
    // The request replaces all of a topic's own settings, so that those of others are sent along.
    const own = configEntries.filter((entry) => entry.configSource === TOPIC_SOURCE && !should.has(entry.configName))
    await alter(desk, topic, is, {
      type: ConfigResourceTypes.TOPIC,
      name: topic.name,
      configEntries: [
        ...own.map((entry) => ({ name: entry.configName, value: entry.configValue })),
        ...[...should].map(([name, value]) => ({ name, value })),
      ],
    })
    logger.info({ topic: topic.name, ...Object.fromEntries(should) }, 'Kafka topic settings changed')
  }
}

/** ConfigSource of the protocol: set on the topic itself. */
const TOPIC_SOURCE = 1

async function alter(desk: AdminDesk, topic: WantedTopic, is: ReadonlyMap<string, string>, resource: IResourceConfig) {
  try {
    await desk.ask('修改 Kafka 主题设置', (admin: Admin) =>
      admin.alterConfigs({ validateOnly: false, resources: [resource] }),
    )
  } catch (thrown) {
    if (Number(is.get(MAX_BYTES) ?? 0) >= topic.maxBytes) throw thrown
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError(
      'config_invalid',
      `Kafka 主题 ${topic.name} 的 ${MAX_BYTES} 为 ${is.get(MAX_BYTES)}，至少须为 ${topic.maxBytes}，修改未成功：${reason}`,
    )
  }
}
