import type { Logger } from '@guanlan/kernel'
import type { DeliveredMessage, SubscribeOptions, Subscription } from '../port.js'
import type { Member } from './sharing.js'

export interface PartitionRef {
  readonly number: number
  readonly topic: string
  readonly partition: number
}

/** What a consumer needs of the log it reads. */
export interface ConsumerSource {
  /** At most `limit` messages and `maxChars` UTF-16 units of values, at least one when there is one. */
  select(ref: PartitionRef, from: number, limit: number, maxChars?: number): DeliveredMessage[]
  /** null = the group has no position there yet. */
  nextOffset(group: string, ref: PartitionRef): number | null
  commit(group: string, ref: PartitionRef, next: number): Promise<void>
  onPublished(listener: () => void): () => void
}

const DEFAULT_BATCH = 256
const DEFAULT_BATCH_CHARS = 4_000_000
/** Pause after a rejected handler: doubles from the first to the last. */
const FIRST_PAUSE_MS = 50
const LAST_PAUSE_MS = 5_000
/** Looks even without a wake-up: another process may have written, another member may have left. */
const POLL_MS = 250

/** One loop per partition, so that a slow key holds up its own partition only. */
export function startConsumer(
  source: ConsumerSource,
  refs: readonly PartitionRef[],
  options: SubscribeOptions,
  member: Member,
  logger: Logger,
): Subscription {
  const abort = new AbortController()
  const loops = refs.map((ref) => consumePartition(source, ref, options, member, abort.signal, logger))
  return {
    async stop(deadlineMs) {
      abort.abort()
      member.leave()
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), deadlineMs)
      })
      const done = Promise.all(loops).then(() => true)
      const inTime = await Promise.race([done, late])
      clearTimeout(timer)
      return inTime
    },
  }
}

async function consumePartition(
  source: ConsumerSource,
  ref: PartitionRef,
  options: SubscribeOptions,
  member: Member,
  signal: AbortSignal,
  logger: Logger,
): Promise<void> {
  const { group, handle, maxBatch = DEFAULT_BATCH, maxBatchChars = DEFAULT_BATCH_CHARS } = options
  let pause = FIRST_PAUSE_MS
  while (!signal.aborted) {
    const release = member.take(ref.number)
    if (!release) {
      await wakeOrPoll(source, signal)
      continue
    }
    let idle = false
    try {
      // The position is read anew each time: after a rejected handler the batch comes again, and another member may have gone on.
      const next = await startingOffset(source, group, ref)
      const batch = source.select(ref, next, maxBatch, maxBatchChars)
      const last = batch.at(-1)
      if (last) {
        await handle(batch, signal)
        await source.commit(group, ref, last.offset + 1)
      } else idle = true
      pause = FIRST_PAUSE_MS
    } catch (error) {
      if (signal.aborted) return
      logger.warn(
        { group, topic: ref.topic, partition: ref.partition, pause, err: error },
        'batch not handled, again after a pause',
      )
      await sleep(pause, signal)
      pause = Math.min(pause * 2, LAST_PAUSE_MS)
    } finally {
      release()
    }
    if (idle) await wakeOrPoll(source, signal)
  }
}

/** Committed position; writes the first one down, so that lag counts from the group's beginning. */
async function startingOffset(source: ConsumerSource, group: string, ref: PartitionRef): Promise<number> {
  const next = source.nextOffset(group, ref)
  if (next === null) await source.commit(group, ref, 0)
  return next ?? 0
}

function wakeOrPoll(source: ConsumerSource, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      off()
      resolve()
    }
    const timer = setTimeout(done, POLL_MS)
    const off = source.onPublished(done)
    signal.addEventListener('abort', done)
  })
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
