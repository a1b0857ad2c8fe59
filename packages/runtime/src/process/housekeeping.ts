import { consumerNames, VAULT_DAYS } from '@guanlan/contracts'
import { DAY, HOUR, systemClock, toInstant, type Clock, type Instant, type Logger } from '@guanlan/kernel'
import type { Expiring } from '@guanlan/record-store'
import type { RunningService, ServiceContext } from '../station/context.js'
import { repeat } from '../station/repeat.js'
import { takeSeat } from '../station/seat.js'
import { forgetLostMembers } from './members.js'
import type { Stores } from './stores.js'

/** How many lines of the change feed are kept for consoles that reconnect. */
const FEED_KEPT = 20_000
/** Rows of one transaction: between two of them everybody else has a turn. */
const CHUNK = 500

interface Retention {
  readonly what: Expiring
  readonly days: number
  /** The clock that its times are of. */
  readonly clock: 'wall' | 'domain'
}

/**
 * What is kept for a time only (docs/retention.md). Done inputs are kept longer than any dead letter can be replayed (90
 * days), and seen items longer than a source lists what it has told; the log's own retention stands in `flow.ts`.
 */
export const retentions: readonly Retention[] = [
  { what: 'inbox', days: 95, clock: 'wall' },
  { what: 'replays', days: 95, clock: 'wall' },
  { what: 'idempotency', days: 7, clock: 'domain' },
  { what: 'calls', days: 180, clock: 'domain' },
  { what: 'beats', days: 1, clock: 'domain' },
  { what: 'seen', days: 400, clock: 'domain' },
]

export interface HousekeepingParts {
  readonly stores: Pick<Stores, 'eventLog' | 'recordStore'> & Partial<Pick<Stores, 'searchStore'>>
  /** Whole months for which articles can be searched; left out = for good. */
  readonly searchableMonths?: number | undefined
  /** Days that sealed originals are kept; left out = as long as by default: what was sealed goes after the vault was switched off, too. */
  readonly vaultDays?: number | undefined
  /** Domain clock. */
  readonly clock: Clock
  readonly wall: Clock
  readonly logger: Logger
}

/** Once an hour (wall time), and at start: what is past its retention goes, a little at a time. */
export function startHousekeeping(parts: HousekeepingParts): { stop(): Promise<void> } {
  const { logger } = parts
  let stopped = false
  const running = repeat(
    HOUR,
    async () => {
      const dropped = await tidy(parts, () => stopped)
      if (Object.values(dropped).some((count) => count > 0)) logger.info({ dropped }, 'tidied')
    },
    (error) => logger.error({ err: error }, 'tidying failed'),
  )
  return {
    async stop() {
      stopped = true
      await running.stop()
    },
  }
}

/** Housekeeping of many processes: one of them does it. */
export function keepHouseAlone(
  context: ServiceContext & { readonly instance: string },
  searchStore: Stores['searchStore'],
): RunningService {
  const { eventLog, recordStore, clock, logger, instance, office } = context
  const { searchableMonths, vault } = office.office
  const stores = { eventLog, recordStore, searchStore }
  return takeSeat({
    name: 'housekeeping',
    holder: instance,
    recordStore,
    logger,
    begin: async () => {
      const house = startHousekeeping({
        stores,
        clock,
        wall: systemClock,
        logger,
        searchableMonths,
        vaultDays: vault?.keepDays,
      })
      return { name: 'housekeeping', health: async () => null, stop: () => house.stop().then(() => true) }
    },
  })
}

/** One round. Returns how many of each went. */
export async function tidy(
  { stores: { eventLog, recordStore, searchStore }, clock, wall, searchableMonths, vaultDays }: HousekeepingParts,
  stopped: () => boolean = () => false,
): Promise<Record<string, number>> {
  const dropped: Record<string, number> = { messages: await eventLog.expire(wall.now()) }
  dropped['feed'] = await recordStore.transaction((records) => records.feed.trim(FEED_KEPT), {
    isolation: 'read-committed',
  })
  // A desk that was off for months finds its last batches uncommitted: what of them was done must still be known.
  const settled = await isSettled({ eventLog, recordStore })
  const vault: Retention = { what: 'vault', days: vaultDays ?? VAULT_DAYS, clock: 'domain' }
  for (const { what, days, clock: of } of [...retentions, vault]) {
    if (what === 'inbox' && !settled) continue
    const before: Instant = toInstant((of === 'wall' ? wall : clock).now() - days * DAY)
    let count = 0
    for (let chunk = CHUNK; chunk === CHUNK && !stopped(); count += chunk)
      chunk = await recordStore.transaction((records) => records.retention.drop(what, before, CHUNK), {
        isolation: 'read-committed',
      })
    dropped[what] = count
  }
  if (searchStore && searchableMonths !== undefined)
    dropped['searchable'] = await searchStore.expire(monthsBefore(clock.now(), searchableMonths))
  dropped['members'] = await forgetLostMembers(recordStore)
  dropped['leases'] = await forgetLeases(recordStore, wall.now() - DAY)
  return dropped
}

/** The same moment so many months earlier (UTC; a day that the month lacks becomes one of the next). */
function monthsBefore(ms: number, months: number): Instant {
  const date = new Date(ms)
  date.setUTCMonth(date.getUTCMonth() - months)
  return toInstant(date.getTime())
}

/** Leases that ran out long ago: instances have names of their own, and hosts come and go. */
async function forgetLeases(recordStore: HousekeepingParts['stores']['recordStore'], before: number): Promise<number> {
  const old = (await recordStore.records.leases.holders('')).filter(({ until }) => until < before)
  for (let at = 0; at < old.length; at += CHUNK)
    await recordStore.transaction(async (records) => {
      for (const { name, holder } of old.slice(at, at + CHUNK)) await records.leases.release(name, holder)
    })
  return old.length
}

/** Whether every station has handled and committed all there is, and the outbox is empty: then nothing can come twice. */
async function isSettled({ eventLog, recordStore }: Pick<Stores, 'eventLog' | 'recordStore'>): Promise<boolean> {
  const lags = await Promise.all(consumerNames().map((station) => eventLog.lag(station)))
  return lags.flat().every(({ lag }) => lag === 0) && (await recordStore.records.outbox.count()) === 0
}
