import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  allTopics,
  encode,
  makeEvent,
  topicOf,
  type Article,
  type DomainEvent,
  type EventName,
  type Office,
} from '@guanlan/contracts'
import { openEmbeddedEventLog, type EventLog } from '@guanlan/event-log'
import { silentLogger } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import { createMetrics, type ServiceContext } from '../src/index.js'

/** Embedded stores on a fresh folder, a clock that stands still until it is set, and everything's end. */
export async function openRiver(): Promise<
  ServiceContext & {
    eventLog: EventLog
    recordStore: RecordStore
    clock: { now(): number; set(ms: number): void }
    close(): Promise<void>
  }
> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-river-'))
  const eventLog = openEmbeddedEventLog({ file: join(folder, 'log.db'), logger: silentLogger })
  await eventLog.ensureTopics(allTopics())
  const recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
  let now = Date.parse('2026-11-16T00:00:00.000Z')
  return {
    eventLog,
    recordStore,
    // These tests run stations that ask nothing of the office.
    office: {} as Office,
    clock: {
      now: () => now,
      set(ms) {
        now = ms
      },
    },
    logger: silentLogger,
    metrics: createMetrics(),
    async close() {
      await eventLog.close()
      await recordStore.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const AT = '2026-11-16T00:00:00.000Z'

export const articleOf = (id: string, title = '标题'): Article => ({
  article: id,
  revision: 1,
  jurisdiction: '330681',
  source: { id: 's', name: '来源', tier: 'forum', official: false },
  url: 'http://example.test/1',
  title,
  body: '',
  seen: AT,
  contentHash: 'h',
})

/** An article.collected as the crawler would write it. */
export const collected = (id: string, title?: string): DomainEvent =>
  makeEvent({
    type: 'article.collected',
    station: 'crawler',
    key: id,
    at: AT,
    cause: null,
    ordinal: 'h',
    trace: id,
    live: true,
    body: articleOf(id, title),
  })

export const publish = (log: EventLog, name: EventName, events: readonly DomainEvent[]): Promise<void> =>
  log.publish(
    topicOf(name),
    events.map((event) => ({ key: event.key, value: encode(event) })),
  )

export async function until<T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  ms = 10_000,
): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const value = await look()
    if (value) return value
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
