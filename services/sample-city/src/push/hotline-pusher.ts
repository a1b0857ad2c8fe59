import type { PushItem } from '@guanlan/contracts'
import { toInstant, type Clock, type Logger } from '@guanlan/kernel'
import { setTimeout as pause } from 'node:timers/promises'
import type { PublishedItem } from '../timeline.js'
import { postItems, type PostOutcome } from './post-items.js'

/** What the hotline needs to push; durations in wall milliseconds. */
export interface PusherOptions {
  /** Oldest first. */
  readonly items: readonly PublishedItem[]
  readonly clock: Clock
  readonly logger: Logger
  /** Address of our own api, or null while it is not there. */
  readonly apiUrl: () => string | null
  /** Id of the push source. */
  readonly source: string
  readonly place: string
  readonly batch?: number
  readonly poll?: number
  readonly firstWait?: number
  readonly longestWait?: number
}

export interface Pusher {
  /** Ends the loop, also in the middle of a wait or a request. */
  stop(): Promise<void>
}

/**
 * Pushes each item once its time has come, in batches and in order. Nothing is remembered between starts: everything
 * is pushed again from the beginning, which is harmless because pushes are idempotent by id. While the api is away or
 * answers 5xx, 408 or 429 the same batch is tried again with doubling waits; a refused batch goes item by item, so
 * that one bad item is named in the log and the others arrive.
 */
export function startPusher(options: PusherOptions): Pusher {
  const { items, clock, logger, batch = 100, poll = 400, firstWait = 250, longestWait = 5_000 } = options
  const ended = new AbortController()
  const sleep = (ms: number) => pause(ms, undefined, { signal: ended.signal }).catch(() => undefined)

  async function deliver(url: string, due: readonly PublishedItem[]): Promise<PostOutcome> {
    const body = due.map((item) => pushItem(item, options))
    const outcome = await postItems(url, body, ended.signal)
    if (outcome.kind !== 'refused' || due.length > 1) return outcome
    logger.error(
      { item: due[0]?.id, status: outcome.status },
      'the api refused an item of the sample hotline; it is left out',
    )
    return { kind: 'taken' }
  }

  async function run(): Promise<void> {
    let cursor = 0
    let size = batch
    let wait = firstWait
    while (!ended.signal.aborted) {
      const url = options.apiUrl()
      const due = items.slice(cursor, cursor + size).filter((item) => item.published <= clock.now())
      if (url === null || due.length === 0) {
        size = batch
        await sleep(poll)
        continue
      }
      const outcome = await deliver(url, due)
      if (outcome.kind === 'taken') {
        cursor += due.length
        wait = firstWait
      } else if (outcome.kind === 'refused') {
        size = 1
      } else {
        logger.debug({ reason: outcome.reason, wait }, 'the sample hotline cannot push yet')
        await sleep(wait)
        wait = Math.min(wait * 2, longestWait)
      }
    }
  }

  const running = run()
  return {
    stop: async () => {
      ended.abort()
      await running
    },
  }
}

function pushItem(item: PublishedItem, { source, place }: PusherOptions): PushItem {
  return {
    id: item.id,
    source,
    title: item.title,
    body: item.body,
    published: toInstant(item.published),
    place,
    ...(item.author && { author: item.author }),
    ...(item.metrics && { metrics: item.metrics }),
    ...(item.replyTo && { replyTo: item.replyTo }),
  }
}
