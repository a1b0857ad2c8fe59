import type { Alert, Ticket, Topic } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type {
  AlertRepository,
  Page,
  PageRequest,
  TicketRepository,
  TopicItemRepository,
  TopicItemRow,
  TopicRepository,
} from '../port.js'
import type { Tables } from '../tables.js'
import { inChunks, lastPerKey } from './chunks.js'
import { versionedRepository } from './versioned.js'

type Db = Kysely<Tables>

/** Sorts after every instant: for tickets without a running clock. */
const NO_DEADLINE = '9'

/** Place in a list: the sort value and the id of the last row shown. Opaque to whoever holds it. */
const encodeCursor = (sort: string | number, id: string): string =>
  Buffer.from(JSON.stringify([sort, id])).toString('base64url')
function decodeCursor(cursor: string): [string | number, string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(parsed) && parsed.length === 2 && typeof parsed[1] === 'string')
      return parsed as [string | number, string]
  } catch {
    // Falls through to the refusal below.
  }
  throw new AppError('cursor_invalid', 'cursor is not one of ours')
}

/** Runs a list query by (column, id), one row more than asked to know whether there is a next page. */
async function paged<Doc, Row extends { id: string; body: string }>(
  // Kysely's builder type cannot be written for a table chosen by the caller; only three methods are used.
  query: SelectQueryBuilder<Tables, 'alerts', Row>,
  column: keyof Row & string,
  direction: 'asc' | 'desc',
  { limit, cursor }: PageRequest,
): Promise<Page<Doc>> {
  let rest = query
  if (cursor) {
    const [sort, id] = decodeCursor(cursor)
    const beyond = direction === 'asc' ? '>' : '<'
    rest = rest.where((eb) =>
      eb.or([
        eb(column as 'id', beyond, sort as string),
        eb.and([eb(column as 'id', '=', sort as string), eb('id', beyond, id)]),
      ]),
    )
  }
  const rows = await rest
    .orderBy(column as 'id', direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? encodeCursor(last[column] as unknown as string, last.id) : null
  return { items: shown.map((row) => JSON.parse(row.body) as Doc), next }
}

type AnyQuery = SelectQueryBuilder<Tables, 'alerts', { id: string; body: string }>

export const topicRepository = (db: Db): TopicRepository => ({
  ...versionedRepository<Topic, 'topics'>(
    db,
    'topics',
    (topic) => topic.topic,
    (topic) => ({
      level: topic.level,
      domain: topic.domain,
      heat: topic.heat,
      last_seen: topic.lastSeen,
      redirect: topic.redirect ?? null,
    }),
  ),
  async list({ domain, level, order, ...page }) {
    let query = db.selectFrom('topics').selectAll().where('redirect', 'is', null)
    if (domain) query = query.where('domain', '=', domain)
    if (level) query = query.where('level', '=', level)
    return paged(query as unknown as AnyQuery, (order === 'heat' ? 'heat' : 'last_seen') as 'id', 'desc', page)
  },
})

export const topicItemRepository = (db: Db): TopicItemRepository => {
  const asItem = (row: Tables['topic_items']): TopicItemRow => ({
    article: row.article,
    topic: row.topic,
    revision: row.revision,
    copyOf: row.copy_of,
    seen: row.seen,
    published: row.published,
    live: row.live === 1,
    body: JSON.parse(row.body) as unknown,
  })
  return {
    async put(rows) {
      const distinct = lastPerKey(
        rows,
        ({ article }) => article,
        ({ seen }, later) => ({ ...later, seen }),
      )
      for (const chunk of inChunks(distinct))
        await db
          .insertInto('topic_items')
          .values(
            chunk.map((row) => ({
              article: row.article,
              topic: row.topic,
              revision: row.revision,
              copy_of: row.copyOf,
              seen: row.seen,
              published: row.published,
              live: row.live ? 1 : 0,
              body: JSON.stringify(row.body),
            })),
          )
          .onConflict((conflict) =>
            conflict.column('article').doUpdateSet((eb) => ({
              topic: eb.ref('excluded.topic'),
              revision: eb.ref('excluded.revision'),
              copy_of: eb.ref('excluded.copy_of'),
              published: eb.ref('excluded.published'),
              live: eb.ref('excluded.live'),
              body: eb.ref('excluded.body'),
            })),
          )
          .execute()
    },
    async ofTopic(topic, { canonical, limit }) {
      let query = db.selectFrom('topic_items').selectAll().where('topic', '=', topic)
      if (canonical) query = query.where('copy_of', 'is', null)
      return (await query.orderBy('published', 'desc').orderBy('article').limit(limit).execute()).map(asItem)
    },
    async topicsOf(articles) {
      const found = new Map<string, string>()
      for (const chunk of inChunks(articles)) {
        const rows = await db
          .selectFrom('topic_items')
          .select(['article', 'topic'])
          .where('article', 'in', chunk)
          .execute()
        for (const row of rows) found.set(row.article, row.topic)
      }
      return found
    },
    async move(articles, topic) {
      for (const chunk of inChunks(articles))
        await db.updateTable('topic_items').set({ topic }).where('article', 'in', chunk).execute()
    },
    async since(since, after, limit) {
      let query = db.selectFrom('topic_items').selectAll().where('seen', '>=', since)
      if (after)
        query = query.where((eb) =>
          eb.or([
            eb('seen', '>', after.seen),
            eb.and([eb('seen', '=', after.seen), eb('article', '>', after.article)]),
          ]),
        )
      return (await query.orderBy('seen').orderBy('article').limit(limit).execute()).map(asItem)
    },
  }
}

export const alertRepository = (db: Db): AlertRepository => ({
  ...versionedRepository<Alert, 'alerts'>(
    db,
    'alerts',
    (alert) => alert.alert,
    (alert) => ({
      topic: alert.topic,
      state: alert.state,
      level: alert.level,
      domain: alert.domain,
      changed_at: alert.changedAt,
      raised_at: alert.raisedAt,
    }),
  ),
  async list({ state, level, domain, ...page }) {
    let query = db.selectFrom('alerts').selectAll()
    if (state) query = query.where('state', '=', state)
    if (level) query = query.where('level', '=', level)
    if (domain) query = query.where('domain', '=', domain)
    return paged(query as unknown as AnyQuery, 'raised_at' as 'id', 'desc', page)
  },
  async byTopic(topic) {
    const row = await db.selectFrom('alerts').select('body').where('topic', '=', topic).executeTakeFirst()
    return row ? (JSON.parse(row.body) as Alert) : null
  },
  async countOpen() {
    const row = await db
      .selectFrom('alerts')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow()
    return Number(row.n)
  },
})

/** Earliest deadline that is neither met nor past its ticket's end. */
function deadlineOf(ticket: Ticket): string {
  if (ticket.state === 'archived' || ticket.mergedInto) return NO_DEADLINE
  const running = ticket.clocks.filter((clock) => !clock.metAt).map((clock) => clock.dueAt)
  return running.sort()[0] ?? NO_DEADLINE
}

export const ticketRepository = (db: Db): TicketRepository => ({
  ...versionedRepository<Ticket, 'tickets'>(
    db,
    'tickets',
    (ticket) => ticket.ticket,
    (ticket) => ({
      alert: ticket.alert,
      state: ticket.state,
      department: ticket.department,
      deadline: deadlineOf(ticket),
      opened_at: ticket.openedAt,
    }),
  ),
  async list({ department, state, open, order, ...page }) {
    let query = db.selectFrom('tickets').selectAll()
    if (department) query = query.where('department', '=', department)
    if (state) query = query.where('state', '=', state)
    if (open) query = query.where('state', '!=', 'archived')
    const byDeadline = order === 'deadline'
    return paged(
      query as unknown as AnyQuery,
      (byDeadline ? 'deadline' : 'opened_at') as 'id',
      byDeadline ? 'asc' : 'desc',
      page,
    )
  },
  async byAlert(alert) {
    const row = await db
      .selectFrom('tickets')
      .select('body')
      .where('alert', '=', alert)
      .orderBy('opened_at')
      .executeTakeFirst()
    return row ? (JSON.parse(row.body) as Ticket) : null
  },
  async countOpen() {
    const row = await db
      .selectFrom('tickets')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('state', '!=', 'archived')
      .executeTakeFirstOrThrow()
    return Number(row.n)
  },
})
