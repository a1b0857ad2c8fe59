import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@guanlan/kernel'
import { expect, it } from 'vitest'
import { eventLogContract } from '../src/contract.js'
import { openEmbeddedEventLog } from '../src/index.js'

eventLogContract('embedded (SQLite)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-log-'))
  const file = join(folder, 'log.db')
  return {
    open: async (options) => openEmbeddedEventLog({ file, logger: silentLogger, ...options }),
    async reopen(previous, how) {
      if (how === 'closed') await previous.close()
      return openEmbeddedEventLog({ file, logger: silentLogger })
    },
    cleanUp: () => rm(folder, { recursive: true, force: true }),
  }
})

it('says that the disk is full, loses nothing that was accepted, and goes on when there is room again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-log-full-'))
  const file = join(folder, 'log.db')
  const topic = { name: 'full.v1', partitions: 1, retentionDays: 1 }
  const small = openEmbeddedEventLog({ file, logger: silentLogger, maxPages: 40 })
  await small.ensureTopics([topic])
  let accepted = 0
  const fill = async () => {
    for (;;) {
      await small.publish(topic.name, [{ key: 'k', value: String(accepted).padEnd(2_000, '.') }])
      accepted += 1
    }
  }
  await expect(fill()).rejects.toMatchObject({ code: 'store_full' })
  expect(await small.health()).toMatchObject({ code: 'store_full' })
  await small.close()
  const roomy = openEmbeddedEventLog({ file, logger: silentLogger })
  const kept = await roomy.read(topic.name, { limit: 1_000 })
  expect(kept.map((m) => Number.parseInt(m.value, 10))).toEqual(Array.from({ length: accepted }, (_, i) => i))
  await roomy.publish(topic.name, [{ key: 'k', value: 'room' }])
  expect(await roomy.read(topic.name, { after: kept.at(-1)?.offset ?? -1, limit: 10 })).toHaveLength(1)
  await roomy.close()
  await rm(folder, { recursive: true, force: true })
})

it('drops messages past their retention and nothing younger', async () => {
  const log = openEmbeddedEventLog({ file: ':memory:', logger: silentLogger })
  await log.ensureTopics([{ name: 'old.v1', partitions: 1, retentionDays: 2 }])
  await log.publish('old.v1', [{ key: 'k', value: 'x' }])
  const day = 86_400_000
  expect(await log.expire(Date.now() + day)).toBe(0)
  expect(await log.expire(Date.now() + 3 * day)).toBe(1)
  expect(await log.read('old.v1', { limit: 10 })).toEqual([])
  await log.close()
})

it('keeps past its retention what a group has not handled yet, and drops the rest in turns that leave room for others', async () => {
  const log = openEmbeddedEventLog({ file: ':memory:', logger: silentLogger })
  await log.ensureTopics([{ name: 'old.v1', partitions: 1, retentionDays: 2 }])
  const value = (i: number) => ({ key: 'k', value: String(i) })
  await log.publish(
    'old.v1',
    Array.from({ length: 1_200 }, (_, i) => value(i)),
  )
  let handled = 0
  const subscription = await log.subscribe({
    group: 'reader',
    topics: ['old.v1'],
    handle: async (batch) => {
      if (batch.some((message) => message.value === '1199')) throw new Error('not today')
      handled += batch.length
    },
    maxBatch: 300,
  })
  await expect.poll(() => handled).toBe(900)
  await subscription.stop(1_000)
  let turns = 0
  let counting = true
  const others = () => {
    turns += 1
    if (counting) setImmediate(others)
  }
  setImmediate(others)
  expect(await log.expire(Date.now() + 3 * 86_400_000)).toBe(900)
  counting = false
  expect(turns).toBeGreaterThan(0)
  const left = await log.read('old.v1', { limit: 1_000 })
  expect(left.map((message) => message.value)).toEqual(Array.from({ length: 300 }, (_, i) => String(900 + i)))
  await log.close()
})
