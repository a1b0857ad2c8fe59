import { AppError, steadyClock, type Logger } from '@guanlan/kernel'
import type { IHeaders, Message, Producer } from 'kafkajs'
import type { ClientFactory } from './client.js'
import { explain, traitsOf } from './explain.js'
import { within } from './wait.js'

/** One message on its way, with the server's topic name. */
export interface Outgoing {
  readonly topic: string
  readonly partition: number
  readonly key: string
  readonly value: string
  readonly headers?: IHeaders
  /** What it takes of a record batch. */
  readonly bytes: number
  /** Most bytes of one record batch of its topic. */
  readonly batchBytes: number
}

interface Call {
  readonly messages: readonly Outgoing[]
  /** How many of the front are durable. */
  sent: number
  readonly resolve: () => void
  readonly reject: (error: AppError) => void
}

/** Most bytes of one request, below the broker's default `socket.request.max.bytes` of 100 MB by far. */
const MOST_REQUEST_BYTES = 16 * 1024 * 1024
const MOST_REQUEST_MESSAGES = 10_000
/** How long a request is tried before its calls are told that the log is away. */
const PATIENCE_MS = 15_000
/** How long a broker may take for an answer, and for hearing from the other copies. */
const REQUEST_MS = 12_000
const ACKS_MS = 10_000
/** Nothing that a second attempt could change. */
const hopeless = /AUTHORIZATION_FAILED|MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE|INVALID_TOPIC|SASL/

/**
 * Sends what is published in one turn of the event loop, and while the last request was under way, as one request. Never
 * more than one is under way: the client takes back its sequence numbers when a request fails, and another request using
 * them would be taken for its repetition and dropped by the broker. For the same reason a failed request is repeated by a
 * new producer with a new id; what the broker had of it already is then doubled, as the port allows.
 */
export function createProducer(createClient: ClientFactory, brokers: readonly string[], logger: Logger) {
  const queue: Call[] = []
  let producer: Promise<Producer> | null = null
  let running: Promise<void> | null = null
  let lastError: AppError | null = null
  let closed = false

  async function open(): Promise<Producer> {
    const opened = createClient({ requestTimeout: REQUEST_MS }).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
      // The client wants at least one; the patience is ours.
      retry: { retries: 1, initialRetryTime: 200 },
    })
    try {
      await opened.connect()
    } catch (thrown) {
      await opened.disconnect().catch(() => undefined)
      throw thrown
    }
    return opened
  }
  async function discard(): Promise<void> {
    const opened = producer
    producer = null
    await within(
      2_000,
      opened?.then((one) => one.disconnect()).catch(() => undefined) ?? Promise.resolve(),
      () => undefined,
    )
  }

  async function send(messages: readonly Outgoing[]): Promise<void> {
    const byTopic = new Map<string, Message[]>()
    for (const { topic, partition, key, value, headers } of messages) {
      const list = byTopic.get(topic) ?? []
      list.push({ partition, key, value, ...(headers ? { headers } : {}) })
      byTopic.set(topic, list)
    }
    const topicMessages = [...byTopic].map(([topic, list]) => ({ topic, messages: list }))
    const end = steadyClock.now() + PATIENCE_MS
    for (;;) {
      try {
        producer ??= open()
        await (await producer).sendBatch({ acks: -1, timeout: ACKS_MS, topicMessages })
        return
      } catch (thrown) {
        await discard()
        const { types, names } = traitsOf(thrown)
        const final = hopeless.test([...types, ...names].join(' '))
        if (final || closed || steadyClock.now() > end) throw explain(thrown, brokers, '写入 Kafka')
        logger.debug({ component: 'kafka', err: thrown }, 'request failed, again with a new producer')
      }
    }
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const { messages, calls } = takeRequest(queue)
      try {
        await send(messages)
        lastError = null
        for (const { call, count } of calls) {
          call.sent += count
          if (call.sent < call.messages.length) continue
          queue.splice(queue.indexOf(call), 1)
          call.resolve()
        }
      } catch (thrown) {
        const error = thrown instanceof AppError ? thrown : explain(thrown, brokers, '写入 Kafka')
        lastError = error
        for (const { call } of calls) {
          queue.splice(queue.indexOf(call), 1)
          call.reject(error)
        }
      }
    }
  }

  return {
    /** Resolves when all are on all in-sync replicas, in this order. */
    publish(messages: readonly Outgoing[]): Promise<void> {
      if (closed) return Promise.reject(new AppError('log_unavailable', 'event log is closed'))
      return new Promise((resolve, reject) => {
        queue.push({ messages, sent: 0, resolve, reject })
        running ??= new Promise<void>((turn) => setImmediate(turn)).then(run).finally(() => {
          running = null
        })
      })
    },
    /** Error of the last request, null when it went through. */
    lastError: () => lastError,
    /** Lets what is queued go out for a while, then refuses it. */
    async close(): Promise<void> {
      if (closed) return
      if (running) await within(3_000, running, () => undefined)
      closed = true
      for (const call of queue.splice(0)) call.reject(new AppError('log_unavailable', 'event log is closed'))
      await discard()
    },
  }
}

/** The front of the queue that fits into one request: strictly in order, so that no key's order depends on sizes. */
export function takeRequest(queue: readonly Call[]): { messages: Outgoing[]; calls: { call: Call; count: number }[] } {
  const messages: Outgoing[] = []
  const calls: { call: Call; count: number }[] = []
  const perPartition = new Map<string, number>()
  let total = 0
  for (const call of queue) {
    let count = 0
    for (let i = call.sent; i < call.messages.length; i += 1) {
      const message = call.messages[i] as Outgoing
      const place = `${message.topic} ${message.partition}`
      const bytes = (perPartition.get(place) ?? 0) + message.bytes
      const fits = bytes <= message.batchBytes && total + message.bytes <= MOST_REQUEST_BYTES
      if (messages.length > 0 && (!fits || messages.length >= MOST_REQUEST_MESSAGES)) {
        if (count > 0) calls.push({ call, count })
        return { messages, calls }
      }
      perPartition.set(place, bytes)
      total += message.bytes
      messages.push(message)
      count += 1
    }
    calls.push({ call, count })
  }
  return { messages, calls }
}
