import { type Office } from '@guanlan/contracts'
import type { EventLog } from '@guanlan/event-log'
import { silentLogger, systemClock } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { createMetrics, sourceDesk } from '@guanlan/runtime'
import { until } from '@guanlan/testkit'
import { describe, expect, it } from 'vitest'
import { startCrawler } from '../src/index.js'
import { silent, text } from '@guanlan/testkit'
import { onEnd, openStore, settingsFor, sourceOf, startWeb } from './harness.js'

const feed = (title: string) =>
  text(`<rss version="2.0"><channel><item><guid>${title}</guid><title>${title}</title></item></channel></rss>`)

async function startOn(store: RecordStore, host: string, sources: Office['sources']) {
  const office = {
    office: { jurisdiction: '330681' },
    holidays: [],
    fetcher: settingsFor([host]),
    sources,
  } as unknown as Office
  const context = {
    recordStore: store,
    eventLog: {} as EventLog,
    office,
    clock: systemClock,
    logger: silentLogger,
    metrics: createMetrics(),
  }
  const crawler = await startCrawler(context, { salt: 'salt' })
  onEnd(() => crawler.stop(2_000))
  return crawler
}

describe('the crawler', () => {
  it('visits what is due while a dead and a hanging source fail beside it, and lists what is off', async () => {
    const web = await startWeb({ '/good.xml': feed('好'), '/hanging.xml': silent })
    const store = await openStore()
    const of = (id: string, path: string) =>
      sourceOf({ id, name: id, kind: 'feed', url: `${web.origin}${path}`, hostDelay: '0ms' })
    const dead = sourceOf({
      id: 'dead',
      name: 'dead',
      kind: 'feed',
      url: 'http://127.0.0.1:9/rss.xml',
      hostDelay: '0ms',
    })
    const off = { ...of('off', '/off.xml'), enabled: false }
    const crawler = await startOn(store, web.host, [dead, of('hanging', '/hanging.xml'), of('good', '/good.xml'), off])
    const healthOf = async () =>
      Object.fromEntries((await store.records.sources.list()).map(({ state }) => [state.source, state.health]))
    await until(
      'all visited',
      async () => (await healthOf())['hanging'] === 'failing' && (await healthOf())['good'] === 'healthy',
      8_000,
    )
    expect(await healthOf()).toEqual({ dead: 'blocked', hanging: 'failing', good: 'healthy', off: 'off' })
    expect(web.requests).not.toContain('/off.xml')
    expect(await crawler.health()).toBeNull()
  })

  it('stops within its deadline while a source hangs, and the next start takes over its lease at once', async () => {
    const web = await startWeb({ '/a.xml': silent })
    const store = await openStore()
    const sources = [sourceOf({ id: 'a', name: 'a', kind: 'feed', url: `${web.origin}/a.xml`, hostDelay: '0ms' })]
    const crawler = await startOn(store, web.host, sources)
    await until('asked', () => web.requests.length > 0, 5_000)
    const began = performance.now()
    expect(await crawler.stop(2_000)).toBe(true)
    expect(performance.now() - began).toBeLessThan(700)
    expect((await store.records.sources.get('a'))?.state.counts.failures).toBe(0)
    await startOn(store, web.host, sources)
    await until('asked again', () => web.requests.length > 1, 5_000)
  })

  it('does not ask a source again and again because the store cannot keep what it said', async () => {
    const web = await startWeb({ '/a.xml': feed('一') })
    const store = await openStore()
    const refusing: RecordStore = {
      ...store,
      transaction: (work) =>
        store.transaction((records) =>
          work({ ...records, seen: { ...records.seen, put: () => Promise.reject(new Error('no room')) } }),
        ),
    }
    const sources = [sourceOf({ id: 'a', name: 'a', kind: 'feed', url: `${web.origin}/a.xml`, hostDelay: '0ms' })]
    const crawler = await startOn(refusing, web.host, sources)
    await until('the failure shows', () => crawler.health(), 5_000)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(web.requests.filter((path) => path === '/a.xml')).toHaveLength(1)
    expect(await store.records.outbox.count()).toBe(
      (await store.records.outbox.oldest(10)).filter(({ topic }) => topic.startsWith('source')).length,
    )
  })

  it('visits a source once when two crawlers share a store', async () => {
    const web = await startWeb({ '/a.xml': feed('一') })
    const store = await openStore()
    const sources = [
      sourceOf({ id: 'a', name: 'a', kind: 'feed', url: `${web.origin}/a.xml`, hostDelay: '0ms', every: '1h' }),
    ]
    await startOn(store, web.host, sources)
    await startOn(store, web.host, sources)
    await until('visited', async () => (await store.records.sources.get('a'))?.state.health === 'healthy', 5_000)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(web.requests.length).toBeLessThanOrEqual(2)
    expect((await store.records.sources.get('a'))?.state.counts.items).toBe(1)
  })

  it('switches a source on and off when a person asks, keeps it so over a restart, and follows the file again when that is asked', async () => {
    const web = await startWeb({ '/a.xml': feed('甲') })
    const store = await openStore()
    const a = sourceOf({ id: 'a', name: 'a', kind: 'feed', url: `${web.origin}/a.xml`, hostDelay: '0ms' })
    const healthOf = async () => (await store.records.sources.get('a'))?.state.health
    const ask = (on: boolean, at: string) =>
      store.transaction((records) => sourceDesk.ask(records, 'a', { kind: 'switch', by: '甲', at, on, reason: '试用' }))
    const first = await startOn(store, web.host, [a])
    await until('heard', async () => (await healthOf()) === 'healthy')
    await ask(false, '2026-11-16T02:00:00.000Z')
    await until('off', async () => (await healthOf()) === 'off')
    await first.stop(2_000)
    const second = await startOn(store, web.host, [a])
    expect(await healthOf()).toBe('off')
    expect([...(await sourceDesk.switches(store.records)).values()]).toEqual([
      { on: false, by: '甲', at: '2026-11-16T02:00:00.000Z', reason: '试用' },
    ])
    await ask(true, '2026-11-16T03:00:00.000Z')
    await until('heard again', async () => (await healthOf()) === 'healthy')
    expect(await sourceDesk.switches(store.records)).toEqual(new Map())
    expect(await sourceDesk.asks(store.records)).toEqual([])
    await second.stop(2_000)
  })

  it('visits at once, and tries without remembering, when a person asks', async () => {
    const web = await startWeb({ '/a.xml': feed('甲'), '/b.xml': feed('乙') })
    const store = await openStore()
    const of = (id: string, enabled: boolean) => ({
      ...sourceOf({ id, name: id, kind: 'feed', url: `${web.origin}/${id}.xml`, hostDelay: '0ms', every: '1h' }),
      enabled,
    })
    await startOn(store, web.host, [of('a', true), of('b', false)])
    await until('visited', async () => (await sourceDesk.visits(store.records, 'a')).length === 1)
    await store.transaction(async (records) => {
      await sourceDesk.ask(records, 'a', { kind: 'fetch', by: '甲', at: '2026-11-16T02:00:00.000Z', id: '1' })
      await sourceDesk.ask(records, 'b', { kind: 'try', by: '甲', at: '2026-11-16T02:00:00.000Z', id: '2' })
    })
    await until('visited again', async () => (await sourceDesk.visits(store.records, 'a')).length === 2)
    await until('tried', async () => (await sourceDesk.tried(store.records, 'b'))?.done !== undefined)
    expect(await sourceDesk.tried(store.records, 'b')).toMatchObject({
      id: '2',
      by: '甲',
      done: { items: [{ title: '乙' }], more: false },
    })
    expect(await store.records.seen.count('b')).toBe(0)
    expect((await sourceDesk.visits(store.records, 'a')).map(({ outcome, items }) => [outcome, items])).toEqual([
      ['unchanged', 0],
      ['ok', 1],
    ])
  })
})
