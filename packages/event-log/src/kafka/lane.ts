import type { Logger } from '@guanlan/kernel'
import type { IHeaders } from 'kafkajs'
import type { DeliveredMessage } from '../port.js'
import { pause } from './wait.js'

export interface FetchedMessage extends DeliveredMessage {
  readonly headers?: IHeaders
}

/** Handles the front of a lane; resolves with how many of the batch are done, which are then committed. */
export type HandleFront = (batch: readonly FetchedMessage[], signal: AbortSignal) => Promise<number>

export interface LaneOptions {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly maxBatch: number
  readonly maxBatchChars: number
  readonly handle: HandleFront
  /** Writes the group's position down, once; throws when that was not possible now. */
  readonly commit: (next: number) => Promise<void>
  /** There is room for more again. */
  readonly onRoom: () => void
  readonly logger: Logger
}

/** No more is fetched while so much waits: enough that a quick handler never waits for a fetch. */
const WAITING_BATCHES = 4
const WAITING_CHARS = 1_000_000
/** Pause after a rejected handler: doubles from the first to the last. */
const FIRST_PAUSE_MS = 50
const LAST_PAUSE_MS = 5_000
/** Between two attempts to commit while the group is rebalancing or the broker away. */
const COMMIT_PAUSE_MS = 200
/** Attempts to commit once the subscription stops. */
const LAST_COMMITS = 5

/**
 * One partition of one subscription: what was fetched waits here and is handed over in order, one batch at a time. The
 * client's fetch loop never waits for a handler, so that heartbeats and other partitions go on. Handed to another member
 * (`revoke`), the lane forgets what it has, aborts the running handler and commits nothing more; given back, it starts
 * anew once that handler has ended.
 */
export function createLane(options: LaneOptions) {
  const { group, topic, partition, maxBatch, maxBatchChars, handle, commit, onRoom, logger } = options
  const buffer: FetchedMessage[] = []
  let chars = 0
  /** Offset after the last message taken in; null = whatever comes first. */
  let next: number | null = null
  let owned = false
  let held = false
  let rejoined = false
  let stopping = false
  /** Grows whenever what was taken in is forgotten: what began before must not commit. */
  let epoch = 0
  let controller = new AbortController()
  let running: Promise<void> | null = null
  let unfinished = false
  const waiters = new Set<() => void>()

  const full = () => buffer.length >= WAITING_BATCHES * maxBatch || chars >= WAITING_CHARS
  function forget(): void {
    epoch += 1
    buffer.length = 0
    chars = 0
    next = null
    controller.abort()
    controller = new AbortController()
    madeRoom()
  }
  function madeRoom(): void {
    if (full()) return
    for (const waiter of waiters) waiter()
    waiters.clear()
    onRoom()
  }
  function front(): FetchedMessage[] {
    const batch: FetchedMessage[] = []
    let taken = 0
    for (const message of buffer) {
      taken += message.value.length
      if (batch.length === maxBatch || (batch.length > 0 && taken > maxBatchChars)) break
      batch.push(message)
    }
    return batch
  }
  async function committed(position: number, began: number): Promise<boolean> {
    for (let tries = 1; began === epoch; tries += 1) {
      try {
        await commit(position)
        return began === epoch
      } catch (thrown) {
        logger.debug({ group, topic, partition, tries, err: thrown }, 'position not committed, again')
        if (stopping && tries >= LAST_COMMITS) return false
        await pause(COMMIT_PAUSE_MS)
      }
    }
    return false
  }
  async function run(): Promise<void> {
    let rest = FIRST_PAUSE_MS
    while (owned && !held && !stopping && buffer.length > 0) {
      const began = epoch
      const { signal } = controller
      const batch = front()
      unfinished = true
      let done = 0
      try {
        done = await handle(batch, signal)
      } catch (error) {
        unfinished = false
        if (stopping || began !== epoch) continue
        logger.warn({ group, topic, partition, pause: rest, err: error }, 'batch not handled, again after a pause')
        await pause(rest, signal)
        rest = Math.min(rest * 2, LAST_PAUSE_MS)
        continue
      }
      rest = FIRST_PAUSE_MS
      const last = batch[done - 1]
      const safe = last === undefined || (await committed(last.offset + 1, began))
      unfinished = !safe && began === epoch
      if (!safe || began !== epoch) continue
      for (const message of buffer.splice(0, done)) chars -= message.value.length
      madeRoom()
    }
  }
  function start(): void {
    if (running || !owned || held || stopping || buffer.length === 0) return
    running = run().finally(() => {
      running = null
      start()
    })
  }

  return {
    topic,
    partition,
    isOwned: () => owned,
    isFull: full,
    /** Is ours from now on; `release` lets it begin. */
    assign(): void {
      if (!owned) {
        owned = true
        held = true
      } else rejoined = true
    },
    release(): void {
      held = false
      start()
    },
    revoke(): void {
      if (!owned) return
      owned = false
      forget()
    },
    /** Takes in what was fetched, without what it has already: after a rebalance the fetch begins at the committed position. */
    offer(messages: readonly FetchedMessage[]): void {
      const [first] = messages
      if (!owned || stopping || !first) return
      // Somebody else had the partition in between and went past all that waits here.
      if (rejoined && next !== null && first.offset > next) forget()
      rejoined = false
      for (const message of messages) {
        if (next !== null && message.offset < next) continue
        buffer.push(message)
        chars += message.value.length
        next = message.offset + 1
      }
      start()
    },
    /** Resolves when there is room, or after `ms`. */
    room(ms: number): Promise<void> {
      if (!full()) return Promise.resolve()
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          waiters.delete(done)
          resolve()
        }
        const timer = setTimeout(done, ms)
        waiters.add(done)
      })
    },
    /** Takes no further batch and aborts the signal; resolves true when what ran has ended and is committed. */
    async stop(): Promise<boolean> {
      stopping = true
      controller.abort()
      while (running) await running
      return !unfinished
    },
  }
}

export type Lane = ReturnType<typeof createLane>
