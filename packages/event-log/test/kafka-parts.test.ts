import { silentLogger } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createForwarder, delayTopics, routeOf, type Routed } from '../src/kafka/delay.js'
import { createLane, type FetchedMessage, type HandleFront } from '../src/kafka/lane.js'
import { bridgeLogs } from '../src/kafka/kafka-logger.js'
import { bytesOf, createNames, maxBytesOn } from '../src/kafka/names.js'
import { takeRequest, type Outgoing } from '../src/kafka/producer.js'

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
const message = (offset: number, more: Partial<FetchedMessage> = {}): FetchedMessage => ({
  topic: 't.v1',
  partition: 0,
  offset,
  key: 'k',
  value: `v${offset}`,
  publishedAt: 0,
  ...more,
})
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => message(from + i))

function laneWith(handle: HandleFront, commit: (next: number) => Promise<void> = async () => undefined) {
  const lane = createLane({
    group: 'g',
    topic: 't.v1',
    partition: 0,
    maxBatch: 10,
    maxBatchChars: 1_000,
    handle,
    commit,
    onRoom: () => undefined,
    logger: silentLogger,
  })
  lane.assign()
  lane.release()
  return lane
}

describe('a lane of one partition', () => {
  it('hands over in order, skips what a rebalance fetched again, and commits the offset after each batch', async () => {
    const handled: number[] = []
    const committed: number[] = []
    const lane = laneWith(
      async (batch) => {
        handled.push(...batch.map((one) => one.offset))
        return batch.length
      },
      async (next) => void committed.push(next),
    )
    lane.offer(range(0, 25))
    lane.assign()
    lane.offer(range(15, 30))
    await turn()
    expect(handled).toEqual(Array.from({ length: 30 }, (_, i) => i))
    expect(committed).toEqual([10, 20, 30])
  })

  it('commits nothing of a handler that was still running when the partition went to another member, and tells it', async () => {
    const committed: number[] = []
    let told = false
    let end: () => void = () => undefined
    const lane = laneWith(
      async (batch, signal) => {
        signal.addEventListener('abort', () => {
          told = true
        })
        await new Promise<void>((resolve) => {
          end = resolve
        })
        return batch.length
      },
      async (next) => void committed.push(next),
    )
    lane.offer(range(0, 5))
    await turn()
    lane.revoke()
    expect(told).toBe(true)
    end()
    await turn()
    expect(committed).toEqual([])
    expect(await lane.stop()).toBe(true)
  })

  it('given back, begins anew only when the handler of its former time has ended', async () => {
    const begun: number[] = []
    const ends: (() => void)[] = []
    const lane = laneWith(async (batch) => {
      begun.push(batch[0]?.offset ?? -1)
      await new Promise<void>((resolve) => ends.push(resolve))
      return batch.length
    })
    lane.offer(range(0, 5))
    await turn()
    lane.revoke()
    lane.assign()
    lane.release()
    lane.offer(range(3, 5))
    await turn()
    expect(begun).toEqual([0])
    ends[0]?.()
    await turn()
    expect(begun).toEqual([0, 3])
  })

  it('forgets what waits when somebody else has gone past it meanwhile', async () => {
    const begun: number[] = []
    let end: () => void = () => undefined
    const lane = laneWith(async (batch) => {
      begun.push(batch[0]?.offset ?? -1)
      await new Promise<void>((resolve) => {
        end = resolve
      })
      return batch.length
    })
    lane.offer(range(0, 20))
    await turn()
    lane.assign()
    lane.offer(range(50, 55))
    end()
    await turn()
    expect(begun).toEqual([0, 50])
  })

  it('tries a commit again until it goes through, without handing the batch over again', async () => {
    let commits = 0
    let handled = 0
    const lane = laneWith(
      async (batch) => {
        handled += 1
        return batch.length
      },
      async () => {
        commits += 1
        if (commits < 3) throw new Error('rebalancing')
      },
    )
    lane.offer(range(0, 1))
    await expect.poll(() => commits).toBe(3)
    expect(handled).toBe(1)
  })
})

describe('one request to the broker', () => {
  const outgoing = fc.record({
    topic: fc.constantFrom('a', 'b'),
    partition: fc.nat(2),
    key: fc.constant('k'),
    value: fc.constant('v'),
    bytes: fc.integer({ min: 1, max: 120 }),
    batchBytes: fc.constant(100),
  })

  it('takes the queue strictly in order, keeps every record batch below its limit, and always gets on', () => {
    fc.assert(
      fc.property(fc.array(fc.array(outgoing, { minLength: 1, maxLength: 8 }), { minLength: 1 }), (lists) => {
        const calls = lists.map((messages) => ({
          messages,
          sent: 0,
          resolve: () => undefined,
          reject: () => undefined,
        }))
        const sent: Outgoing[] = []
        while (calls.some((call) => call.sent < call.messages.length)) {
          const request = takeRequest(calls.filter((call) => call.sent < call.messages.length))
          expect(request.messages.length).toBeGreaterThan(0)
          const perPartition = new Map<string, number>()
          for (const { topic, partition, bytes } of request.messages)
            perPartition.set(`${topic}${partition}`, (perPartition.get(`${topic}${partition}`) ?? 0) + bytes)
          if (request.messages.length > 1)
            for (const bytes of perPartition.values()) expect(bytes).toBeLessThanOrEqual(120)
          for (const { call, count } of request.calls) call.sent += count
          sent.push(...request.messages)
        }
        expect(sent).toEqual(lists.flat())
      }),
    )
  })
})

describe('messages that are put off', () => {
  const hour = 3_600_000

  it('wait on the longest tier that fits, never go early, and arrive at most a second after their time', () => {
    const waits = new Map([
      ['guanlan.delay.1s', 1_000],
      ['guanlan.delay.10s', 10_000],
      ['guanlan.delay.1m', 60_000],
      ['guanlan.delay.10m', 600_000],
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * hour }), (delay) => {
        let now = 1_000_000
        const due = now + delay
        let hops = 0
        let routed: Routed = routeOf({ key: 'k', value: 'v' }, 't.v1', due, now)
        while (routed.topic !== 't.v1') {
          now += waits.get(routed.topic) ?? Number.NaN
          hops += 1
          routed = routeOf(routed, 't.v1', due, now)
        }
        expect(now).toBeGreaterThanOrEqual(due)
        expect(now - due).toBeLessThan(1_000)
        expect(hops).toBeLessThan(45)
      }),
    )
    expect(delayTopics.map(({ name }) => name).sort()).toEqual([...waits.keys()].sort())
  })

  it('are kept when their topic is gone; one without a target is left behind, and nobody waits for either', async () => {
    const sent: Routed[] = []
    const forward = createForwarder(
      async (routed) => void sent.push(...routed),
      async (topic) => topic === 'here.v1',
      silentLogger,
    )
    const held = (offset: number, headers: Record<string, string>) =>
      message(offset, { topic: 'guanlan.delay.1s', headers, publishedAt: Date.now() - 2_000 })
    const due = String(Date.now() - 1_000)
    const batch = [
      held(0, { 'guanlan-topic': 'gone.v1', 'guanlan-due': due }),
      held(1, {}),
      held(2, { 'guanlan-topic': 'here.v1', 'guanlan-due': due }),
    ]
    expect(await forward(batch, new AbortController().signal)).toBe(3)
    expect(sent.map(({ topic, headers }) => [topic, headers?.['guanlan-topic']])).toEqual([
      ['guanlan.delay.10m', 'gone.v1'],
      ['here.v1', undefined],
    ])
  })
})

describe('sizes and names', () => {
  it('give every text within the limit room in its topic’s record batch', () => {
    const unit = fc.constantFrom('a', '权', '𠮷'.charAt(0), '𠮷', '\u0000', '"')
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 50 }), (units) => {
        const value = units.join('')
        expect(bytesOf({ key: 'k', value })).toBeLessThanOrEqual(3 * value.length + 1 + 256)
      }),
    )
    expect(maxBytesOn('t.v1', 1_000_000)).toBe(3_000_000 + 65_536)
    expect(maxBytesOn('t.v1.dlq', 1_000_000)).toBe(9_000_000 + 65_536)
    expect(maxBytesOn('t.v1', 100)).toBe(1_048_576)
  })

  it('carry the namespace on the server only', () => {
    const names = createNames('office')
    expect(names.topic('t.v1')).toBe('office.t.v1')
    expect(names.plain('office.t.v1')).toBe('t.v1')
    expect(createNames().topic('t.v1')).toBe('t.v1')
  })
})

it('leads what the client says to our log: its retries once, its ordinary life for debugging only, never an error', () => {
  const lines: string[] = []
  const say = (level: string) => (_fields: unknown, text: string) => void lines.push(`${level} ${text}`)
  const logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error'), child: () => logger }
  const log = bridgeLogs(logger)(1)
  const entry = (text: string, error?: string) => ({
    namespace: 'Connection',
    level: 1,
    label: 'ERROR',
    log: { timestamp: '', message: text, ...(error ? { error } : {}) },
  })
  log(entry('Response GroupCoordinator', 'The coordinator is loading and hence can’t process requests'))
  log(entry('Connection error: connect ECONNREFUSED'))
  log(entry('Connection error: connect ECONNREFUSED'))
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['debug', 'warn', 'debug'])
})
