import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import type { FetchedSourceConfig } from '@guanlan/contracts'
import { buildCalendar } from '@guanlan/desk'
import { createFetcher } from '@guanlan/fetcher'
import { SECOND, steadyClock, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { vaultOf } from '@guanlan/privacy'
import type { RunningService, ServiceContext } from '@guanlan/runtime'
import { answerAsks } from './answer-asks.js'
import { crawl } from './crawl.js'
import { DueBoard } from './due-board.js'
import { slotsBy } from './habit.js'
import { registerSources } from './register-sources.js'
import { keepVisitLeases } from './visit-leases.js'
import { newCount, visitTime } from './visit.js'
import { watchPushed } from './watch-pushed.js'

export interface CrawlerOptions {
  /** Secret of the installation for hashed author names. */
  readonly salt: string
  /** Items published before are told as back-fill (`live: false`). */
  readonly backfillBefore?: Instant
  /** Name of this crawler in leases, unlike any other's that runs; the only one there is keeps its name over restarts. */
  readonly holder?: string
}

/** How often is looked at what is due (wall). */
const TICK_MS = 1_000
/** How often sources that push are looked at (wall). */
const WATCH_MS = 60_000
/** A source is not asked again and again because our own store cannot keep what it said. */
const restMs = 30_000

/**
 * Starts the crawler. Each second it asks the record store what is due on the domain clock; a tick that is lost loses
 * nothing. A source is visited by whoever leased it, and one source's failure never stops the others.
 */
export async function startCrawler(context: ServiceContext, options: CrawlerOptions): Promise<RunningService> {
  const { recordStore, office, clock, logger, metrics } = context
  const holder = options.holder ?? `crawler@${hostname()}`
  // Before anything runs that would have to be ended if this fails.
  await registerSources(recordStore, office.sources, holder, toInstant(clock.now()))
  const fetcher = createFetcher(office.fetcher, { logger: logger.child({ part: 'fetcher' }) })
  const sources = new Map(office.sources.filter(isFetched).map((source) => [source.id, source]))
  const parts = {
    recordStore,
    fetcher,
    clock,
    logger,
    metrics,
    jurisdiction: office.office.jurisdiction,
    salt: options.salt,
    vault: vaultOf(office.office.vault),
    backfillBefore: options.backfillBefore,
    slotOf: slotsBy(buildCalendar(office.holidays).isWorkingDay),
  }
  const running = new Map<string, Promise<void>>()
  const breakOffs = new Map<string, { readonly abort: () => void; readonly isLate: () => boolean }>()
  /** Pauses that hosts asked for, ms by source: the next visit may have to wait one before its first request. */
  const pauses = new Map<string, number>()
  /** Sources whose visit could not be saved, and until when (steady clock) they are left in peace for it. */
  const resting = new Map<string, number>()
  const stopping = new AbortController()
  // One listener per running visit; more than ten are no leak.
  setMaxListeners(0, stopping.signal)
  const leases = keepVisitLeases({
    recordStore,
    holder,
    hostOf: (id) => hostOf(sources.get(id)),
    logger,
    onLost(id) {
      logger.warn({ source: id }, 'another crawler has this source by now, visit broken off')
      breakOffs.get(id)?.abort()
    },
  })
  const board = new DueBoard(recordStore, steadyClock)
  const atOnce = office.fetcher.concurrency * 2
  const tries = new Set<Promise<void>>()
  let watchedAt = Number.NEGATIVE_INFINITY
  let failure: string | null = null
  let looking: Promise<void> | null = null

  async function visit(source: FetchedSourceConfig): Promise<void> {
    let saved = false
    const breakOff = new AbortController()
    const abort = () => breakOff.abort()
    const count = newCount(pauses.get(source.id))
    const began = steadyClock.now()
    breakOffs.set(source.id, { abort, isLate: () => steadyClock.now() - began > visitTime(count.hostDelay) })
    stopping.signal.addEventListener('abort', abort)
    try {
      const due = await crawl(source, parts, breakOff.signal, count)
      if (due) board.set(source.id, due)
      saved = true
      failure = null
    } catch (error) {
      failure = `${source.id}: 记录库写入失败`
      resting.set(source.id, steadyClock.now() + restMs)
      logger.error({ source: source.id, err: error }, 'visit not saved, trying again')
    } finally {
      stopping.signal.removeEventListener('abort', abort)
      pauses.set(source.id, count.hostDelay)
      await leases.release(source.id).catch(() => undefined)
      running.delete(source.id)
      breakOffs.delete(source.id)
    }
    // What was left over goes on at once, and a free place is taken.
    if (saved) tick()
  }

  async function look(): Promise<void> {
    if (steadyClock.now() - watchedAt > WATCH_MS) {
      watchedAt = steadyClock.now()
      await watchPushed(recordStore, office.sources, clock.now(), parts.slotOf)
    }
    const moved = await answerAsks({ ...parts, sources }, (trying) => {
      tries.add(trying)
      void trying.finally(() => tries.delete(trying))
    })
    if (moved) board.doubt()
    const idle = [...sources.keys()].filter((id) => !running.has(id) && (resting.get(id) ?? 0) <= steadyClock.now())
    const now = toInstant(clock.now())
    const due = running.size < atOnce ? await board.due(idle, now) : []
    if (due.length === 0) return
    const claimed = await leases.claim(due, now, atOnce - running.size)
    if (claimed.length === 0) board.doubt()
    for (const id of claimed) {
      const source = sources.get(id)
      if (source && !stopping.signal.aborted) {
        const dueAt = board.dueOf(id)
        if (dueAt) metrics.visitLateness.observe((toMs(now) - toMs(dueAt)) / (clock.speed ?? 1) / SECOND)
        running.set(id, visit(source))
      } else await leases.release(id)
    }
  }

  /** Never two at once: a slow store makes ticks rarer, not more of them. */
  function tick(): void {
    for (const { abort, isLate } of breakOffs.values()) if (isLate()) abort()
    if (looking || stopping.signal.aborted) return
    looking = look()
      .catch((error: unknown) => {
        failure = '无法查询到期的来源'
        logger.error({ err: error }, 'could not ask what is due')
      })
      .finally(() => (looking = null))
  }

  // A plain interval: a scheduler that goes by the machine's clock stands still for as long as that is set back.
  const ticking = setInterval(tick, TICK_MS)
  tick()
  return {
    name: 'crawler',
    health: () => Promise.resolve(failure),
    async stop(deadlineMs) {
      clearInterval(ticking)
      stopping.abort()
      await looking
      const ended = Promise.all([...running.values(), ...tries]).then(() => true)
      const inTime = await Promise.race([
        ended,
        new Promise<false>((resolve) => setTimeout(() => resolve(false), deadlineMs).unref()),
      ])
      await leases.stop()
      await fetcher.close()
      return inTime
    },
  }
}

/** What politeness counts by; sources of one host are visited by one crawler at a time. */
const hostOf = (source: FetchedSourceConfig | undefined): string => (source ? new URL(source.url).host : '')

/** Those that are off too: a person may switch one on. */
const isFetched = (source: ServiceContext['office']['sources'][number]): source is FetchedSourceConfig =>
  source.kind !== 'push'
