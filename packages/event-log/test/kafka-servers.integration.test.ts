import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { silentLogger } from '@guanlan/kernel'
import { Kafka, logLevel } from 'kafkajs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openKafkaEventLog, type KafkaEventLogOptions } from '../src/kafka/index.js'
import type { DeliveredMessage, EventLog } from '../src/port.js'
import { forgetNamespace, freshNamespace, kafkaBrokers } from './kafka-server.js'

const TOPIC = 'servers.v1'
let namespace = ''
const logs: EventLog[] = []
const children: ChildProcess[] = []

async function open(options: Partial<KafkaEventLogOptions> = {}): Promise<EventLog> {
  const log = await openKafkaEventLog({
    brokers: kafkaBrokers(),
    namespace,
    clientId: 'servers',
    logger: silentLogger,
    ...options,
  })
  logs.push(log)
  return log
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ key: `k${(from + i) % 20}`, value: String(from + i) }))

/** Asks the broker itself, beside the adapter. */
async function asAdmin<T>(work: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
  const admin = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

beforeEach(() => {
  namespace = freshNamespace()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const log of logs.splice(0)) await log.close()
  await forgetNamespace(namespace)
})

it('lets the broker refuse a record of 20 MB that another producer brings past us', async () => {
  const log = await open()
  await log.ensureTopics([{ name: TOPIC, partitions: 1, retentionDays: 1 }])
  const producer = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING, retry: { retries: 0 } }).producer()
  await producer.connect()
  try {
    const messages = [{ key: 'k', value: 'x'.repeat(20_000_000) }]
    await expect(producer.send({ topic: `${namespace}.${TOPIC}`, messages })).rejects.toMatchObject({
      type: 'MESSAGE_TOO_LARGE',
    })
  } finally {
    await producer.disconnect()
  }
  expect(await log.read(TOPIC, { limit: 10 })).toEqual([])
})

describe('a group of processes', () => {
  it(
    'takes over within 30 s what a member that was killed had, loses nothing and keeps each key’s order',
    { timeout: 60_000 },
    async () => {
      const log = await open()
      await log.ensureTopics([{ name: TOPIC, partitions: 2, retentionDays: 1 }])
      const member = fileURLToPath(new URL('kafka-member.ts', import.meta.url))
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', '--conditions=source', member, kafkaBrokers().join(','), namespace, 'killed', TOPIC],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      children.push(child)
      const handled: string[] = []
      let joined = false
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.trim().split('\n'))
          if (line === 'joined') joined = true
          else handled.push(line)
      })
      await expect.poll(() => joined, { timeout: 20_000 }).toBe(true)
      await log.publish(TOPIC, numbered(0, 200))
      await expect.poll(() => handled.length, { timeout: 10_000 }).toBeGreaterThan(20)
      child.kill('SIGKILL')
      await once(child, 'exit')
      const killedAt = Date.now()
      let tookOver = 0
      await log.subscribe({
        group: 'killed',
        topics: [TOPIC],
        handle: async (batch) => {
          tookOver ||= Date.now()
          handled.push(...batch.map((message) => message.value))
        },
      })
      await expect.poll(() => new Set(handled).size, { timeout: 30_000 }).toBe(200)
      expect(tookOver - killedAt).toBeLessThan(30_000)
      for (let k = 0; k < 20; k += 1) {
        let next = 0
        for (const value of handled.filter((one) => Number(one) % 20 === k)) {
          const at = Math.floor(Number(value) / 20)
          expect(at).toBeLessThanOrEqual(next)
          next = Math.max(next, at + 1)
        }
      }
    },
  )

  it(
    'does not hand a batch over again while its handler works longer than the session, and lets others go on',
    { timeout: 40_000 },
    async () => {
      const one = await open()
      const two = await open()
      await one.ensureTopics([{ name: TOPIC, partitions: 2, retentionDays: 1 }])
      const begun: DeliveredMessage[] = []
      const ended: DeliveredMessage[] = []
      const handle = async (batch: readonly DeliveredMessage[]) => {
        begun.push(...batch)
        if (batch.some((message) => message.value === 'slow')) await pause(15_000)
        ended.push(...batch)
      }
      await one.subscribe({ group: 'patient', topics: [TOPIC], handle })
      await two.subscribe({ group: 'patient', topics: [TOPIC], handle })
      await pause(1_500)
      await one.publish(TOPIC, [{ key: 'k', value: 'slow' }])
      await expect.poll(() => begun.length, { timeout: 5_000 }).toBe(1)
      await one.publish(TOPIC, numbered(0, 100))
      await expect.poll(() => ended.length, { timeout: 5_000 }).toBeGreaterThan(20)
      await expect.poll(() => ended.length, { timeout: 18_000 }).toBe(101)
      expect(begun).toHaveLength(101)
    },
  )
})

describe('topics', () => {
  it('stand on the broker as the table says, grow and never shrink, and keep what an administrator set beside', async () => {
    const log = await open({ maxMessageChars: 1_000_000 })
    await log.ensureTopics([{ name: TOPIC, partitions: 2, retentionDays: 3 }])
    const real = `${namespace}.${TOPIC}`
    const settings = () =>
      asAdmin(async (admin) => {
        const { resources } = await admin.describeConfigs({
          includeSynonyms: false,
          resources: [{ type: 2, name: real }],
        })
        return Object.fromEntries((resources[0]?.configEntries ?? []).map((one) => [one.configName, one.configValue]))
      })
    expect(await settings()).toMatchObject({ 'retention.ms': String(3 * 86_400_000), 'max.message.bytes': '3065536' })
    await asAdmin((admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: 2,
            name: real,
            configEntries: [
              { name: 'segment.ms', value: '3600000' },
              { name: 'max.message.bytes', value: '1000' },
            ],
          },
        ],
      }),
    )
    await log.ensureTopics([{ name: TOPIC, partitions: 3, retentionDays: 2 }])
    expect(await settings()).toMatchObject({
      'retention.ms': String(2 * 86_400_000),
      'max.message.bytes': '3065536',
      'segment.ms': '3600000',
    })
    await log.ensureTopics([{ name: TOPIC, partitions: 1, retentionDays: 2 }])
    const metadata = await asAdmin((admin) => admin.fetchTopicMetadata({ topics: [real] }))
    expect(metadata.topics[0]?.partitions).toHaveLength(3)
  })

  it('are made once though many processes start together', async () => {
    const opened = await Promise.all([open(), open(), open(), open()])
    const specs = ['a.v1', 'b.v1', 'c.v1'].map((name) => ({ name, partitions: 2, retentionDays: 1 }))
    await Promise.all(opened.map((log) => log.ensureTopics(specs)))
    await Promise.all(opened.map((log, i) => log.publish('a.v1', [{ key: 'k', value: String(i) }])))
    const read = await Promise.all([0, 1].map((partition) => opened[0]?.read('a.v1', { partition, limit: 10 })))
    expect(read.flat()).toHaveLength(4)
  })
})

describe('browsing', () => {
  it('pages through a topic, past what was dropped from its front, and answers at once when there is nothing new', async () => {
    const log = await open()
    await log.ensureTopics([{ name: 'letters.v1.dlq', partitions: 1, retentionDays: 1 }])
    expect(await log.read('letters.v1.dlq', { limit: 10 })).toEqual([])
    await log.publish('letters.v1.dlq', numbered(0, 1_200))
    await asAdmin(async (admin) => {
      const topic = `${namespace}.letters.v1.dlq`
      await admin.fetchTopicOffsets(topic)
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '200' }] })
    })
    const got: string[] = []
    let after = -1
    for (;;) {
      const page = await log.read('letters.v1.dlq', { after, limit: 300 })
      got.push(...page.map((message) => message.value))
      if (page.length === 0) break
      after = page.at(-1)?.offset ?? after
    }
    expect(got).toEqual(Array.from({ length: 1_000 }, (_, i) => String(200 + i)))
    const began = Date.now()
    for (let i = 0; i < 10; i += 1) expect(await log.read('letters.v1.dlq', { after, limit: 300 })).toEqual([])
    expect(Date.now() - began).toBeLessThan(2_000)
    await log.close()
    const { groups } = await asAdmin((admin) => admin.listGroups())
    expect(groups.filter(({ groupId }) => groupId.startsWith(`${namespace}.guanlan.browse.`))).toEqual([])
  })
})

describe('trouble and the end', () => {
  it('tells a login at a broker that wants none which settings to look at', async () => {
    const opening = open({ sasl: { mechanism: 'scram-sha-512', username: 'guanlan', password: 'wrong' } })
    await expect(opening).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/KAFKA_SASL_MECHANISM/) as string,
    })
  })

  it('tells TLS at a plain port to be switched off', async () => {
    await expect(open({ ssl: true })).rejects.toMatchObject({ message: expect.stringMatching(/KAFKA_SSL/) as string })
  })

  it('refuses a topic that nobody made, and is well otherwise', async () => {
    const log = await open()
    await expect(log.publish('never.v1', [{ key: 'k', value: 'v' }])).rejects.toMatchObject({ code: 'log_unavailable' })
    expect(await log.health()).toBeNull()
  })

  it('closes twice without harm, and refuses what comes afterwards', async () => {
    const log = await open()
    await log.ensureTopics([{ name: TOPIC, partitions: 1, retentionDays: 1 }])
    await log.subscribe({ group: 'closing', topics: [TOPIC], handle: async () => undefined })
    await Promise.all([log.close(), log.close()])
    await log.close()
    await expect(log.publish(TOPIC, [{ key: 'k', value: 'v' }])).rejects.toMatchObject({ code: 'log_unavailable' })
    expect(await log.health()).toMatchObject({ code: 'log_unavailable' })
  })
})
