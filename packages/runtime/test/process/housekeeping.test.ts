import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allTopics, topicOf } from '@guanlan/contracts'
import { openEmbeddedEventLog, type EventLog } from '@guanlan/event-log'
import { DAY, silentLogger, toInstant } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import type { SearchStore } from '@guanlan/search-store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { retentions, tidy } from '../../src/process/housekeeping.js'

let folder = ''
let eventLog: EventLog
let recordStore: RecordStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-tidy-'))
  eventLog = openEmbeddedEventLog({ file: join(folder, 'log.db'), logger: silentLogger })
  await eventLog.ensureTopics(allTopics())
  recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
})
afterEach(async () => {
  await eventLog.close()
  await recordStore.close()
  await rm(folder, { recursive: true, force: true })
})

const wallNow = Date.parse('2026-11-22T00:00:00.000Z')
const domainNow = Date.parse('2030-01-01T00:00:00.000Z')
const tidied = () =>
  tidy({
    stores: { eventLog, recordStore },
    wall: { now: () => wallNow },
    clock: { now: () => domainNow },
    logger: silentLogger,
  })
const inputs = (count: number) => Array.from({ length: count }, (_, i) => `input-${i}`)

describe('housekeeping', () => {
  it('drops done inputs by the wall clock and seen items by the domain clock, also when they are many', async () => {
    const item = { source: 's', revision: 1, contentHash: 'h', mark: null }
    await recordStore.transaction(async (records) => {
      await records.inbox.take('alert-router', inputs(1_234), toInstant(wallNow - 96 * DAY))
      await records.inbox.take('alert-router', ['young'], toInstant(wallNow - 94 * DAY))
      await records.seen.put([
        { ...item, article: 'old', seen: toInstant(domainNow - 401 * DAY) },
        { ...item, article: 'young', seen: toInstant(wallNow) },
      ])
    })
    // By the scenario's clock of 2030, what was seen in 2026 is old, too.
    expect(await tidied()).toMatchObject({ inbox: 1_234, seen: 2, idempotency: 0, calls: 0, replays: 0 })
    expect(await tidied()).toMatchObject({ inbox: 0, seen: 0 })
  })

  it('keeps done inputs while something may still come twice', async () => {
    const old = toInstant(wallNow - 96 * DAY)
    await recordStore.transaction((records) => records.inbox.take('alert-router', inputs(3), old))
    const subscription = await eventLog.subscribe({
      group: 'alert-router',
      topics: [topicOf('topic.changed')],
      handle: () => Promise.reject(new Error('not yet')),
    })
    await eventLog.publish(topicOf('topic.changed'), [{ key: 'k', value: 'x' }])
    await expect.poll(async () => (await eventLog.lag('alert-router')).some(({ lag }) => lag > 0)).toBe(true)
    await subscription.stop(1_000)
    const dropped = await tidied()
    expect(dropped).not.toHaveProperty('inbox')
    expect(await recordStore.transaction((records) => records.inbox.take('alert-router', inputs(3), old))).toEqual([])
  })

  it('keeps done inputs longer than any message or dead letter is', () => {
    const longest = Math.max(...allTopics().map(({ retentionDays }) => retentionDays))
    expect(retentions.find(({ what }) => what === 'inbox')?.days).toBeGreaterThan(longest)
  })
})

describe('articles that can be searched', () => {
  it('are forgotten after so many months where the office says so, and else kept', async () => {
    const asked: string[] = []
    const searchStore = { expire: async (before: string) => asked.push(before) } as unknown as SearchStore
    const parts = {
      stores: { eventLog, recordStore, searchStore },
      clock: { now: () => domainNow },
      wall: { now: () => wallNow },
      logger: silentLogger,
    }
    await tidy(parts)
    expect(asked).toEqual([])
    expect((await tidy({ ...parts, searchableMonths: 14 }))['searchable']).toBe(1)
    expect(asked).toEqual(['2028-11-01T00:00:00.000Z'])
  })
})

describe('sealed originals', () => {
  it('go after as many days as the office says, and after thirty where the vault was switched off', async () => {
    const rows = [10, 40].map((days) => ({
      article: `vault-${days}`,
      contentHash: 'h',
      at: toInstant(domainNow - days * DAY),
      sealed: 'x',
    }))
    const left = async (vaultDays?: number) => {
      await recordStore.transaction((records) => records.vault.put(rows))
      const dropped = await tidy({
        stores: { eventLog, recordStore },
        clock: { now: () => domainNow },
        wall: { now: () => wallNow },
        logger: silentLogger,
        vaultDays,
      })
      return [dropped['vault'], await recordStore.records.vault.count()]
    }
    expect([await left(60), await left(), await left(7)]).toEqual([
      [0, 2],
      [1, 1],
      [2, 0],
    ])
  })
})
