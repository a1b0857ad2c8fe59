import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordStoreUnderTest } from './contract-under-test.js'
import { sampleAlert, sampleTicket, sampleTopic } from './contract-samples.js'
import type { RecordStore, StoredRow, TablePage } from './port.js'

const AT = '2026-11-16T00:00:00.000Z'
const SEEN = 1_203

async function fill(store: RecordStore): Promise<void> {
  const feed = (id: string) => ({ kind: 'topic' as const, id, at: AT, body: { id, text: '一\u0000二 “引号” 😀' } })
  await store.transaction(async (records) => {
    await records.facts.put('one', { nested: [1, null, '字'] })
    await records.inbox.take('classifier', ['a', 'b', 'c'], AT)
    await records.inbox.take('indexer', ['a'], AT)
    await records.timers.set([{ id: 't', station: 'alert-router', due: AT, payload: { x: 1 } }])
    await records.calls.add([{ key: 'k', channel: 'hook', group: 'g', body: { text: '您好' }, createdAt: AT }])
    await records.topics.put(sampleTopic('tp'))
    await records.alerts.put(sampleAlert('al', 'tp'))
    await records.tickets.put(sampleTicket('ti', AT))
    await records.idempotency.put('i', { bodyHash: 'h', status: 200, answer: { ok: true }, at: AT })
    await records.feed.append([feed('1'), feed('2'), feed('3')])
    await records.outbox.add([{ id: 'e1', topic: 't', key: 'k', value: 'v1' }])
    await records.outbox.add([{ id: 'e2', topic: 't', key: 'k', value: 'v2' }])
    await records.leases.acquire('station:x', 'me', 1, Number.MAX_SAFE_INTEGER)
    await records.seen.put(
      Array.from({ length: SEEN }, (_, i) => ({
        article: `a${i}`,
        source: 's',
        revision: 1,
        contentHash: 'h',
        seen: AT,
        mark: i % 2 === 0 ? null : 'm',
      })),
    )
  })
  await store.transaction(async (records) => {
    await records.calls.lease('me', 10, Number.MAX_SAFE_INTEGER, 1)
    await records.feed.trim(1)
    await records.outbox.remove(['e2'])
  })
}

async function rowsOf(store: RecordStore): Promise<Map<string, StoredRow[]>> {
  const tables = new Map<string, StoredRow[]>()
  for await (const { table, rows } of store.copy.pages()) tables.set(table, [...(tables.get(table) ?? []), ...rows])
  return tables
}

/** Through JSON, as a file would carry them. */
async function* carried(store: RecordStore): AsyncGenerator<TablePage> {
  for await (const page of store.copy.pages()) yield JSON.parse(JSON.stringify(page)) as TablePage
}

/** Whole tables carried from one storage to another. */
export function copyContract(name: string, make: () => Promise<RecordStoreUnderTest>): void {
  describe(`record store contract, carrying tables: ${name}`, () => {
    const under: RecordStoreUnderTest[] = []
    const stores: RecordStore[] = []
    const fresh = async (): Promise<RecordStore> => {
      const one = await make()
      under.push(one)
      const store = await one.open()
      stores.push(store)
      return store
    }
    let from: RecordStore
    let to: RecordStore
    beforeAll(async () => {
      from = await fresh()
      to = await fresh()
      await fill(from)
    })
    afterAll(async () => {
      for (const store of stores) await store.close()
      for (const one of under) await one.cleanUp()
    })

    it('leaves nothing behind when it is broken off', async () => {
      async function* broken(): AsyncGenerator<TablePage> {
        for await (const page of carried(from)) {
          if (page.table === 'outbox') throw new Error('the file ends here')
          yield page
        }
      }
      await expect(to.copy.write(broken(), {})).rejects.toThrow('the file ends here')
      expect(Object.values(await to.copy.counts()).every((count) => count === 0)).toBe(true)
      async function* unknown(): AsyncGenerator<TablePage> {
        yield { table: 'sqlite_master', rows: [{ name: 'x' }] }
      }
      await expect(to.copy.write(unknown(), {})).rejects.toMatchObject({ code: 'bad_request' })
    })

    it('carries every row as it was, but for who held it', async () => {
      await to.copy.write(carried(from), await from.copy.numbers())
      expect(await to.copy.counts()).toEqual(await from.copy.counts())
      expect((await from.copy.counts())['seen_items']).toBe(SEEN)
      expect(await rowsOf(to)).toEqual(await rowsOf(from))
      expect(await to.records.leases.holders('')).toEqual([])
      expect(await to.records.facts.get('one')).toEqual({ nested: [1, null, '字'] })
      expect((await to.records.alerts.byTopic('tp'))?.alert).toBe('al')
      // Held at the source still, and free here.
      const leased = await to.transaction((records) => records.calls.lease('other', 20, 30, 5))
      expect(leased).toMatchObject([{ key: 'k', attempts: 2, body: { text: '您好' } }])
    })

    it('gives out no number again, not even one whose row is gone', async () => {
      const newest = await from.records.feed.newest()
      await to.transaction(async (records) => {
        await records.feed.append([{ kind: 'topic', id: 'n', at: AT, body: 1 }])
        await records.outbox.add([{ id: 'e3', topic: 't', key: 'k', value: 'v3' }])
        await records.calls.add([{ key: 'k2', channel: 'hook', group: 'g', body: 1, createdAt: AT }])
      })
      expect(await to.records.feed.newest()).toBe(newest + 1)
      const waiting = await to.records.outbox.oldest(10)
      expect(waiting.map(({ id }) => id)).toEqual(['e1', 'e3'])
      expect(waiting[1]?.seq).toBeGreaterThan((await from.copy.numbers())['outbox'] ?? 0)
      const third = await fresh()
      await third.copy.write((async function* () {})(), { feed: 70, outbox: 0, calls: 0 })
      await third.transaction((records) => records.feed.append([{ kind: 'topic', id: 'n', at: AT, body: 1 }]))
      expect(await third.records.feed.newest()).toBe(71)
    })

    it('refuses a store that holds something', async () => {
      const before = await to.copy.counts()
      await expect(to.copy.write(carried(from), {})).rejects.toMatchObject({ code: 'bad_request' })
      expect(await to.copy.counts()).toEqual(before)
    })
  })
}
