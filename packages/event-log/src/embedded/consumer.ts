import type { Logger } from '@guanlan/kernel'
import type { DeliveredMessage, SubscribeOptions, Subscription } from '../port.js'

export interface PartitionRef {
  readonly number: number
  readonly topic: string
  readonly partition: number
}

/** What a consumer needs of the log it reads. */
export interface ConsumerSource {
  /** At most `limit` messages and `maxChars` UTF-16 units of values, at least one when there is one. */
  select(
    ref: PartitionRef,
    from: number,
    limit: number,
    maxChars?: number,
  ): (DeliveredMessage & { notBefore: number | null })[]
  nextOffset(group: string, ref: PartitionRef): number
  commit(group: string, ref: PartitionRef, next: number): Promise<void>
  onPublished(listener: () => void): () => void
}

const DEFAULT_BATCH = 256
const DEFAULT_BATCH_CHARS = 4_000_000
/** Pause after a rejected handler: doubles from the first to the last. */
const FIRST_PAUSE_MS = 50
const LAST_PAUSE_MS = 5_000
/** Looks even without a wake-up: another process may have written, a held-back message may be due. */
const POLL_MS = 250

/** One loop per partition, so that a slow key holds up its own partition only. */
export function startConsumer(
  source: ConsumerSource,
  refs: readonly PartitionRef[],
  options: SubscribeOptions,
  logger: Logger,
): Subscription {
  const abort = new AbortController()
  const loops = refs.map((ref) => consumePartition(source, ref, options, abort.signal, logger))
  return {
    async stop(deadlineMs) {
      abort.abort()
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
  signal: AbortSignal,
  logger: Logger,
): Promise<void> {
  const { group, handle, maxBatch = DEFAULT_BATCH, maxBatchChars = DEFAULT_BATCH_CHARS } = options
  let next: number | null = null
  let pause = FIRST_PAUSE_MS
  while (!signal.aborted) {
    try {
      next ??= await startingOffset(source, group, ref)
      const ready = takeReady(source.select(ref, next, maxBatch, maxBatchChars))
      if (ready.length === 0) {
        await wakeOrPoll(source, signal)
        continue
      }
      await handle(ready, signal)
      next = (ready.at(-1)?.offset ?? next) + 1
      await source.commit(group, ref, next)
      pause = FIRST_PAUSE_MS
    } catch (error) {
      if (signal.aborted) return
      // Back to the committed position: the batch comes again, whole.
      next = null
      logger.warn(
        { group, topic: ref.topic, partition: ref.partition, pause, err: error },
        'batch not handled, again after a pause',
      )
      await sleep(pause, signal)
      pause = Math.min(pause * 2, LAST_PAUSE_MS)
    }
  }
}

/** Committed position; writes the first one down, so that lag counts from the group's beginning. */
async function startingOffset(source: ConsumerSource, group: string, ref: PartitionRef): Promise<number> {
  const next = source.nextOffset(group, ref)
  if (next === 0) await source.commit(group, ref, 0)
  return next
}

/** The front of the batch whose time has come. */
function takeReady(messages: (DeliveredMessage & { notBefore: number | null })[]): DeliveredMessage[] {
  const now = Date.now()
  const ready: DeliveredMessage[] = []
  for (const { notBefore, ...message } of messages) {
    if (notBefore !== null && notBefore > now) break
    ready.push(message)
  }
  return ready
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
