import type { Kysely } from 'kysely'
import type { Records } from '../port.js'
import type { Tables } from '../tables.js'
import {
  factRepository,
  idempotencyRepository,
  seenRepository,
  sourceRepository,
  vaultRepository,
} from './collecting.js'
import { alertRepository, ticketRepository, topicItemRepository, topicRepository } from './entities.js'
import { callRepository, feedRepository, inboxRepository, outboxRepository, timerRepository } from './queues.js'
import type { Engine } from './engine.js'
import { leaseRepository } from './leases.js'
import { retentionRepository } from './retention.js'

/** All repositories over one connection or transaction. */
export const repositories = (db: Kysely<Tables>, engine: Engine): Records => ({
  inbox: inboxRepository(db),
  outbox: outboxRepository(db),
  timers: timerRepository(db),
  calls: callRepository(db),
  feed: feedRepository(db, engine.lockFeed),
  seen: seenRepository(db),
  vault: vaultRepository(db),
  sources: sourceRepository(db),
  topics: topicRepository(db),
  topicItems: topicItemRepository(db),
  alerts: alertRepository(db),
  tickets: ticketRepository(db),
  idempotency: idempotencyRepository(db),
  facts: factRepository(db),
  leases: leaseRepository(db, engine),
  retention: retentionRepository(db),
})
