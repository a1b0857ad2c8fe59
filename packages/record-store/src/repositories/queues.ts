import { levelRank, levels } from '@guanlan/contracts'
import type { Kysely } from 'kysely'
import type {
  CallRepository,
  CallRow,
  FeedRepository,
  InboxRepository,
  OutboxRepository,
  TimerRepository,
} from '../port.js'
import { outboxSlot } from '../outbox-slot.js'
import type { Tables } from '../tables.js'
import { inChunks, lastPerKey } from './chunks.js'

type Db = Kysely<Tables>

export const inboxRepository = (db: Db): InboxRepository => ({
  async take(station, ids, at) {
    const fresh: string[] = []
    for (const chunk of inChunks([...new Set(ids)])) {
      const marked = await db
        .insertInto('inbox')
        .values(chunk.map((id) => ({ station, id, at })))
        .onConflict((conflict) => conflict.columns(['station', 'id']).doNothing())
        .returning('id')
        .execute()
      const unseen = new Set(marked.map((row) => row.id))
      fresh.push(...chunk.filter((id) => unseen.has(id)))
    }
    return fresh
  },
  async forget(station, ids) {
    for (const chunk of inChunks(ids))
      await db.deleteFrom('inbox').where('station', '=', station).where('id', 'in', chunk).execute()
  },
})

export const outboxRepository = (db: Db): OutboxRepository => ({
  async add(events) {
    for (const chunk of inChunks(events))
      await db
        .insertInto('outbox')
        .values(chunk.map(({ id, topic, key, value }) => ({ id, topic, key, value, slot: outboxSlot(key) })))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
  },
  async oldest(limit, slots) {
    if (slots?.length === 0) return []
    let query = db.selectFrom('outbox').select(['seq', 'id', 'topic', 'key', 'value']).orderBy('seq').limit(limit)
    if (slots) query = query.where('slot', 'in', slots)
    return query.execute()
  },
  async remove(ids) {
    for (const chunk of inChunks(ids)) await db.deleteFrom('outbox').where('id', 'in', chunk).execute()
  },
  async count() {
    const row = await db
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(row.n)
  },
})

export const timerRepository = (db: Db): TimerRepository => ({
  async set(timers) {
    const rows = lastPerKey(timers, ({ station, id }) => JSON.stringify([station, id]))
    for (const chunk of inChunks(rows))
      await db
        .insertInto('timers')
        .values(chunk.map(({ id, station, due, payload }) => ({ id, station, due, payload: JSON.stringify(payload) })))
        .onConflict((conflict) =>
          conflict.columns(['station', 'id']).doUpdateSet((eb) => ({
            due: eb.ref('excluded.due'),
            payload: eb.ref('excluded.payload'),
          })),
        )
        .execute()
  },
  async cancel(station, ids) {
    for (const chunk of inChunks(ids))
      await db.deleteFrom('timers').where('station', '=', station).where('id', 'in', chunk).execute()
  },
  async due(station, now, limit) {
    const rows = await db
      .selectFrom('timers')
      .selectAll()
      .where('station', '=', station)
      .where('due', '<=', now)
      .orderBy('due')
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }))
  },
  async next(station) {
    const row = await db
      .selectFrom('timers')
      .select('due')
      .where('station', '=', station)
      .orderBy('due')
      .limit(1)
      .executeTakeFirst()
    return row?.due ?? null
  },
})

export const callRepository = (db: Db): CallRepository => {
  const asCall = (row: Record<string, unknown>): CallRow =>
    ({
      key: row['key'],
      channel: row['channel'],
      group: row['grp'],
      body: JSON.parse(String(row['body'])) as unknown,
      createdAt: row['created_at'],
      level: levels[levels.length - 1 - Number(row['rank'])],
      state: row['state'],
      attempts: row['attempts'],
      notBefore: Number(row['not_before']),
      problem: row['problem'],
    }) as CallRow
  return {
    async add(calls) {
      for (const chunk of inChunks(calls))
        await db
          .insertInto('calls')
          .values(
            chunk.map((call) => ({
              key: call.key,
              channel: call.channel,
              grp: call.group,
              body: JSON.stringify(call.body),
              created_at: call.createdAt,
              state: 'waiting',
              attempts: 0,
              not_before: 0,
              problem: null,
              holder: null,
              lease_until: 0,
              rank: levelRank(call.level ?? 'red'),
            })),
          )
          .onConflict((conflict) => conflict.column('key').doNothing())
          .execute()
    },
    async known(keys) {
      const found = new Set<string>()
      for (const chunk of inChunks(keys)) {
        const rows = await db.selectFrom('calls').select('key').where('key', 'in', chunk).execute()
        for (const { key } of rows) found.add(key)
      }
      return found
    },
    async lease(holder, nowMs, leaseUntil, limit, { channel, notChannels = [], from } = {}) {
      // Of the waiting calls of a group and channel an earlier one stands in the way, so that their order is kept; a red one does not wait for its yellow one.
      const rows = await db
        .selectFrom('calls as c')
        .selectAll('c')
        .where('c.state', '=', 'waiting')
        .where('c.not_before', '<=', nowMs)
        .where('c.lease_until', '<=', nowMs)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('calls as earlier')
                .select('earlier.seq')
                .where('earlier.state', '=', 'waiting')
                .whereRef('earlier.grp', '=', 'c.grp')
                .whereRef('earlier.channel', '=', 'c.channel')
                .whereRef('earlier.seq', '<', 'c.seq')
                .whereRef('earlier.rank', '>=', 'c.rank'),
            ),
          ),
        )
        .$if(channel !== undefined, (query) => query.where('c.channel', '=', channel ?? ''))
        .$if(notChannels.length > 0, (query) => query.where('c.channel', 'not in', notChannels))
        .$if(from !== undefined, (query) => query.where('c.rank', '>=', levelRank(from ?? 'red')))
        .orderBy('c.rank', 'desc')
        .orderBy('c.seq')
        .limit(limit)
        .execute()
      if (rows.length === 0) return []
      await db
        .updateTable('calls')
        .set((eb) => ({ holder, lease_until: leaseUntil, attempts: eb('attempts', '+', 1) }))
        .where(
          'key',
          'in',
          rows.map((row) => row.key),
        )
        .execute()
      return rows.map((row) => asCall({ ...row, attempts: row.attempts + 1 }))
    },
    async waitingUnder(channel, level, nowMs, limit) {
      const rows = await db
        .selectFrom('calls')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('channel', '=', channel)
        .where('rank', '<', levelRank(level))
        .where('lease_until', '<=', nowMs)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(asCall)
    },
    async countUnder(channel, level, nowMs) {
      const row = await db
        .selectFrom('calls')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('state', '=', 'waiting')
        .where('channel', '=', channel)
        .where('rank', '<', levelRank(level))
        .where('lease_until', '<=', nowMs)
        .executeTakeFirstOrThrow()
      return Number(row.n)
    },
    async fold(keys) {
      for (const chunk of inChunks(keys))
        await db
          .updateTable('calls')
          .set({ state: 'folded', problem: null, holder: null, lease_until: 0 })
          .where('key', 'in', chunk)
          .where('state', '=', 'waiting')
          .execute()
    },
    async settle(key, { state, notBefore = 0, problem, uncounted = false }) {
      await db
        .updateTable('calls')
        .set({ state, not_before: notBefore, problem: problem ?? null, holder: null, lease_until: 0 })
        .$if(uncounted, (query) => query.set((eb) => ({ attempts: eb('attempts', '-', 1) })))
        .where('key', '=', key)
        .execute()
    },
    async list({ state, group, channel, notChannels = [], limit }) {
      let query = db.selectFrom('calls').selectAll().orderBy('seq', 'desc').limit(limit)
      if (state) query = query.where('state', '=', state)
      if (group) query = query.where('grp', '=', group)
      if (channel !== undefined) query = query.where('channel', '=', channel)
      if (notChannels.length > 0) query = query.where('channel', 'not in', notChannels)
      return (await query.execute()).map(asCall)
    },
  }
}

/** `lock` keeps others from taking a number before ours is readable; SQLite's single writer needs none. */
export const feedRepository = (db: Db, lock: () => Promise<void>): FeedRepository => ({
  async append(entries) {
    if (entries.length === 0) return
    await lock()
    for (const chunk of inChunks(entries))
      await db
        .insertInto('feed')
        .values(
          chunk.map((entry) => ({ kind: entry.kind, id: entry.id, at: entry.at, body: JSON.stringify(entry.body) })),
        )
        .execute()
  },
  async after(seq, limit) {
    const rows = await db.selectFrom('feed').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute()
    return rows.map((row) => ({
      seq: Number(row.seq),
      kind: row.kind as 'alert',
      id: row.id,
      at: row.at,
      body: JSON.parse(row.body) as unknown,
    }))
  },
  async newest() {
    const row = await db.selectFrom('feed').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst()
    return Number(row?.seq ?? 0)
  },
  async oldest() {
    const row = await db.selectFrom('feed').select('seq').orderBy('seq').limit(1).executeTakeFirst()
    return Number(row?.seq ?? 1)
  },
  async trim(keep) {
    const edge = await db
      .selectFrom('feed')
      .select('seq')
      .orderBy('seq', 'desc')
      .offset(keep)
      .limit(1)
      .executeTakeFirst()
    if (!edge) return 0
    const result = await db.deleteFrom('feed').where('seq', '<=', edge.seq).executeTakeFirst()
    return Number(result.numDeletedRows)
  },
})
