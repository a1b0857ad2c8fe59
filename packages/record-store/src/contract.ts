import type { AppError } from '@guanlan/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyContract } from './contract-copy.js'
import { leaseContract } from './contract-leases.js'
import { sampleAlert, sampleTicket, sampleTopic } from './contract-samples.js'
import { sharingContract } from './contract-sharing.js'
import type { RecordStoreUnderTest } from './contract-under-test.js'
import { writingContract } from './contract-writing.js'
import { replayFact, type Expiring, type RecordStore } from './port.js'

const AT = '2026-11-16T00:00:00.000Z'

/** The port's promises as tests; every adapter runs them. */
export function recordStoreContract(
  name: string,
  make: () => Promise<RecordStoreUnderTest>,
  capabilities: { shared: boolean },
): void {
  describe(`record store contract: ${name}`, () => {
    let under: RecordStoreUnderTest
    let store: RecordStore
    let unique = 0
    const fresh = (prefix: string): string => `${prefix}-${(unique += 1)}`

    beforeAll(async () => {
      under = await make()
      store = await under.open()
    })
    afterAll(async () => {
      await store.close()
      await under.cleanUp()
    })

    it('keeps all of a transaction or nothing of it', async () => {
      const id = fresh('event')
      const failed = store.transaction(async (records) => {
        await records.outbox.add([{ id, topic: 't', key: 'k', value: 'v' }])
        await records.facts.put(id, 1)
        throw new Error('no')
      })
      await expect(failed).rejects.toThrow('no')
      expect(await store.records.facts.get(id)).toBeNull()
      expect((await store.records.outbox.oldest(1_000)).some((event) => event.id === id)).toBe(false)
    })

    it('behaves as if transactions ran one after the other', async () => {
      const name = fresh('counter')
      await store.transaction((records) => records.facts.put(name, 0))
      const add = () =>
        store.transaction(async (records) => {
          const value = (await records.facts.get<number>(name)) ?? 0
          await new Promise((resolve) => setTimeout(resolve, 1))
          await records.facts.put(name, value + 1)
        })
      await Promise.all(Array.from({ length: 20 }, add))
      expect(await store.records.facts.get(name)).toBe(20)
    })

    it('keeps what was committed when the process dies, and forgets what was not', async () => {
      const [kept, lost] = [fresh('kept'), fresh('lost')]
      await store.transaction((records) => records.facts.put(kept, { text: '㐂𠮷€' }))
      void store
        .transaction(async (records) => {
          await records.facts.put(lost, 1)
          await new Promise(() => {})
        })
        .catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 20))
      store = await under.reopen(store, 'crash')
      expect(await store.records.facts.get(kept)).toEqual({ text: '㐂𠮷€' })
      expect(await store.records.facts.get(lost)).toBeNull()
    })

    it('lets one of two writers of a version win, and tells the other what stands', async () => {
      const topic = sampleTopic(fresh('topic'))
      await store.transaction((records) => records.topics.put(topic))
      const second = { ...topic, version: 2 }
      const write = (title: string) => store.transaction((records) => records.topics.put({ ...second, title }))
      const outcomes = await Promise.allSettled([write('甲'), write('乙')])
      expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
      const refused = outcomes.find((o) => o.status === 'rejected')?.reason as AppError
      expect(refused.code).toBe('version_conflict')
      expect(refused.details['current']).toMatchObject({ topic: topic.topic, version: 2 })
      await expect(store.transaction((records) => records.topics.put({ ...topic, version: 7 }))).rejects.toMatchObject({
        code: 'version_conflict',
      })
      await expect(store.transaction((records) => records.topics.put(topic))).rejects.toMatchObject({
        code: 'version_conflict',
      })
    })

    it('takes an input into the inbox once per station', async () => {
      const [a, b] = [fresh('input'), fresh('input')]
      const take = (station: string, ids: string[]) =>
        store.transaction((records) => records.inbox.take(station, ids, AT))
      expect(await take('one', [a, a, b])).toEqual([a, b])
      expect(await take('one', [b, a])).toEqual([])
      expect(await take('two', [a])).toEqual([a])
      await store.transaction((records) => records.inbox.forget('one', [b]))
      expect(await take('one', [a, b])).toEqual([b])
    })

    it('keeps the outbox in order and ignores an event that is there already', async () => {
      const ids = Array.from({ length: 450 }, () => fresh('out'))
      await store.transaction((records) =>
        records.outbox.add(ids.map((id) => ({ id, topic: 't', key: 'k', value: id }))),
      )
      await store.transaction((records) =>
        records.outbox.add([{ id: ids[0] ?? '', topic: 't', key: 'k', value: 'other' }]),
      )
      const all = (await store.records.outbox.oldest(10_000)).filter((event) => ids.includes(event.id))
      expect(all.map((event) => event.value)).toEqual(ids)
      await store.transaction((records) => records.outbox.remove(['unknown', ...all.map((event) => event.id)]))
      expect(await store.records.outbox.count()).toBe(0)
    })

    it('gives timers when they are due, earliest first, and moves one that is set again', async () => {
      const station = fresh('station')
      const timer = (id: string, due: string) => ({ id, station, due, payload: { id } })
      await store.transaction((records) =>
        records.timers.set([timer('b', '2026-11-16T02:00:00.000Z'), timer('a', '2026-11-16T01:00:00.000Z')]),
      )
      expect(await store.records.timers.next(station)).toBe('2026-11-16T01:00:00.000Z')
      expect(await store.records.timers.due(station, '2026-11-16T00:59:59.999Z', 10)).toEqual([])
      expect((await store.records.timers.due(station, '2026-11-16T03:00:00.000Z', 10)).map((t) => t.id)).toEqual([
        'a',
        'b',
      ])
      await store.transaction((records) => records.timers.set([timer('a', '2026-11-17T00:00:00.000Z')]))
      await store.transaction((records) => records.timers.cancel(station, ['b']))
      expect(await store.records.timers.next(station)).toBe('2026-11-17T00:00:00.000Z')
    })

    it('leases outgoing calls once, in the order of their group, again when the lease ran out', async () => {
      const group = fresh('group')
      const call = (key: string) => ({ key, channel: 'hook', group, body: { key }, createdAt: AT })
      await store.transaction((records) => records.calls.add([call(`${group}-1`), call(`${group}-2`)]))
      await store.transaction((records) => records.calls.add([{ ...call(`${group}-1`), body: 'changed' }]))
      expect(await store.records.calls.known([`${group}-2`, `${group}-3`])).toEqual(new Set([`${group}-2`]))
      const lease = (now: number) => store.transaction((records) => records.calls.lease('me', now, now + 1_000, 10))
      const first = await lease(1_000)
      expect(first.map((row) => [row.key, row.attempts, row.body])).toEqual([[`${group}-1`, 1, { key: `${group}-1` }]])
      expect(await lease(1_500)).toEqual([])
      const again = await lease(2_500)
      expect(again.map((row) => [row.key, row.attempts])).toEqual([[`${group}-1`, 2]])
      await store.transaction((records) =>
        records.calls.settle(`${group}-1`, { state: 'waiting', notBefore: 9_000, problem: '503' }),
      )
      expect(await lease(8_000)).toEqual([])
      expect((await lease(9_000)).map((row) => [row.key, row.attempts])).toEqual([[`${group}-1`, 3]])
      // Put off by the channel's own limit: as if it had not been leased.
      await store.transaction((records) =>
        records.calls.settle(`${group}-1`, { state: 'waiting', notBefore: 9_500, uncounted: true }),
      )
      expect((await lease(9_500)).map((row) => [row.key, row.attempts])).toEqual([[`${group}-1`, 3]])
      await store.transaction((records) => records.calls.settle(`${group}-1`, { state: 'sent' }))
      expect((await lease(9_501)).map((row) => row.key)).toEqual([`${group}-2`])
      expect((await store.records.calls.list({ group, limit: 10 })).map((row) => row.state)).toEqual([
        'waiting',
        'sent',
      ])
      await store.transaction((records) => records.calls.settle(`${group}-2`, { state: 'failed', problem: '410' }))
    })

    it('numbers the change feed without a late number, and trims its old end', async () => {
      const start = await store.records.feed.newest()
      const append = (i: number) =>
        store.transaction((records) => records.feed.append([{ kind: 'alert', id: `a${i}`, at: AT, body: { i } }]))
      const seen: number[] = []
      let last = start
      const reading = (async () => {
        while (seen.length < 30) {
          for (const entry of await store.records.feed.after(last, 7)) {
            seen.push((entry.body as { i: number }).i)
            last = entry.seq
          }
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
      })()
      await Promise.all(Array.from({ length: 30 }, (_, i) => append(i)))
      await reading
      expect([...seen].sort((x, y) => x - y)).toEqual(Array.from({ length: 30 }, (_, i) => i))
      await store.transaction((records) => records.feed.trim(5))
      expect((await store.records.feed.after(0, 1_000)).length).toBe(5)
      expect(await store.records.feed.oldest()).toBe((await store.records.feed.newest()) - 4)
    })

    it('remembers seen items and keeps their first seen time', async () => {
      const article = fresh('article')
      const item = { article, source: 'forum', revision: 1, contentHash: 'a', seen: AT, mark: null }
      await store.transaction((records) => records.seen.put([item]))
      await store.transaction((records) =>
        records.seen.put([{ ...item, revision: 2, contentHash: 'b', seen: '2027-01-01T00:00:00.000Z', mark: 'm' }]),
      )
      expect((await store.records.seen.get([article, 'unknown'])).get(article)).toEqual({
        ...item,
        revision: 2,
        contentHash: 'b',
        mark: 'm',
      })
    })

    it('lets one crawler at a time ask for a source, and another when its lease ran out', async () => {
      const ids = [fresh('src'), fresh('src')]
      const claim = (holder: string, nowMs: number) =>
        store.transaction((records) => records.sources.claim(holder, ids, AT, nowMs, nowMs + 1_000, 10))
      expect((await claim('one', 1_000)).sort()).toEqual([...ids].sort())
      expect(await claim('two', 1_500)).toEqual([])
      expect((await claim('two', 2_100)).sort()).toEqual([...ids].sort())
      await store.transaction((records) => records.sources.release('two', ids[0] ?? ''))
      expect(await claim('one', 2_200)).toEqual([ids[0]])
      expect((await store.records.sources.list()).filter((row) => ids.includes(row.state.source))).toEqual([])
    })

    it('gives many facts at once, those that there are', async () => {
      const names = Array.from({ length: 450 }, () => fresh('fact'))
      await store.transaction(async (records) => {
        for (const name of names.slice(1)) await records.facts.put(name, { name })
      })
      const found = await store.records.facts.getMany<{ name: string }>([...names, 'unknown'])
      expect([...found.keys()].sort()).toEqual(names.slice(1).sort())
      expect(found.get(names[7] ?? '')).toEqual({ name: names[7] })
    })

    it('keeps a sealed original for each content of an item, the first that came, and counts them', async () => {
      const article = fresh('sealed')
      const before = await store.records.vault.count()
      const row = { article, contentHash: 'two', at: '2026-11-16T01:00:00.000Z', sealed: 'b' }
      await store.transaction(async (records) => {
        await records.vault.put([row, { ...row, contentHash: 'one', at: AT, sealed: 'a' }])
        await records.vault.put([{ ...row, sealed: 'later' }])
        await records.vault.put([])
      })
      expect(await store.records.vault.get(article)).toEqual([{ ...row, contentHash: 'one', at: AT, sealed: 'a' }, row])
      expect([await store.records.vault.get(fresh('sealed')), (await store.records.vault.count()) - before]).toEqual([
        [],
        2,
      ])
    })

    it('drops what is past its retention, oldest first and so many at a time, and nothing else', async () => {
      const [old, young] = ['2020-01-01T00:00:00.000Z', '2026-11-16T00:00:00.000Z']
      const before = '2021-01-01T00:00:00.000Z'
      const station = fresh('station')
      const [a, b, c, d] = [fresh('x'), fresh('x'), fresh('x'), fresh('x')]
      const answer = { bodyHash: 'h', status: 200, answer: {} }
      const call = (key: string, createdAt: string) => ({ key, channel: 'hook', group: key, body: {}, createdAt })
      const item = { source: 's', revision: 1, contentHash: 'h', mark: null }
      await store.transaction(async (records) => {
        await records.inbox.take(station, [a, b, c], old)
        await records.inbox.take(station, [d], young)
        await records.idempotency.put(a, { ...answer, at: old })
        await records.idempotency.put(b, { ...answer, at: young })
        await records.seen.put([
          { ...item, article: a, seen: old },
          { ...item, article: b, seen: young },
        ])
        await records.vault.put([
          { article: a, contentHash: 'h', at: old, sealed: 'x' },
          { article: a, contentHash: 'i', at: young, sealed: 'y' },
        ])
        await records.calls.add([call(a, old), call(b, old), call(c, young)])
        await records.calls.settle(a, { state: 'sent' })
        await records.calls.settle(c, { state: 'failed', problem: 'x' })
        await records.facts.put(replayFact(a), old)
        await records.facts.put(replayFact(b), young)
        await records.facts.put(a, old)
      })
      const drop = (what: Expiring, limit = 100) =>
        store.transaction((records) => records.retention.drop(what, before, limit))
      expect([await drop('inbox', 2), await drop('inbox', 2), await drop('inbox', 2)]).toEqual([2, 1, 0])
      const again = await store.transaction((records) => records.inbox.take(station, [a, b, c, d], young))
      expect(again).toEqual([a, b, c])
      for (const what of ['idempotency', 'seen', 'vault', 'calls', 'replays'] as const)
        expect([what, await drop(what), await drop(what)]).toEqual([what, 1, 0])
      const { idempotency, seen, calls, facts } = store.records
      expect([await idempotency.get(a), (await idempotency.get(b))?.status]).toEqual([null, 200])
      expect([...(await seen.get([a, b])).keys()]).toEqual([b])
      expect((await store.records.vault.get(a)).map(({ sealed }) => sealed)).toEqual(['y'])
      const left = await Promise.all([a, b, c].map((group) => calls.list({ group, limit: 10 })))
      expect(left.map((rows) => rows.map((row) => row.state))).toEqual([[], ['waiting'], ['failed']])
      expect([await facts.get(replayFact(a)), await facts.get(replayFact(b)), await facts.get(a)]).toEqual([
        null,
        young,
        old,
      ])
      await store.transaction((records) => records.calls.settle(b, { state: 'sent' }))
    })

    it('pages through lists without gap or repeat while rows are added', async () => {
      const topics = Array.from({ length: 23 }, (_, i) => ({
        ...sampleTopic(fresh('page')),
        heat: 50 + (i % 5),
        domain: 'wages',
      }))
      await store.transaction(async (records) => {
        for (const topic of topics) await records.topics.put(topic)
      })
      const got: string[] = []
      let cursor: string | undefined
      do {
        const page = await store.records.topics.list({
          limit: 5,
          order: 'heat',
          domain: 'wages',
          ...(cursor ? { cursor } : {}),
        })
        got.push(...page.items.map((topic) => topic.topic))
        cursor = page.next ?? undefined
        await store.transaction((records) =>
          records.topics.put({ ...sampleTopic(fresh('new')), heat: 99, domain: 'wages' }),
        )
      } while (cursor)
      expect([...got].sort()).toEqual(topics.map((topic) => topic.topic).sort())
      await expect(store.records.topics.list({ limit: 5, order: 'heat', cursor: '!!' })).rejects.toMatchObject({
        code: 'cursor_invalid',
      })
    })

    it('orders tickets by the next unmet deadline, archived ones last', async () => {
      const department = 'zjj'
      const ticket = (dueAt: string, changes: object = {}) => ({
        ...sampleTicket(fresh('ticket'), dueAt),
        department,
        ...changes,
      })
      const [late, soon, done] = [
        ticket('2026-11-18T00:00:00.000Z'),
        ticket('2026-11-17T00:00:00.000Z'),
        ticket('2026-11-16T00:00:00.000Z', { state: 'archived' }),
      ]
      await store.transaction(async (records) => {
        for (const t of [late, soon, done]) await records.tickets.put(t)
      })
      const list = await store.records.tickets.list({ limit: 10, order: 'deadline', department })
      expect(list.items.map((t) => t.ticket)).toEqual([soon.ticket, late.ticket, done.ticket])
      expect(
        (await store.records.tickets.list({ limit: 10, order: 'deadline', department, open: true })).items,
      ).toHaveLength(2)
      expect(await store.records.tickets.byAlert(soon.alert)).toMatchObject({ ticket: soon.ticket })
    })

    it('finds alerts by topic and keeps one per topic', async () => {
      const alert = sampleAlert(fresh('alert'), fresh('topic'))
      await store.transaction((records) => records.alerts.put(alert))
      expect(await store.records.alerts.byTopic(alert.topic)).toEqual(alert)
      await expect(
        store.transaction((records) => records.alerts.put({ ...alert, alert: fresh('alert') })),
      ).rejects.toBeDefined()
      expect((await store.records.alerts.list({ limit: 10 })).items).toEqual([alert])
      expect(await store.records.alerts.countOpen()).toBe(1)
    })

    it('gives back topic items by topic and in the order they were seen', async () => {
      const topic = fresh('topic')
      const rows = Array.from({ length: 12 }, (_, i) => ({
        article: fresh('item'),
        topic,
        revision: 1,
        copyOf: i % 3 === 2 ? 'original' : null,
        seen: `2030-01-01T00:00:${String(i % 4).padStart(2, '0')}.000Z`,
        published: `2030-01-01T00:${String(i).padStart(2, '0')}:00.000Z`,
        live: true,
        body: { i },
      }))
      await store.transaction((records) => records.topicItems.put(rows))
      expect(
        (await store.records.topicItems.ofTopic(topic, { canonical: true, limit: 3 })).map((row) => row.body),
      ).toEqual([{ i: 10 }, { i: 9 }, { i: 7 }])
      const walked: string[] = []
      let after: { seen: string; article: string } | null = null
      for (;;) {
        const page = await store.records.topicItems.since('2030-01-01T00:00:00.000Z', after, 5)
        const last = page.at(-1)
        if (!last) break
        walked.push(...page.map((row) => row.article))
        after = { seen: last.seen, article: last.article }
      }
      expect([...walked].sort()).toEqual(rows.map((row) => row.article).sort())
      expect((await store.records.topicItems.topicsOf([rows[0]?.article ?? '', 'unknown'])).size).toBe(1)
    })

    it('moves topic items to another topic and changes nothing else of them', async () => {
      const [from, to] = [fresh('topic'), fresh('topic')]
      const rows = [0, 1, 2].map((i) => ({
        article: fresh('item'),
        topic: from,
        revision: 1,
        copyOf: null,
        seen: AT,
        published: AT,
        live: i > 0,
        body: { i },
      }))
      await store.transaction((records) => records.topicItems.put(rows))
      const [, ...moving] = rows
      await store.transaction((records) =>
        records.topicItems.move([...moving.map(({ article }) => article), 'unknown'], to),
      )
      const inTopic = (topic: string) => store.records.topicItems.ofTopic(topic, { canonical: false, limit: 9 })
      expect(await inTopic(from)).toEqual(rows.slice(0, 1))
      expect(await inTopic(to)).toEqual(moving.map((row) => ({ ...row, topic: to })))
    })

    const context = { store: () => store, fresh, at: AT }
    writingContract(context)
    leaseContract(context)
    if (capabilities.shared) sharingContract(context, () => under.open())

    it('goes on after a restart', async () => {
      const before = await store.records.feed.newest()
      store = await under.reopen(store, 'closed')
      expect(await store.records.feed.newest()).toBe(before)
      expect(await store.health()).toBeNull()
    })
  })
  copyContract(name, make)
}
