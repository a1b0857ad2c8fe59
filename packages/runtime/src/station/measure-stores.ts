import { statfs } from 'node:fs/promises'
import { consumerNames, stationNames, type SourceState } from '@guanlan/contracts'
import { SECOND, steadyClock, systemClock, toInstant, toMs } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import type { ServiceContext } from './context.js'
import { createDeadLetterDesk, type DeadLetterDesk } from './dead-letter-desk.js'
import type { Metrics } from './metrics.js'
import { pulseOf } from './pulse.js'

/** A part that takes longer (wall) is absent from this scrape; Prometheus itself waits ten seconds. */
const PATIENCE_MS = 4_000
/** Scrapes closer together share one measurement. */
const FRESH_MS = 2_000
/** Counting dead letters reads their topics. */
const LETTERS_FRESH_MS = 30_000
const MOST_CALLS = 1_000
const TICKET_PAGE = 100
const MOST_TICKETS = 500

export interface Measured extends Pick<ServiceContext, 'eventLog' | 'recordStore' | 'office' | 'clock' | 'metrics'> {
  /** Left out by processes that do not use the search store. */
  readonly searchStore?: { health(): Promise<Error | null> }
  /** Of the process, where it has one; default: its own. */
  readonly letters?: DeadLetterDesk
  /** Folder whose disk is measured; left out where nothing is kept on one. */
  readonly folder?: string
}

interface Part {
  readonly name: string
  /** Reads; what it resolves to sets the gauges, and is called only when everything was read in time. */
  readonly read: () => Promise<() => void>
  /** Takes the gauges away. */
  readonly clear: () => void
}

/** By the metrics of the process: its last measurement, and what it has to measure. */
const measurements = new WeakMap<Metrics, { readonly parts: readonly Part[]; at: number; done: Promise<void> }>()

/**
 * What only the stores can tell (lag, outbox, feed, dead letters, timers, calls, sources, alerts, tickets, disk): to be called at
 * each scrape of a process, with the same parts. Never throws: a part that cannot be read is counted, and its gauges are
 * absent until it can. Processes on the same stores say the same: take the maximum of them, not the sum.
 */
export async function measureStores(measured: Measured): Promise<void> {
  const { metrics } = measured
  const latest = measurements.get(metrics)
  if (latest && steadyClock.now() - latest.at < FRESH_MS) return latest.done
  const parts = latest?.parts ?? partsOf(measured)
  const done = Promise.all(parts.map((part) => measure(part, metrics))).then(() => undefined)
  measurements.set(metrics, { parts, at: steadyClock.now(), done })
  return done
}

async function measure({ name, read, clear }: Part, metrics: Metrics): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS)
  })
  try {
    const set = await Promise.race([read(), late])
    clear()
    set()
  } catch {
    clear()
    metrics.measureFailures.inc({ part: name })
  } finally {
    clearTimeout(timer)
  }
}

function partsOf(measured: Measured): Part[] {
  const { metrics, folder } = measured
  const { records } = measured.recordStore
  const single = (gauge: Metrics['outboxWaiting'], name: string, read: () => Promise<number>): Part => ({
    name,
    clear: () => gauge.remove(),
    read: async () => {
      const value = await read()
      return () => gauge.set(value)
    },
  })
  return [
    lagPart(measured),
    timerPart(measured),
    callPart(measured),
    sourcePart(measured),
    ...storeParts(measured),
    single(metrics.outboxWaiting, 'outbox', () => records.outbox.count()),
    single(metrics.outboxStuck, 'outbox', stuckFor(measured)),
    single(metrics.heartbeatAge, 'heartbeat', async () => {
      const now = systemClock.now()
      return (await pulseOf(records, now - steadyClock.now(), now)).ageSeconds
    }),
    single(metrics.feedLength, 'feed', async () => {
      const [newest, oldest] = await Promise.all([records.feed.newest(), records.feed.oldest()])
      return Math.max(0, newest - oldest + 1)
    }),
    single(metrics.deadLettersWaiting, 'dead-letters', letterCount(measured)),
    single(metrics.alertsOpen, 'alerts', () => records.alerts.countOpen()),
    single(metrics.ticketsOpen, 'tickets', () => records.tickets.countOpen()),
    single(metrics.ticketsOverdue, 'tickets-overdue', () => countOverdue(records, measured.clock.now())),
    ...(folder === undefined
      ? []
      : [
          single(metrics.diskFree, 'disk', async () => bytesOf(folder, 'bavail')),
          single(metrics.diskSize, 'disk', async () => bytesOf(folder, 'blocks')),
        ]),
  ]
}

function lagPart({ eventLog, metrics }: Measured): Part {
  const groups = consumerNames()
  return {
    name: 'lag',
    clear: () => metrics.lag.reset(),
    read: async () => {
      const lags = await Promise.all(groups.map(async (group) => ({ group, parts: await eventLog.lag(group) })))
      return () => {
        for (const { group, parts } of lags) for (const { topic, lag } of parts) metrics.lag.inc({ group, topic }, lag)
      }
    },
  }
}

function timerPart({ recordStore, metrics, clock }: Measured): Part {
  return {
    name: 'timers',
    clear: () => metrics.timerOverdue.reset(),
    read: async () => {
      const { timers } = recordStore.records
      const next = await Promise.all(
        stationNames.map(async (station) => ({ station, due: await timers.next(station) })),
      )
      return () => {
        for (const { station, due } of next) {
          const late = due === null ? 0 : (clock.now() - toMs(due)) / (clock.speed ?? 1) / SECOND
          metrics.timerOverdue.set({ station }, Math.max(0, late))
        }
      }
    },
  }
}

const callPart = ({ recordStore, metrics, office }: Measured): Part => ({
  name: 'calls',
  clear: () => metrics.callsWaiting.reset(),
  read: async () => {
    const waiting = await recordStore.records.calls.list({ state: 'waiting', limit: MOST_CALLS })
    return () => {
      for (const { id } of office.channels) metrics.callsWaiting.set({ channel: id }, 0)
      for (const { channel } of waiting) metrics.callsWaiting.inc({ channel })
    }
  },
})

const sourcePart = ({ recordStore, metrics, office }: Measured): Part => ({
  name: 'sources',
  clear: () => metrics.sources.reset(),
  read: async () => {
    const rows = await recordStore.records.sources.list()
    const known = new Map<string, SourceState['health']>(rows.map(({ state }) => [state.source, state.health]))
    return () => {
      for (const { id, enabled } of office.sources)
        metrics.sources.inc({ health: enabled ? (known.get(id) ?? 'unknown') : 'off' })
    }
  },
})

/** A store that does not answer is down: that is the measurement, not its failure. */
function storeParts({ eventLog, recordStore, searchStore, metrics }: Measured): Part[] {
  const stores = {
    'event-log': eventLog,
    'record-store': recordStore,
    ...(searchStore && { 'search-store': searchStore }),
  }
  return Object.entries(stores).map(([store, port]) => ({
    name: store,
    clear: () => metrics.storeUp.set({ store }, 0),
    read: async () => {
      const problem = await port.health()
      return () => metrics.storeUp.set({ store }, problem === null ? 1 : 0)
    },
  }))
}

/** The outbox keeps no times: how long the same event has been its oldest is what tells a relay that does not get on. */
function stuckFor({ recordStore }: Measured): () => Promise<number> {
  let oldest: { id: string; since: number } | null = null
  return async () => {
    const [first] = await recordStore.records.outbox.oldest(1)
    if (!first) oldest = null
    else if (oldest?.id !== first.id) oldest = { id: first.id, since: steadyClock.now() }
    return oldest ? (steadyClock.now() - oldest.since) / SECOND : 0
  }
}

function letterCount({ eventLog, recordStore, letters }: Measured): () => Promise<number> {
  const desk = letters ?? createDeadLetterDesk(eventLog, recordStore)
  let counted: { at: number; count: number } | null = null
  return async () => {
    if (counted && steadyClock.now() - counted.at < LETTERS_FRESH_MS) return counted.count
    const count = await desk.count()
    counted = { at: steadyClock.now(), count }
    return count
  }
}

/** Open tickets with a clock that ran out unmet by `nowMs` (domain clock), earliest deadline first, 500 at most. */
async function countOverdue({ tickets }: Records, nowMs: number): Promise<number> {
  const now = toInstant(nowMs)
  let count = 0
  let cursor: string | undefined
  do {
    const page = await tickets.list({
      open: true,
      order: 'deadline',
      limit: TICKET_PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    const overdue = page.items.filter(
      ({ mergedInto, clocks }) => !mergedInto && clocks.some(({ metAt, dueAt }) => !metAt && dueAt < now),
    )
    count += overdue.length
    // Sorted by deadline: the first that is not late ends it.
    cursor = overdue.length === page.items.length ? (page.next ?? undefined) : undefined
  } while (cursor !== undefined && count < MOST_TICKETS)
  return count
}

async function bytesOf(folder: string, what: 'bavail' | 'blocks'): Promise<number> {
  const disk = await statfs(folder)
  return disk[what] * disk.bsize
}
