import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allTopics, encode, topicOf } from '@guanlan/contracts'
import { openEmbeddedEventLog } from '@guanlan/event-log'
import { silentLogger, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { createMetrics, loadOffice, type ServiceContext } from '@guanlan/runtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTopicDetector } from '../src/index.js'
import { at, sighted } from './support.js'

const shipped = fileURLToPath(new URL('../../../config/office/', import.meta.url))

let context: ServiceContext
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-detector-'))
  const eventLog = openEmbeddedEventLog({ file: join(folder, 'log.db'), logger: silentLogger })
  await eventLog.ensureTopics(allTopics())
  context = {
    eventLog,
    recordStore: await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger }),
    office: unwrap(loadOffice({ shipped })).office,
    clock: { now: () => Date.parse(at(0)) },
    logger: silentLogger,
    metrics: createMetrics(),
  }
})
afterEach(async () => {
  await context.eventLog.close()
  await context.recordStore.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the topic detector as a service', () => {
  it('goes on after a restart where it stopped, on the shipped configuration', async () => {
    const titles = ['城北物流园项目欠我们木工七个月工钱', '城北物流园木工讨薪无门', '反映城北物流园拖欠农民工工资']
    for (const [n, title] of titles.entries()) {
      const service = await startTopicDetector(context)
      const event = sighted(`w${n}`, title, { minute: n })
      // Twice: the log delivers at least once.
      for (let time = 0; time < 2; time += 1) {
        await context.eventLog.publish(topicOf('matter.sighted'), [{ key: event.key, value: encode(event) }])
      }
      await expect.poll(() => context.recordStore.records.outbox.count(), { timeout: 5_000 }).toBe(n + 1)
      expect(await service.stop(5_000)).toBe(true)
      expect(await service.health()).toBeNull()
    }
    const topics = await context.recordStore.records.topics.list({ limit: 10, order: 'newest' })
    expect(topics.items).toMatchObject([{ version: 3, items: 3, copies: 0, voices: 3 }])
  })
})
