import type { Kysely } from 'kysely'
import type { Records } from '../port.js'
import type { Tables } from '../tables.js'
import { factRepository, idempotencyRepository, seenRepository, sourceRepository } from './collecting.js'
import { alertRepository, ticketRepository, topicItemRepository, topicRepository } from './entities.js'
import {
  callRepository,
  feedRepository,
  inboxRepository,
  leaseRepository,
  outboxRepository,
  timerRepository,
} from './queues.js'
import { retentionRepository } from './retention.js'

/** All repositories over one connection or transaction. */
export const repositories = (db: Kysely<Tables>, lockFeed: () => Promise<void>): Records => ({
  inbox: inboxRepository(db),
  outbox: outboxRepository(db),
  timers: timerRepository(db),
  calls: callRepository(db),
  feed: feedRepository(db, lockFeed),
  seen: seenRepository(db),
  sources: sourceRepository(db),
  topics: topicRepository(db),
  topicItems: topicItemRepository(db),
  alerts: alertRepository(db),
  tickets: ticketRepository(db),
  idempotency: idempotencyRepository(db),
  facts: factRepository(db),
  leases: leaseRepository(db),
  retention: retentionRepository(db),
})
