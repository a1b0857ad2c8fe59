import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@guanlan/kernel'
import { expect, it } from 'vitest'
import { sampleTopic } from '../src/contract-samples.js'
import { openEmbeddedRecordStore, type RecordStore } from '../src/index.js'
import { openPostgresRecordStore } from '../src/postgres/index.js'
import { createDatabase } from './postgres-database.js'

const AT = '2026-11-16T00:00:00.000Z'

/** What a station's batch writes: many inputs marked, many documents moved on, many events out, one line of the feed. */
const batch = (store: RecordStore, round: number, size: number) =>
  store.transaction(
    async (records) => {
      const ids = Array.from({ length: size }, (_, i) => `topic-${i}`)
      await records.inbox.take(
        'pace',
        ids.map((id) => `${id}-${round}`),
        AT,
      )
      await records.topics.putMany(ids.map((id) => ({ ...sampleTopic(id), version: round })))
      await records.outbox.add(
        ids.map((id) => ({ id: `${id}-${round}`, topic: 't', key: id, value: 'v'.repeat(1_000) })),
      )
      await records.feed.append([{ kind: 'alert', id: `${round}`, at: AT, body: {} }])
    },
    { isolation: 'read-committed' },
  )

async function paceOf(name: string, store: RecordStore): Promise<string> {
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now()
    await work()
    return performance.now() - began
  }
  const small = (i: number) => store.transaction((records) => records.facts.put(`pace:${i}`, i))
  const inARow = await timed(async () => {
    for (let i = 0; i < 100; i += 1) await small(i)
  })
  const atOnce = await timed(() => Promise.all(Array.from({ length: 200 }, (_, i) => small(1_000 + i))))
  const batches = await timed(async () => {
    for (let round = 1; round <= 5; round += 1) await batch(store, round, 200)
  })
  const perSecond = (many: number, ms: number): string => `${Math.round((many / ms) * 1_000)}/s`
  return `${name}: small transactions ${perSecond(100, inARow)} in a row, ${perSecond(200, atOnce)} at once; batches of 200 ${perSecond(1_000, batches)} inputs`
}

it('keeps pace: prints what the stores do in a second on this machine, and loses none of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-pace-'))
  const database = await createDatabase()
  const stores = {
    'embedded (SQLite)': await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger }),
    PostgreSQL: await openPostgresRecordStore({ url: database.url, logger: silentLogger }),
  }
  for (const [name, store] of Object.entries(stores)) {
    process.stdout.write(`${await paceOf(name, store)}\n`)
    expect((await store.records.facts.list('pace:')).size).toBe(300)
    expect(await store.records.outbox.count()).toBe(1_000)
    await store.close()
  }
  await database.drop()
  await rm(folder, { recursive: true, force: true })
}, 60_000)
