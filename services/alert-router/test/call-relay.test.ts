import { silentLogger } from '@guanlan/kernel'
import { createNotifier } from '@guanlan/notifier'
import { openEmbeddedRecordStore, type OutgoingCall } from '@guanlan/record-store'
import { createMetrics } from '@guanlan/runtime'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { secretsFrom, startCallRelay } from '../src/index.js'
import { minute, office, openHook, until } from './river.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A record store with a relay (or two) over it, and wall time that moves only when it is told to. */
async function setUp(statusOf: (n: number) => number, relays = 1) {
  const hook = await openHook(statusOf)
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-calls-'))
  closing.push(hook.close, () => rm(folder, { recursive: true, force: true }))
  const recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
  const notifier = createNotifier(office(hook.url).channels, { secretOf: () => undefined, logger: silentLogger })
  closing.push(
    () => recordStore.close(),
    () => notifier.close(),
  )
  let wall = 1_000_000
  for (let n = 0; n < relays; n += 1) {
    const shared = { recordStore, notifier, logger: silentLogger, metrics: createMetrics(), now: () => wall }
    const relay = startCallRelay({ ...shared, holder: `relay-${n}` })
    closing.push(() => relay.stop())
  }
  const add = (...keys: string[]) =>
    recordStore.transaction((records) => records.calls.add(keys.map((key) => call(key))))
  const row = async (key: string) =>
    (await recordStore.records.calls.list({ limit: 99 })).find((each) => each.key === key)
  return { hook, add, row, pass: (ms: number) => void (wall += ms) }
}

const call = (key: string): OutgoingCall => ({
  key,
  channel: 'hook',
  group: 'alert-1',
  body: { type: 'alert.raised', alert: { alert: 'alert-1' } },
  createdAt: minute(3),
})

describe('the relay of calls', () => {
  it('waits by the schedule after a failure, then sends the same key and body', async () => {
    const { hook, add, row, pass } = await setUp((n) => (n === 0 ? 503 : 200))
    await add('k1')
    await until(async () => (await row('k1'))?.problem === '接收方返回 503')
    expect(await row('k1')).toMatchObject({ state: 'waiting', attempts: 1, notBefore: 1_005_000 })
    pass(4_999)
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(hook.calls).toHaveLength(1)
    pass(1)
    await until(async () => (await row('k1'))?.state === 'sent')
    expect(hook.calls.map((each) => JSON.stringify(each))).toEqual([
      JSON.stringify(hook.calls[0]),
      JSON.stringify(hook.calls[0]),
    ])
  })

  it('marks a refusal as failed with its problem and goes on with the next call', async () => {
    const { add, row } = await setUp((n) => (n === 0 ? 410 : 200))
    await add('k1', 'k2')
    await until(async () => (await row('k2'))?.state === 'sent')
    expect(await row('k1')).toMatchObject({ state: 'failed', attempts: 1, problem: '接收方返回 410' })
  })

  it('keeps the order of one alert: a later call waits for the earlier one', async () => {
    const { hook, add, row, pass } = await setUp((n) => (n === 0 ? 500 : 200))
    await add('k1', 'k2')
    await until(async () => (await row('k1'))?.attempts === 1 && (await row('k1'))?.problem !== null)
    pass(5_000)
    await until(async () => (await row('k2'))?.state === 'sent')
    expect(hook.calls.map((each) => each.key)).toEqual(['k1', 'k1', 'k2'])
  })

  it('sends each call once when two relays look at the same rows', async () => {
    const { hook, add, row } = await setUp(() => 200, 2)
    const keys = Array.from({ length: 12 }, (_, n) => `k${n}`)
    await add(...keys)
    await until(async () => (await row('k11'))?.state === 'sent')
    expect(hook.calls.map((each) => each.key)).toEqual(keys)
  })
})

describe('secrets', () => {
  it('come from the variable or from the file that NAME_FILE names', () => {
    const file = new URL(import.meta.url).pathname
    const secretOf = secretsFrom({ PLAIN: 'abc', FILED_FILE: file })
    expect(secretOf('PLAIN')).toBe('abc')
    expect(secretOf('FILED')).toBe("import { silentLogger } from '@guanlan/kernel'")
    expect(secretOf('NONE')).toBeUndefined()
  })
})
