import type { Logger } from '@guanlan/kernel'
import type { TopicSpec } from '../port.js'
import type { FetchedMessage, HandleFront } from './lane.js'
import { pause } from './wait.js'

/**
 * Messages that are held back wait on delay topics, one for each length of wait. All that wait on one of them wait equally
 * long, so that the first is always the next: nobody stands in another's way. Whoever has waited goes on to the longest
 * tier that still fits into what is left, at last to the topic that it is meant for.
 */
const tiers = [
  { name: 'guanlan.delay.10m', ms: 600_000 },
  { name: 'guanlan.delay.1m', ms: 60_000 },
  { name: 'guanlan.delay.10s', ms: 10_000 },
  { name: 'guanlan.delay.1s', ms: 1_000 },
] as const

export const DELAY_GROUP = 'guanlan.delay'
/** One partition each: a tier is a queue. A message that nobody forwards for a month is given up with its topic's rest. */
export const delayTopics: readonly TopicSpec[] = tiers.map(({ name }) => ({ name, partitions: 1, retentionDays: 30 }))

/** Headers of a message on a delay topic: the topic that it is meant for, and when (wall time, epoch ms). */
const TARGET = 'guanlan-topic'
const DUE = 'guanlan-due'

export interface Routed {
  readonly topic: string
  readonly key: string
  readonly value: string
  readonly headers?: Record<string, string>
}

/** Where a message goes now: to its topic when its time has come, else to the tier to wait on. Never early; at most a second late. */
export function routeOf(message: { key: string; value: string }, target: string, due: number, now: number): Routed {
  const { key, value } = message
  const left = due - now
  if (left <= 0) return { topic: target, key, value }
  const tier = tiers.find(({ ms }) => ms <= left) ?? tiers[3]
  return { topic: tier.name, key, value, headers: { [TARGET]: target, [DUE]: String(due) } }
}

/** What a message on a delay topic is held back for; a target of null is none that we can read. */
export function heldFor({ headers }: FetchedMessage): { target: string | null; due: number } {
  const target = headers?.[TARGET]?.toString()
  const due = Number(headers?.[DUE]?.toString())
  return target && Number.isFinite(due) ? { target, due } : { target: null, due: 0 }
}

/** Sends those who have waited long enough on; the batch is the front of one tier. */
export function createForwarder(
  send: (messages: readonly Routed[]) => Promise<void>,
  knows: (topic: string) => Promise<boolean>,
  logger: Logger,
): HandleFront {
  async function next(message: FetchedMessage): Promise<Routed | null> {
    const { target, due } = heldFor(message)
    if (target === null) {
      logger.error(
        { topic: message.topic, offset: message.offset },
        'message on a delay topic without a target, left behind',
      )
      return null
    }
    const now = Date.now()
    if (due <= now && !(await knows(target))) {
      logger.error({ topic: target }, 'a held-back message’s topic is gone, it is kept and tried again')
      return { ...routeOf(message, target, now + tiers[0].ms, now), headers: { [TARGET]: target, [DUE]: String(due) } }
    }
    return routeOf(message, target, due, now)
  }

  return async (batch, signal) => {
    const [first] = batch
    const waits = tiers.find(({ name }) => name === first?.topic)?.ms ?? 0
    if (!first) return 0
    const readyAt = (message: FetchedMessage) => message.publishedAt + waits
    await pause(Math.min(readyAt(first) - Date.now(), waits), signal)
    if (signal.aborted) return 0
    const now = Date.now()
    const waiting = batch.findIndex((message) => readyAt(message) > now)
    // A clock that was put back: the due time decides anew for all of them.
    const ready = waiting <= 0 ? batch : batch.slice(0, waiting)
    const routed: Routed[] = []
    for (const message of ready) {
      const one = await next(message)
      if (one) routed.push(one)
    }
    await send(routed)
    return ready.length
  }
}
