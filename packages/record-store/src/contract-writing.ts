import type { Level } from '@guanlan/contracts'
import { expect, it } from 'vitest'
import { sampleAlert, sampleTopic } from './contract-samples.js'
import { OUTBOX_SLOTS, outboxSlot } from './outbox-slot.js'
import type { CallChoice, CallRow, RecordStore } from './port.js'

/** What the parts of the suite share. */
export interface ContractContext {
  store(): RecordStore
  /** A name that no other test uses. */
  fresh(prefix: string): string
  readonly at: string
}

/** Many rows at once, the outbox's slots, facts and what plain columns may hold. */
export function writingContract({ store, fresh, at }: ContractContext): void {
  const names = (prefix: string, many: number): string[] => Array.from({ length: many }, () => fresh(prefix))

  it('gives the outbox by slots: every event in one, the events of a key in the same, in their order', async () => {
    const keys = names('key', 60)
    const ids = [...keys, ...keys, ...keys].map((key, i) => ({ id: `${key}-${i}`, key }))
    await store().transaction((records) =>
      records.outbox.add(ids.map(({ id, key }) => ({ id, topic: 't', key, value: 'v' }))),
    )
    const bySlot = await Promise.all(
      Array.from({ length: OUTBOX_SLOTS }, (_, slot) => store().records.outbox.oldest(1_000, [slot])),
    )
    for (const [slot, events] of bySlot.entries()) for (const { key } of events) expect(outboxSlot(key)).toBe(slot)
    expect(bySlot.filter((events) => events.length > 0).length).toBeGreaterThan(4)
    const order = bySlot.flat().map(({ id }) => id)
    for (const key of keys)
      expect(order.filter((id) => id.startsWith(`${key}-`))).toEqual(
        ids.filter((event) => event.key === key).map(({ id }) => id),
      )
    expect(order).toHaveLength(ids.length)
    expect(await store().records.outbox.oldest(1_000, [])).toEqual([])
    const two = await store().records.outbox.oldest(1_000, [1, 6])
    expect(two).toEqual([...(bySlot[1] ?? []), ...(bySlot[6] ?? [])].sort((a, b) => a.seq - b.seq))
    await store().transaction((records) => records.outbox.remove(two.map(({ id }) => id)))
    expect(await store().records.outbox.count()).toBe(ids.length - two.length)
    await store().transaction((records) => records.outbox.remove(order))
    expect(await store().records.outbox.count()).toBe(0)
  })

  it('sets many timers at once; of one set twice the last counts', async () => {
    const station = fresh('station')
    const timers = names('timer', 450).map((id) => ({ id, station, due: at, payload: { id } }))
    const [first] = timers
    if (!first) throw new Error('no timer')
    const moved = { ...first, due: '2026-11-15T00:00:00.000Z', payload: { moved: true } }
    await store().transaction((records) => records.timers.set([...timers, moved]))
    const due = await store().records.timers.due(station, at, 1_000)
    expect(due).toHaveLength(450)
    expect(due[0]).toEqual(moved)
  })

  it('adds many calls at once, in order, and ignores those that are there', async () => {
    const group = fresh('group')
    const call = (key: string, body: unknown) => ({ key, channel: 'hook', group, body, createdAt: at })
    const keys = names('call', 450)
    await store().transaction((records) =>
      records.calls.add([...keys.map((key) => call(key, 1)), call(keys[3] ?? '', 2)]),
    )
    const rows = await store().records.calls.list({ group, limit: 1_000 })
    expect(rows.map(({ key }) => key)).toEqual([...keys].reverse())
    expect(new Set(rows.map(({ body }) => body))).toEqual(new Set([1]))
    await store().transaction(async (records) => {
      for (const key of keys) await records.calls.settle(key, { state: 'sent' })
    })
  })

  it('gives out urgent calls first, past less urgent ones of their group, and folds those that are left', async () => {
    const [channel, group] = [fresh('robot'), fresh('group')]
    const call = (n: number, level: Level, of = group) => {
      const key = `${channel}-${n}`
      return { key, channel, group: of, body: n, createdAt: at, level }
    }
    const others = fresh('group')
    const calls = [call(1, 'yellow'), call(2, 'orange'), call(3, 'red'), call(4, 'red'), call(5, 'blue', others)]
    await store().transaction((records) => records.calls.add(calls))
    const lease = (which: CallChoice) =>
      store().transaction((records) => records.calls.lease('me', 1_000, 2_000, 10, which))
    const bodies = (rows: readonly CallRow[]) => rows.map(({ body }) => body)
    expect(await lease({ notChannels: [channel], from: 'red' })).toEqual([])
    expect(bodies(await lease({ channel, from: 'orange' }))).toEqual([3, 2])
    const under = (now: number) => store().records.calls.waitingUnder(channel, 'orange', now, 10)
    expect((await under(1_000)).map(({ body, level }) => [body, level])).toEqual([
      [1, 'yellow'],
      [5, 'blue'],
    ])
    expect(bodies(await lease({ channel }))).toEqual([1, 5])
    expect(await under(1_500)).toEqual([])
    const count = (now: number) => store().records.calls.countUnder(channel, 'orange', now)
    expect([await count(1_500), await count(2_000)]).toEqual([0, 2])
    await store().transaction((records) => records.calls.fold([`${channel}-1`, `${channel}-5`]))
    const states = (await store().records.calls.list({ channel, limit: 9 })).map(({ body, state }) => [body, state])
    expect(states).toEqual([
      [5, 'folded'],
      [4, 'waiting'],
      [3, 'waiting'],
      [2, 'waiting'],
      [1, 'folded'],
    ])
    await store().transaction(async (records) => {
      for (const n of [2, 3, 4]) await records.calls.settle(`${channel}-${n}`, { state: 'sent' })
    })
  })

  it('writes many documents over the versions that were read, old ones, new ones and one in two steps', async () => {
    const topics = names('topic', 420).map((topic) => sampleTopic(topic))
    await store().transaction((records) => records.topics.putMany(topics))
    const changed = topics.slice(0, 210).map((topic) => ({ ...topic, version: 2, title: '改' }))
    const [added, last] = [sampleTopic(fresh('topic')), topics.at(-1) ?? sampleTopic('')]
    await store().transaction((records) =>
      records.topics.putMany([
        ...changed,
        added,
        { ...added, version: 2, heat: 99, title: '二' },
        ...[2, 3, 4].map((version) => ({ ...last, version, title: '改' })),
      ]),
    )
    const found = await store().records.topics.getMany([...topics, added].map(({ topic }) => topic))
    expect([...found.values()].filter(({ version, title }) => version === 2 && title === '改')).toHaveLength(210)
    expect([...found.values()].filter(({ version }) => version === 1)).toHaveLength(209)
    expect(found.get(last.topic)).toMatchObject({ version: 4, title: '改' })
    expect(found.get(added.topic)).toMatchObject({ version: 2, title: '二' })
    expect((await store().records.topics.list({ limit: 1, order: 'heat' })).items[0]?.topic).toBe(added.topic)
  })

  it('refuses many documents for the first that does not follow, and keeps what stood', async () => {
    const [one, two, three] = names('topic', 3).map((topic) => sampleTopic(topic))
    if (!one || !two || !three) throw new Error('no topic')
    await store().transaction((records) => records.topics.putMany([one, two]))
    const put = (...docs: (typeof one)[]) => store().transaction((records) => records.topics.putMany(docs))
    await expect(put({ ...one, version: 2 }, two, { ...one, version: 9 })).rejects.toMatchObject({
      code: 'version_conflict',
      details: { current: { topic: two.topic, version: 1 } },
    })
    await expect(put(three, { ...three, version: 3 })).rejects.toMatchObject({ code: 'version_conflict' })
    await expect(put({ ...three, version: 2 })).rejects.toMatchObject({
      code: 'version_conflict',
      details: { current: null },
    })
    const ids = [one, two, three].map(({ topic }) => topic)
    expect([...(await store().records.topics.getMany(ids)).values()].map(({ version }) => version)).toEqual([1, 1])
    const alert = sampleAlert(fresh('alert'), fresh('topic'))
    await store().transaction((records) => records.alerts.putMany([alert]))
    await expect(
      store().transaction((records) => records.alerts.putMany([{ ...alert, alert: fresh('alert') }])),
    ).rejects.toMatchObject({ code: 'version_conflict' })
    await store().transaction((records) => records.alerts.putMany([{ ...alert, version: 2, state: 'closed' }]))
  })

  it('takes a row that is given twice at once as if one came after the other', async () => {
    const article = fresh('article')
    const item = { article, source: 'a', revision: 1, contentHash: 'a', seen: at, mark: null }
    const later = '2027-01-01T00:00:00.000Z'
    const row = {
      article,
      topic: fresh('topic'),
      revision: 1,
      copyOf: null,
      seen: at,
      published: at,
      live: true,
      body: 1,
    }
    await store().transaction(async (records) => {
      await records.seen.put([item, { ...item, source: 'b', revision: 2, contentHash: 'b', seen: later, mark: 'm' }])
      await records.topicItems.put([row, { ...row, revision: 2, seen: later, body: 2 }])
    })
    expect((await store().records.seen.get([article])).get(article)).toEqual({
      ...item,
      revision: 2,
      contentHash: 'b',
      mark: 'm',
    })
    expect(await store().records.topicItems.ofTopic(row.topic, { canonical: false, limit: 5 })).toEqual([
      { ...row, revision: 2, body: 2 },
    ])
  })

  it('lists facts by the beginning of their name, taken literally, and removes them', async () => {
    const prefix = `${fresh('list')}:%_`
    const inside = [`${prefix}`, `${prefix}b`, `${prefix}a:㐂`, `${prefix}Z`, `${prefix}\u{10FFFD}`]
    const outside = [prefix.slice(0, -1), prefix.replace('%', 'x'), prefix.toUpperCase(), `${prefix.slice(0, -1)}\``]
    await store().transaction(async (records) => {
      for (const name of [...inside, ...outside]) await records.facts.put(name, { name })
    })
    const found = await store().records.facts.list<{ name: string }>(prefix)
    expect([...found]).toEqual(
      [`${prefix}`, `${prefix}Z`, `${prefix}a:㐂`, `${prefix}b`, `${prefix}\u{10FFFD}`].map((name) => [name, { name }]),
    )
    await store().transaction((records) => records.facts.remove([...inside.slice(1), 'unknown']))
    expect([...(await store().records.facts.list(prefix)).keys()]).toEqual([prefix])
    expect((await store().records.facts.getMany(outside)).size).toBe(outside.length)
  })

  it('extends the source leases that are still one’s own, and tells which', async () => {
    const ids = names('source', 3)
    const [a = '', b = '', c = ''] = ids
    const claim = (holder: string, among: string[], nowMs: number) =>
      store().transaction((records) => records.sources.claim(holder, among, at, nowMs, nowMs + 1_000, 10))
    const renew = (holder: string, until: number) =>
      store().transaction((records) => records.sources.renew(holder, [...ids, 'unknown'], until))
    await claim('one', [a, b], 1_000)
    expect((await renew('one', 5_000)).sort()).toEqual([a, b].sort())
    expect(await claim('two', ids, 3_000)).toEqual([c])
    expect((await claim('two', ids, 5_000)).sort()).toEqual([...ids].sort())
    expect(await renew('one', 9_000)).toEqual([])
  })

  it('finds again what was named with any character there is', async () => {
    const name = `${fresh('odd')}\u0000\u{1F600}\uFFFE'"\\%`
    const item = { article: name, source: 's', revision: 1, contentHash: 'h', seen: at, mark: 'a\u0000b' }
    await store().transaction(async (records) => {
      await records.facts.put(name, { text: 'a\u0000b\ud800' })
      await records.seen.put([item])
      await records.outbox.add([{ id: name, topic: 't', key: name, value: 'v' }])
    })
    expect(await store().records.facts.get(name)).toEqual({ text: 'a\u0000b\ud800' })
    expect((await store().records.facts.list(name)).size).toBe(1)
    const [seen] = (await store().records.seen.get([name])).values()
    expect(['a\u0000b', 'a\uFFFDb']).toContain(seen?.mark)
    await store().transaction((records) => records.outbox.remove([name]))
    expect(await store().records.outbox.count()).toBe(0)
  })

  it('refuses writing outside a transaction', async () => {
    await expect(store().records.facts.put(fresh('fact'), 1)).rejects.toBeDefined()
    await expect(store().records.outbox.remove(['x'])).rejects.toBeDefined()
  })

  it('hints after a commit that added to outbox, feed or calls, and after no other', async () => {
    let hints = 0
    const off = store().onCommit(() => (hints += 1))
    const settled = () => new Promise((resolve) => setTimeout(resolve, 30))
    // A store of many processes may hint once more when it begins to listen.
    await settled()
    hints = 0
    const id = fresh('hint')
    await store().transaction((records) => records.facts.put(id, 1))
    await expect(
      store().transaction(async (records) => {
        await records.outbox.add([{ id, topic: 't', key: 'k', value: 'v' }])
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await settled()
    expect(hints).toBe(0)
    await store().transaction((records) => records.outbox.add([{ id, topic: 't', key: 'k', value: 'v' }]))
    await store().transaction((records) => records.feed.append([{ kind: 'alert', id, at, body: 1 }]))
    await store().transaction((records) =>
      records.calls.add([{ key: id, channel: 'hook', group: id, body: 1, createdAt: at }]),
    )
    await settled()
    expect(hints).toBe(3)
    off()
    await store().transaction((records) => records.outbox.remove([id]))
    await store().transaction((records) => records.calls.settle(id, { state: 'sent' }))
  })
}
