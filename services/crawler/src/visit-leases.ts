import { SECOND, systemClock, type Instant, type Logger } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { createMutex, repeat } from '@guanlan/runtime'

/** A crawler that is not heard of for this long (wall) has lost its sources and hosts to the others. */
const LEASE_MS = 20 * SECOND
const RENEW_MS = 5 * SECOND

/** Which sources and hosts this crawler may ask right now. */
export interface VisitLeases {
  /** Of `among`, up to `limit` that are due at `now` (domain clock) and now ours, with their hosts. */
  claim(among: readonly string[], now: Instant, limit: number): Promise<string[]>
  /** Gives a source back, and its host with the last of it. */
  release(source: string): Promise<void>
  stop(): Promise<void>
}

/**
 * A source is asked for by one crawler at a time, and so is a host: rates and robots rules count for the host, and two
 * crawlers that both keep them would together break them. Leases are renewed while their visits run.
 */
export function keepVisitLeases(parts: {
  readonly recordStore: RecordStore
  readonly holder: string
  /** Host (with port) of a source. */
  readonly hostOf: (source: string) => string
  readonly logger: Logger
  /** Told when a source is another crawler's by now: ours was not heard of for too long. */
  readonly onLost: (source: string) => void
}): VisitLeases {
  const { recordStore, holder, hostOf, logger, onLost } = parts
  const held = new Set<string>()
  const leaseOf = (source: string): string => `host:${hostOf(source)}`
  /** A host given back must not be the one that a claim under way relies on. */
  const exclusive = createMutex()

  async function renew(): Promise<void> {
    if (held.size === 0) return
    const ids = [...held]
    const now = systemClock.now()
    const kept = await recordStore.transaction(
      async (records) => {
        await records.leases.acquireMany([...new Set(ids.map(leaseOf))], holder, now, now + LEASE_MS)
        return records.sources.renew(holder, ids, now + LEASE_MS)
      },
      { isolation: 'read-committed' },
    )
    for (const id of ids) if (!kept.includes(id) && held.delete(id)) onLost(id)
  }
  const renewing = repeat(RENEW_MS, renew, (error) => logger.warn({ err: error }, 'leases not renewed, trying again'))

  const returning = new Set<string>()
  let giving: Promise<void> | null = null
  async function giveBack(): Promise<void> {
    giving = null
    const sources = [...returning]
    returning.clear()
    for (const source of sources) held.delete(source)
    const stillAsked = new Set([...held].map(leaseOf))
    const hosts = new Set(sources.map(leaseOf).filter((lease) => !stillAsked.has(lease)))
    await recordStore.transaction(
      async (records) => {
        for (const source of sources) await records.sources.release(holder, source)
        for (const lease of hosts) await records.leases.release(lease, holder)
      },
      { isolation: 'read-committed' },
    )
  }

  return {
    claim: (among, now, limit) =>
      exclusive(async () => {
        const wall = systemClock.now()
        const until = wall + LEASE_MS
        const claimed = await recordStore.transaction(async (records) => {
          // More than can be used: the store takes those that are due longest.
          const wanted = among.slice(0, limit * CANDIDATES)
          const hosts = await records.leases.acquireMany([...new Set(wanted.map(leaseOf))], holder, wall, until)
          const free = wanted.filter((source) => hosts.includes(leaseOf(source)))
          const ours = await records.sources.claim(holder, free, now, wall, until, limit)
          // What was not needed after all is not kept from the others.
          const kept = new Set([...ours, ...held].map(leaseOf))
          for (const lease of hosts) if (!kept.has(lease)) await records.leases.release(lease, holder)
          return ours
        })
        for (const id of claimed) held.add(id)
        return claimed
      }),
    release(source) {
      returning.add(source)
      // Visits that end while another gives back go together: one commit for all of them.
      return (giving ??= exclusive(giveBack))
    },
    stop: () => renewing.stop(),
  }
}

/** So many times what is wanted is looked at. */
const CANDIDATES = 4
