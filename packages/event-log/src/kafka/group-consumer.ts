import type { AppError, Logger } from '@guanlan/kernel'
import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs'
import type { ClientFactory } from './client.js'
import { explain, traitsOf } from './explain.js'
import { createLane, type FetchedMessage, type HandleFront, type Lane } from './lane.js'
import { pause, within } from './wait.js'

export interface GroupConsumerOptions {
  readonly createClient: ClientFactory
  readonly brokers: readonly string[]
  /** The server's names. */
  readonly group: string
  readonly topics: readonly string[]
  readonly plainTopic: (topic: string) => string
  readonly partitions: number
  readonly maxBatch: number
  readonly maxBatchChars: number
  readonly handle: HandleFront
  /** Positions to be written down for partitions where the group has none yet. */
  readonly firstPositions: (lanes: readonly Lane[]) => Promise<Map<Lane, number>>
  readonly logger: Logger
}

export interface GroupConsumer {
  /** Resolves at the first joining, rejects when the group or a topic is forbidden to us. */
  readonly joined: Promise<void>
  /** Why it does not take part right now; null when it does. */
  trouble(): AppError | null
  /** Resolves true when every running handler ended in time and is committed. */
  stop(deadlineMs: number): Promise<boolean>
  /** Resolves when a stopped one has said goodbye to the broker. */
  gone(): Promise<void>
}

/** A member that has not been heard of for so long is replaced. The broker's default lower bound is 6 s. */
const SESSION_MS = 10_000
/** Also how soon a member notices that others come and go. */
const HEARTBEAT_MS = 1_000
/**
 * Longest wait of a fetch that finds nothing; a paused partition that has room again waits that long at most, and so does a
 * commit to the same broker: it goes over the same connection, which the broker answers in order.
 */
const FETCH_WAIT_MS = 200
/** A fetch waits so long for a quick handler before the partition is paused. */
const KEEP_UP_MS = 50
const BYTES_PER_PARTITION = 1024 * 1024
const BYTES_PER_FETCH = 16 * 1024 * 1024
const FIRST_RESTART_MS = 500
const LAST_RESTART_MS = 3_000
/** The client tells every crash to us instead of coming back by itself: then we know, and it starts with clean hands. */
const retry = { retries: 4, initialRetryTime: 200, maxRetryTime: 2_000, restartOnFailure: async () => false }
const forbidden = /AUTHORIZATION_FAILED|SASL_AUTHENTICATION_FAILED/

/** One member of a group: joins, feeds the lanes, comes back after crashes until it is stopped. */
export function startGroupConsumer(options: GroupConsumerOptions): GroupConsumer {
  const { createClient, brokers, group, topics, plainTopic, logger } = options
  const lanes = new Map<string, Lane>()
  let consumer: Consumer | null = null
  let commitNow: ((topic: string, partition: number, next: number) => Promise<void>) | null = null
  let lastTrouble: AppError | null = null
  let stopping = false
  const wake = new AbortController()
  let joinedOnce: () => void = () => undefined
  let refused: (error: AppError) => void = () => undefined
  const joined = new Promise<void>((resolve, reject) => {
    joinedOnce = resolve
    refused = reject
  })
  joined.catch(() => undefined)

  const laneOf = (topic: string, partition: number): Lane => {
    const key = `${topic} ${partition}`
    const existing = lanes.get(key)
    if (existing) return existing
    const lane = createLane({
      ...options,
      topic,
      partition,
      commit: async (next) => {
        if (!commitNow) throw new Error('not a member right now')
        await commitNow(topic, partition, next)
      },
      onRoom: () => quietly(() => consumer?.resume([{ topic, partitions: [partition] }])),
    })
    lanes.set(key, lane)
    return lane
  }

  async function onJoin({ payload }: ConsumerGroupJoinEvent): Promise<void> {
    const ours = new Set<Lane>()
    const fresh: Lane[] = []
    for (const [topic, partitions] of Object.entries(payload.memberAssignment))
      for (const partition of partitions) {
        const lane = laneOf(topic, partition)
        if (!lane.isOwned()) fresh.push(lane)
        lane.assign()
        ours.add(lane)
      }
    for (const lane of lanes.values()) if (!ours.has(lane)) lane.revoke()
    lastTrouble = null
    logger.info({ group, partitions: ours.size, taken: fresh.length }, 'joined the consumer group')
    joinedOnce()
    await writeFirstPositions(fresh)
    for (const lane of fresh) lane.release()
  }
  /** So that lag counts from the group's beginning. It can fail: then the first batch's commit is the first. */
  async function writeFirstPositions(fresh: readonly Lane[]): Promise<void> {
    if (fresh.length === 0) return
    try {
      const first = await options.firstPositions(fresh)
      const offsets = [...first].map(([{ topic, partition }, next]) => ({ topic, partition, offset: String(next) }))
      if (offsets.length > 0)
        await within(5_000, consumer?.commitOffsets(offsets) ?? Promise.resolve(), () => undefined)
    } catch (thrown) {
      logger.debug({ group, err: thrown }, 'first positions not written')
    }
  }

  async function onBatch({ batch, commitOffsetsIfNecessary, isStale }: EachBatchPayload): Promise<void> {
    if (stopping || isStale()) return
    const { topic, partition } = batch
    // Goes straight to the group, without the client's own retries, which would outlive a rebalance.
    commitNow = (ofTopic, ofPartition, next) =>
      commitOffsetsIfNecessary({
        topics: [{ topic: ofTopic, partitions: [{ partition: ofPartition, offset: String(next) }] }],
      })
    const lane = laneOf(topic, partition)
    lane.offer(
      batch.messages.map((message): FetchedMessage => ({
        topic: plainTopic(topic),
        partition,
        offset: Number(message.offset),
        publishedAt: Number(message.timestamp),
        key: message.key?.toString() ?? '',
        value: message.value?.toString() ?? '',
        ...(message.headers ? { headers: message.headers } : {}),
      })),
    )
    await lane.room(KEEP_UP_MS)
    if (lane.isFull() && lane.isOwned()) quietly(() => consumer?.pause([{ topic, partitions: [partition] }]))
  }

  /** One life of the client: resolves when stopped, rejects when it crashed. */
  async function live(): Promise<void> {
    const one = createClient({ retry, requestTimeout: 1.5 * SESSION_MS }).consumer({
      groupId: group,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: 3 * SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: BYTES_PER_PARTITION,
      maxBytes: BYTES_PER_FETCH,
      allowAutoTopicCreation: false,
      retry,
    })
    let ended: (error: Error | null) => void = () => undefined
    const end = new Promise<Error | null>((resolve) => {
      ended = resolve
    })
    one.on(one.events.GROUP_JOIN, onJoin)
    one.on(one.events.CRASH, ({ payload }) => ended(payload.error))
    const wakeUp = () => ended(null)
    wake.signal.addEventListener('abort', wakeUp)
    consumer = one
    try {
      await one.connect()
      await one.subscribe({ topics: [...topics], fromBeginning: true })
      await one.run({
        autoCommit: false,
        partitionsConsumedConcurrently: Math.max(1, options.partitions),
        eachBatch: onBatch,
      })
      const crash = await end
      if (crash) throw crash
    } finally {
      wake.signal.removeEventListener('abort', wakeUp)
      if (consumer === one) {
        consumer = null
        commitNow = null
      }
      await within(
        3_000,
        one.disconnect().catch(() => undefined),
        () => undefined,
      )
    }
  }

  async function supervise(): Promise<void> {
    let rest = FIRST_RESTART_MS
    while (!stopping) {
      const began = Date.now()
      try {
        await live()
      } catch (thrown) {
        const error = explain(thrown, brokers, `读取 Kafka（消费组 ${group}）`)
        // An outage is told once, and health goes on telling it until the member has joined again.
        const tell = lastTrouble ? logger.debug : logger.warn
        lastTrouble = error
        if (forbidden.test(traitsOf(thrown).types.join(' '))) refused(error)
        if (Date.now() - began > 60_000) rest = FIRST_RESTART_MS
        tell.call(logger, { group, pause: rest, reason: error.message }, 'consumer crashed, joins again after a pause')
        await pause(rest, wake.signal)
        rest = Math.min(rest * 2, LAST_RESTART_MS)
      }
    }
  }
  const life = supervise()

  return {
    joined,
    trouble: () => lastTrouble,
    async stop(deadlineMs) {
      const end = Date.now() + deadlineMs
      stopping = true
      const handled = Promise.all([...lanes.values()].map((lane) => lane.stop())).then((all) => all.every(Boolean))
      const inTime = await within(deadlineMs, handled, () => false)
      wake.abort()
      await within(Math.max(0, end - Date.now()), life, () => undefined)
      return inTime
    },
    gone: () => within(3_000, life, () => undefined),
  }
}

function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // The client refuses it while it is not running; the next life starts with nothing paused.
  }
}
