import type { AppError } from '@guanlan/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleTopic } from './contract-samples.js'
import type { ContractContext } from './contract-writing.js'
import type { RecordStore } from './port.js'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Two processes on the same storage: what a store promises that several may share. */
export function sharingContract(context: ContractContext, openSecond: () => Promise<RecordStore>): void {
  const { fresh, at } = context
  describe('shared by two', () => {
    let other: RecordStore
    beforeAll(async () => {
      other = await openSecond()
    })
    afterAll(() => other.close())
    const isolations = ['serializable', 'read-committed'] as const
    const both = (): [RecordStore, RecordStore] => [context.store(), other]
    const turns = <T>(many: number, work: (store: RecordStore, i: number) => Promise<T>): Promise<T[]> =>
      Promise.all(Array.from({ length: many }, (_, i) => work(both()[i % 2 === 0 ? 0 : 1], i)))

    it('counts as if all transactions of both ran one after the other', async () => {
      const name = fresh('counter')
      await turns(20, (store) =>
        store.transaction(async (records) => {
          const value = (await records.facts.get<number>(name)) ?? 0
          await pause(1)
          await records.facts.put(name, value + 1)
        }),
      )
      expect(await other.records.facts.get(name)).toBe(20)
    })

    it('does not let two break together a rule that spans rows, which each of them alone would keep', async () => {
      const names = [fresh('duty'), fresh('duty')]
      await context.store().transaction(async (records) => {
        for (const name of names) await records.facts.put(name, 'on')
      })
      // At least one stays on duty: each looks at both rows and changes one of them.
      await turns(2, (store, i) =>
        store.transaction(async (records) => {
          const found = await records.facts.getMany<string>(names)
          await pause(20)
          if ([...found.values()].every((value) => value === 'on')) await records.facts.put(names[i] ?? '', 'off')
        }),
      )
      expect([...(await other.records.facts.getMany(names)).values()].sort()).toEqual(['off', 'on'])
    })

    it.each(isolations)('gives a named lease to one of many that ask at once (%s)', async (isolation) => {
      const lease = fresh('lease')
      const ask = (now: number) =>
        turns(8, (store, i) =>
          store.transaction((records) => records.leases.acquire(lease, `holder-${now}-${i}`, now, now + 100), {
            isolation,
          }),
        )
      expect((await ask(1_000)).filter(Boolean)).toHaveLength(1)
      expect((await ask(1_200)).filter(Boolean)).toHaveLength(1)
    })

    it.each(isolations)('takes an input into the inbox once, whoever asks (%s)', async (isolation) => {
      const station = fresh('station')
      const ids = Array.from({ length: 50 }, () => fresh('input'))
      const taken = await turns(10, (store, i) =>
        store.transaction((records) => records.inbox.take(station, ids.slice(i, i + 40), at), { isolation }),
      )
      expect(taken.flat().sort()).toEqual(ids.slice(0, 49).sort())
    })

    it('lets one crawler ask for a source when many claim at once', async () => {
      const ids = Array.from({ length: 30 }, () => fresh('source'))
      const claimed = await turns(6, (store, i) =>
        store.transaction((records) => records.sources.claim(`crawler-${i}`, ids, at, 1_000, 2_000, 7)),
      )
      expect(new Set(claimed.flat()).size).toBe(claimed.flat().length)
      expect(claimed.flat().sort()).toEqual([...ids].sort())
    })

    it('leases an outgoing call once when many ask at once', async () => {
      const groups = Array.from({ length: 20 }, () => fresh('group'))
      const calls = groups.flatMap((group) =>
        [1, 2].map((n) => ({ key: `${group}-${n}`, channel: 'hook', group, body: n, createdAt: at })),
      )
      await other.transaction((records) => records.calls.add(calls))
      const leased = await turns(6, (store, i) =>
        store.transaction((records) => records.calls.lease(`relay-${i}`, 1_000, 2_000, 10)),
      )
      expect(
        leased
          .flat()
          .map(({ key }) => key)
          .sort(),
      ).toEqual(groups.map((group) => `${group}-1`).sort())
      await other.transaction(async (records) => {
        for (const { key } of calls) await records.calls.settle(key, { state: 'sent' })
      })
    })

    it('shows one the feed that both append to, in order, nothing missing and nothing late', async () => {
      const kind = fresh('feed')
      const start = await other.records.feed.newest()
      const seen: string[] = []
      let [last, appending] = [start, true]
      const reading = (async () => {
        for (;;) {
          const stillAppending = appending
          const entries = await other.records.feed.after(last, 7)
          for (const { id, seq } of entries) {
            expect(seq).toBeGreaterThan(last)
            last = seq
            if (id.startsWith(kind)) seen.push(id)
          }
          if (!stillAppending && entries.length === 0) return
        }
      })()
      await turns(40, (store, i) =>
        store.transaction(async (records) => {
          const ids = [`${kind}-${i}-a`, `${kind}-${i}-b`]
          await records.feed.append(ids.map((id) => ({ kind: 'alert' as const, id, at, body: i })))
          await pause(i % 5)
        }),
      )
      appending = false
      await reading
      expect(seen).toHaveLength(80)
      expect(new Set(seen).size).toBe(80)
      for (let i = 0; i < seen.length; i += 2) expect(seen[i + 1]).toBe(seen[i]?.replace(/a$/, 'b'))
    })

    it.each(isolations)(
      'lets one of two writers of a version win, and tells the other what stands (%s)',
      async (isolation) => {
        const topic = sampleTopic(fresh('topic'))
        await other.transaction((records) => records.topics.put(topic))
        const outcomes = await Promise.allSettled(
          both().map((store, i) =>
            store.transaction(
              async (records) => {
                // Both have seen version 1 before either writes.
                await records.topics.get(topic.topic)
                await pause(20)
                if (i === 0) await records.topics.put({ ...topic, version: 2, title: '甲' })
                else await records.topics.putMany([{ ...topic, version: 2, title: '乙' }])
                await pause(20)
              },
              { isolation },
            ),
          ),
        )
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        const refused = outcomes.find((outcome) => outcome.status === 'rejected')?.reason as AppError
        expect(refused.code).toBe('version_conflict')
        expect(refused.details['current']).toMatchObject({ topic: topic.topic, version: 2 })
      },
    )

    it('hints to the other, too', async () => {
      const heard = new Promise<void>((resolve) => {
        const off = other.onCommit(() => {
          off()
          resolve()
        })
      })
      await context
        .store()
        .transaction((records) => records.feed.append([{ kind: 'alert', id: fresh('hint'), at, body: 1 }]))
      await heard
    })

    it.each(isolations)(
      'moves one’s own lease on while a transaction relies on it, and tells a late one that it is no holder (%s)',
      async (isolation) => {
        const [lease, done] = [fresh('fence'), fresh('done')]
        const acquire = (store: RecordStore, holder: string, now: number) =>
          store.transaction((records) => records.leases.acquire(lease, holder, now, now + 100), { isolation })
        await acquire(other, 'a', 1_000)
        const worked = await other.transaction(
          async (records) => {
            const holds = await records.leases.holds(lease, 'a', 1_050)
            expect(await acquire(context.store(), 'a', 1_060)).toBe(true)
            return holds
          },
          { isolation },
        )
        expect(worked).toBe(true)
        let runs = 0
        const late = await other.transaction(
          async (records) => {
            runs += 1
            await records.facts.get(done)
            // Taken over after this transaction's view of the world was fixed.
            if (runs === 1) expect(await acquire(context.store(), 'b', 1_300)).toBe(true)
            if (!(await records.leases.holds(lease, 'a', 1_100))) return 'no holder'
            await records.facts.put(done, 1)
            return 'done'
          },
          { isolation },
        )
        expect(late).toBe('no holder')
        expect(await other.records.facts.get(done)).toBeNull()
      },
    )

    it.each(isolations)(
      'lets nobody take over before a transaction has ended that saw itself as the holder (%s)',
      async (isolation) => {
        const [lease, done] = [fresh('fence'), fresh('done')]
        const acquire = (holder: string, now: number) =>
          context.store().transaction((records) => records.leases.acquire(lease, holder, now, now + 100), { isolation })
        await acquire('a', 1_000)
        let taken: Promise<number | null> = Promise.resolve(null)
        await other.transaction(
          async (records) => {
            expect(await records.leases.holds(lease, 'a', 1_050)).toBe(true)
            // What the new holder finds when it begins.
            taken = acquire('b', 1_200).then(() => context.store().records.facts.get<number>(done))
            await pause(100)
            await records.facts.put(done, 1)
          },
          { once: true, isolation },
        )
        expect(await taken).toBe(1)
      },
    )

    it('rejects instead of running twice where asked to', async () => {
      const name = fresh('once')
      let runs = 0
      const once = other.transaction(
        async (records) => {
          runs += 1
          const value = (await records.facts.get<number>(name)) ?? 0
          await context.store().transaction((mine) => mine.facts.put(name, 5))
          await records.facts.put(name, value + 1)
        },
        { once: true },
      )
      await expect(once).rejects.toMatchObject({ code: 'store_conflict' })
      expect(runs).toBe(1)
      expect(await other.records.facts.get(name)).toBe(5)
    })
  })
}
