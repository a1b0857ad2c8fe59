import type { ChannelConfig, Office, SourceState } from '@guanlan/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMetrics, measureStores, metricTable, type Metrics } from '../../src/index.js'
import { collected, openRiver, publish } from '../river.js'

type River = Awaited<ReturnType<typeof openRiver>>

/** Value of one sample, or null when there is none. */
async function sample(metrics: Metrics, name: string, labels: Record<string, string> = {}): Promise<number | null> {
  const found = (await metrics.registry.getSingleMetric(name)?.get())?.values.find((value) =>
    Object.entries(labels).every(([label, text]) => (value.labels as Record<string, unknown>)[label] === text),
  )
  return found?.value ?? null
}

describe('the table of metrics', () => {
  it('gives every process each of its metrics with its labels, beside those of the process itself', async () => {
    const text = await createMetrics().registry.metrics()
    for (const { name, type } of Object.values(metricTable)) expect(text).toContain(`# TYPE ${name} ${type}`)
    expect(text).toContain('# TYPE process_resident_memory_bytes gauge')
  })

  it('keeps Prometheus’ rules for names: counters end in _total, durations and sizes name their unit', () => {
    for (const { name, type } of Object.values(metricTable)) {
      expect(name).toMatch(/^guanlan_[a-z_]+$/)
      expect(name.endsWith('_total')).toBe(type === 'counter')
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
    }
  })

  it('has no label that grows with what is collected', () => {
    const bounded = ['station', 'outcome', 'code', 'kind', 'tier', 'news', 'level', 'channel', 'method', 'route']
    const more = ['status', 'operation', 'group', 'topic', 'store', 'health', 'part']
    const labels = Object.values(metricTable).flatMap((spec) => [...spec.labels])
    expect([...new Set(labels)].sort()).toEqual([...bounded, ...more].sort())
  })

  it('says nothing of a gauge that nobody measured', async () => {
    expect(await sample(createMetrics(), 'guanlan_disk_free_bytes')).toBeNull()
  })
})

describe('measuring the stores', () => {
  let river: River
  beforeEach(async () => {
    river = await openRiver()
  })
  afterEach(() => river.close())

  const office = {
    channels: [{ id: 'hook' } as ChannelConfig],
    sources: [
      { id: 'paper', enabled: true },
      { id: 'forum', enabled: true },
      { id: 'old', enabled: false },
    ],
    // The rest of an office is not measured.
  } as unknown as Office

  it('tells lag, outbox, feed, calls, sources, timers and disk as they are', async () => {
    const { eventLog, recordStore, metrics, clock } = river
    const subscription = await eventLog.subscribe({
      group: 'classifier',
      topics: ['article.collected.v1'],
      handle: () => Promise.reject(new Error('not now')),
    })
    await publish(eventLog, 'article.collected', [collected('a1'), collected('a2')])
    await recordStore.transaction(async (records) => {
      await records.outbox.add([{ id: 'e1', topic: 'article.collected.v1', key: 'a', value: '{}' }])
      await records.feed.append([{ kind: 'alert', id: 'x', at: '2026-11-16T00:00:00.000Z', body: {} }])
      await records.calls.add([
        { key: 'c1', channel: 'hook', group: 'x', body: {}, createdAt: '2026-11-16T00:00:00.000Z' },
      ])
      await records.timers.set([
        { id: 't', station: 'alert-router', due: '2026-11-15T23:59:00.000Z', payload: null },
        { id: 't', station: 'topic-detector', due: '2026-11-17T00:00:00.000Z', payload: null },
      ])
      await records.sources.put({
        state: { source: 'paper', health: 'failing', version: 1 } as SourceState,
        due: '2026-11-16T00:00:00.000Z',
        etag: null,
        lastModified: null,
        failuresInARow: 1,
        memory: null,
      })
    })
    // A scenario clock 60 times as fast: a minute of it is a second.
    const fast = { now: clock.now, speed: 60 }
    await measureStores({ ...river, clock: fast, office, folder: '/' })
    await subscription.stop(1_000)
    const lag = (await metrics.lag.get()).values.filter(({ labels }) => labels.group === 'classifier')
    expect(lag.reduce((sum, { value }) => sum + value, 0)).toBe(2)
    expect(await sample(metrics, 'guanlan_outbox_waiting')).toBe(1)
    expect(await sample(metrics, 'guanlan_feed_length')).toBe(1)
    expect(await sample(metrics, 'guanlan_calls_waiting', { channel: 'hook' })).toBe(1)
    expect(await sample(metrics, 'guanlan_timer_overdue_seconds', { station: 'alert-router' })).toBe(1)
    expect(await sample(metrics, 'guanlan_timer_overdue_seconds', { station: 'topic-detector' })).toBe(0)
    expect(await sample(metrics, 'guanlan_sources', { health: 'failing' })).toBe(1)
    expect(await sample(metrics, 'guanlan_sources', { health: 'unknown' })).toBe(1)
    expect(await sample(metrics, 'guanlan_sources', { health: 'off' })).toBe(1)
    expect(await sample(metrics, 'guanlan_tickets_overdue')).toBe(0)
    expect(await sample(metrics, 'guanlan_dead_letters_waiting')).toBe(0)
    expect(await sample(metrics, 'guanlan_store_up', { store: 'record-store' })).toBe(1)
    expect(await sample(metrics, 'guanlan_disk_free_bytes')).toBeGreaterThan(0)
  })

  it('leaves out what cannot be read, counts it, and tells the rest', async () => {
    const { metrics, recordStore } = river
    const measured = { ...river, office, searchStore: { health: () => Promise.resolve(new Error('away')) } }
    const broken = {
      ...recordStore,
      records: { ...recordStore.records, outbox: { ...recordStore.records.outbox, count: () => Promise.reject() } },
    }
    metrics.outboxWaiting.set(7)
    await measureStores({ ...measured, recordStore: broken })
    expect(await sample(metrics, 'guanlan_outbox_waiting')).toBeNull()
    expect(await sample(metrics, 'guanlan_measure_failures_total', { part: 'outbox' })).toBe(1)
    expect(await sample(metrics, 'guanlan_store_up', { store: 'search-store' })).toBe(0)
    expect(await sample(metrics, 'guanlan_alerts_open')).toBe(0)
  })

  it('measures once for scrapes that come together', async () => {
    let asked = 0
    const count = () => Promise.resolve((asked += 1))
    const counting = {
      ...river.recordStore,
      records: {
        ...river.recordStore.records,
        outbox: { ...river.recordStore.records.outbox, count },
      },
    }
    const measured = { ...river, office, recordStore: counting }
    await Promise.all([measureStores(measured), measureStores(measured), measureStores(measured)])
    expect(asked).toBe(1)
  })
})
