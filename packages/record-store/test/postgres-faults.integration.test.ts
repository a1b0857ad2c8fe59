import { silentLogger } from '@guanlan/kernel'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RecordStore } from '../src/index.js'
import { openPostgresRecordStore, type PostgresRecordStoreOptions } from '../src/postgres/index.js'
import { createDatabase, type TestDatabase } from './postgres-database.js'

const AT = '2026-11-16T00:00:00.000Z'
let database: TestDatabase
const stores: RecordStore[] = []
const open = async (options: Partial<PostgresRecordStoreOptions> = {}) => {
  const store = await openPostgresRecordStore({ url: database.url, logger: silentLogger, ...options })
  stores.push(store)
  return store
}
beforeAll(async () => {
  database = await createDatabase()
})
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})
afterAll(() => database.drop())

/** The server itself raises `sqlstate` at every write of a fact. */
const raising = async (sqlstate: string): Promise<() => Promise<unknown>> => {
  await database.query(
    `CREATE OR REPLACE FUNCTION raise_it() RETURNS trigger LANGUAGE plpgsql
     AS $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '${sqlstate}'; END $$`,
  )
  await database.query('CREATE TRIGGER raise_it BEFORE INSERT ON facts FOR EACH ROW EXECUTE FUNCTION raise_it()')
  return () => database.query('DROP TRIGGER raise_it ON facts')
}

describe('PostgreSQL that goes away or refuses', () => {
  it('loses its connections in the middle of a transaction: nothing of it stays, and the next one works', async () => {
    const store = await open()
    const cut = store.transaction(async (records) => {
      await records.facts.put('cut', 1)
      await database.cutOff()
      await records.facts.put('cut', 2)
    })
    await expect(cut).rejects.toMatchObject({ code: 'store_unavailable' })
    await store.transaction((records) => records.facts.put('next', 1))
    expect([await store.records.facts.get('cut'), await store.records.facts.get('next')]).toEqual([null, 1])
  })

  it('loses them between statements and while nothing runs: no error escapes, and all goes on', async () => {
    const store = await open()
    const cut = store.transaction(async (records) => {
      await records.facts.put('between', 1)
      await database.cutOff()
      await new Promise((resolve) => setTimeout(resolve, 50))
    })
    await expect(cut).rejects.toMatchObject({ code: 'store_unavailable' })
    await Promise.all(Array.from({ length: 4 }, () => store.records.facts.get('between')))
    await database.cutOff()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await store.records.facts.get('between')).toBeNull()
    await store.transaction((records) => records.facts.put('between', 2))
    expect(await store.health()).toBeNull()
  })

  it('commits each transaction wholly or not at all while connections are cut again and again', async () => {
    const store = await open({ poolSize: 6 })
    const add = (i: number) =>
      store.transaction(async (records) => {
        await records.facts.put(`whole:${i}:a`, i)
        await records.facts.put(`whole:${i}:b`, i)
      })
    let cutting = true
    const knife = (async () => {
      while (cutting) {
        await database.cutOff()
        await new Promise((resolve) => setTimeout(resolve, 15))
      }
    })()
    const outcomes: PromiseSettledResult<void>[] = []
    for (let i = 0; i < 120; i += 6)
      outcomes.push(...(await Promise.allSettled(Array.from({ length: 6 }, (_, j) => add(i + j)))))
    cutting = false
    await knife
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(failures.length).toBeGreaterThan(0)
    for (const failure of failures) expect(failure).toMatchObject({ code: 'store_unavailable' })
    const found = [...(await store.records.facts.list<number>('whole:')).values()]
    for (const [i, { status }] of outcomes.entries()) {
      const rows = found.filter((value) => value === i).length
      expect([0, 2]).toContain(rows)
      if (status === 'fulfilled') expect(rows).toBe(2)
    }
  })

  it('hears hints again after the listening connection was lost', async () => {
    const [one, two] = [await open(), await open()]
    await database.cutOff()
    // Connecting again is a hint by itself, since one may have been missed meanwhile.
    await new Promise<void>((resolve) => two.onCommit(resolve))
    let heard = 0
    two.onCommit(() => (heard += 1))
    // The other one connects again in its own time; what it tells before that is lost, as a hint may be.
    for (let i = 0; heard === 0 && i < 100; i += 1) {
      await one.transaction((records) => records.feed.append([{ kind: 'alert', id: 'x', at: AT, body: i }]))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(heard).toBeGreaterThan(0)
  })

  it('says that the disk is full until a write goes through again', async () => {
    const store = await open()
    const freed = await raising('53100')
    await expect(store.transaction((records) => records.facts.put('full', 1))).rejects.toMatchObject({
      code: 'store_full',
    })
    expect(await store.health()).toMatchObject({ code: 'store_full' })
    await freed()
    await store.transaction((records) => records.facts.put('full', 1))
    expect(await store.health()).toBeNull()
  })

  it('gives up with store_conflict when transactions collide without end, and reports a fault of ours as one', async () => {
    const store = await open()
    let runs = 0
    const put = () =>
      store.transaction((records) => {
        runs += 1
        return records.facts.put('collide', 1)
      })
    const calm = await raising('40001')
    await expect(put()).rejects.toMatchObject({ code: 'store_conflict' })
    expect(runs).toBeGreaterThan(5)
    await calm()
    const right = await raising('22012')
    await expect(put()).rejects.toMatchObject({ code: 'internal' })
    await right()
    await put()
  })

  it('does not take a transaction for done in which a statement failed and the work went on', async () => {
    const store = await open()
    const right = await raising('22012')
    const swallowed = store.transaction(async (records) => {
      await records.idempotency.put('swallowed', { bodyHash: 'h', status: 200, answer: 1, at: AT })
      await records.facts.put('swallowed', 1).catch(() => undefined)
      return 'well'
    })
    await expect(swallowed).rejects.toMatchObject({ code: 'internal' })
    expect(await store.records.idempotency.get('swallowed')).toBeNull()
    await right()
  })

  it('ends a statement that takes too long as an outage, and goes on', async () => {
    const store = await open({ statementTimeoutMs: 150 })
    await store.transaction((records) => records.facts.put('slow', 1))
    const other = await open()
    await other.transaction(async (records) => {
      await records.facts.put('slow', 2)
      await expect(store.transaction((mine) => mine.facts.put('slow', 3))).rejects.toMatchObject({
        code: 'store_unavailable',
      })
    })
    await store.transaction((records) => records.facts.put('slow', 4))
    expect(await other.records.facts.get('slow')).toBe(4)
  })

  it('closes although a transaction hangs, and answers store_unavailable afterwards', async () => {
    const store = await open()
    const hanging = store.transaction(async (records) => {
      await records.facts.put('hanging', 1)
      await new Promise(() => {})
    })
    hanging.catch(() => undefined)
    // More than there are connections: some of them still wait for one.
    const waiting = Array.from({ length: 8 }, () => store.transaction(() => new Promise(() => {})))
    for (const one of waiting) one.catch(() => undefined)
    const began = performance.now()
    await stores.splice(stores.indexOf(store), 1)[0]?.close()
    expect(performance.now() - began).toBeLessThan(8_000)
    await expect(store.transaction((records) => records.facts.put('late', 1))).rejects.toMatchObject({
      code: 'store_unavailable',
    })
    await expect(waiting.at(-1)).rejects.toMatchObject({ code: 'store_unavailable' })
    const after = await open()
    expect((await after.records.facts.getMany(['hanging', 'late'])).size).toBe(0)
  })

  it('is not well while the server is away', async () => {
    const own = await createDatabase()
    const store = await openPostgresRecordStore({ url: own.url, logger: silentLogger })
    await own.drop()
    expect(await store.health()).toMatchObject({ code: 'store_unavailable' })
    await store.close()
  })
})
