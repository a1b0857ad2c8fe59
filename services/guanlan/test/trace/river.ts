import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allTopics, type ChannelConfig } from '@guanlan/contracts'
import { openEmbeddedEventLog } from '@guanlan/event-log'
import { systemClock, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { createLogger, createMetrics, loadOffice, startOutboxRelay, type RunningService } from '@guanlan/runtime'
import { openEmbeddedSearchStore } from '@guanlan/search-store'
import { startAlertRouter } from '@guanlan/service-alert-router'
import { buildApi } from '@guanlan/service-api'
import { startClassifier } from '@guanlan/service-classifier'
import { startIndexer } from '@guanlan/service-indexer'
import { startTopicDetector } from '@guanlan/service-topic-detector'

const shipped = fileURLToPath(new URL('../../../../config/office', import.meta.url))
const pushed = { id: 'hotline', name: '12345 热线', kind: 'push', tier: 'hotline', place: '330681' } as const

/** Every station on the shipped office and embedded stores, fed by pushing; `lines` are its log, from debug on. */
export async function openWholeRiver(channel: ChannelConfig) {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-walk-'))
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  const logger = createLogger({ level: 'debug', name: 'test', destination: { write } })
  const eventLog = openEmbeddedEventLog({ file: join(folder, 'log.db'), logger })
  await eventLog.ensureTopics(allTopics())
  const recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger })
  const searchStore = await openEmbeddedSearchStore({ file: join(folder, 'search.db'), worker: false })
  const loaded = unwrap(loadOffice({ shipped, sample: { sources: [pushed], allowPrivate: [] } })).office
  const office = { ...loaded, channels: [channel] }
  const context = { eventLog, recordStore, office, clock: systemClock, logger, metrics: createMetrics() }
  const running: RunningService[] = [
    await startIndexer(searchStore, context),
    await startAlertRouter(context, { secretOf: () => undefined }),
    await startTopicDetector(context),
    await startClassifier(context),
  ]
  const relay = startOutboxRelay(recordStore, eventLog, logger)
  const app = await buildApi({
    ...context,
    searchStore,
    salt: 'salt',
    consoleFiles: folder,
    version: '0.0.0-test',
    clockInfo: { sample: false, speed: 1 },
    health: async () => [],
  })
  return {
    ...context,
    searchStore,
    lines,
    /** Pushes items; their article ids. */
    async push(items: readonly object[]): Promise<string[]> {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/v1/items',
        headers: { host: 'localhost:8600', 'content-type': 'application/json' },
        payload: JSON.stringify({ items }),
      })
      return (answer.json() as { items: { article: string }[] }).items.map(({ article }) => article)
    },
    metricsText: async () => (await app.inject({ url: '/metrics', headers: { host: 'localhost:8600' } })).body,
    async close() {
      await app.close()
      for (const service of running.reverse()) await service.stop(3_000)
      await relay.stop()
      await searchStore.close()
      await eventLog.close()
      await recordStore.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A webhook that takes everything. */
export async function openHook(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(204).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Looks until it holds; throws after `ms` with what was waited for. */
export async function until(what: string, holds: () => Promise<boolean>, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
}
