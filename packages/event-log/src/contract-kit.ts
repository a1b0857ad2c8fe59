import { silentLogger } from '@guanlan/kernel'
import { afterEach } from 'vitest'
import type { DeliveredMessage, EventLog, SubscribeOptions, Subscription } from './port.js'

/** What an adapter hands the suite: how to open a log on fresh storage, and the same storage again after a crash. */
export interface EventLogUnderTest {
  open(options: { maxMessageChars?: number }): Promise<EventLog>
  /** Opens the same storage once more; `crash` leaves the first one without a close. */
  reopen(previous: EventLog, how: 'closed' | 'crash'): Promise<EventLog>
  cleanUp(): Promise<void>
}

/** How an adapter differs where the promises leave it free. */
export interface ContractOptions {
  /** How long a test waits for what must happen; default 15 s. */
  readonly patienceMs?: number
}

/** A log with what has to be put away after the test. */
export interface Handle {
  log: EventLog
  readonly under: EventLogUnderTest
  readonly subscriptions: Subscription[]
}

export const TOPIC = 'contract.v1'
const SPEC = [{ name: TOPIC, partitions: 3, retentionDays: 1 }]
const PATIENCE_MS = 15_000

/** Options of a log in tests. */
export const testLogOptions = { logger: silentLogger }

/** What the tests of the suite share; puts everything away after each of them. */
export function contractKit(make: () => Promise<EventLogUnderTest>, { patienceMs = PATIENCE_MS }: ContractOptions) {
  const open: Handle[] = []
  afterEach(async () => {
    for (const { log, under, subscriptions } of open.splice(0)) {
      for (const subscription of subscriptions) await subscription.stop(1_000)
      await log.close().catch(() => undefined)
      await under.cleanUp()
    }
  })

  return {
    /** A log on fresh storage with the suite's topic of three partitions. */
    async fresh(options: { maxMessageChars?: number } = {}): Promise<Handle> {
      const under = await make()
      const log = await under.open(options)
      await log.ensureTopics(SPEC)
      const handle = { log, under, subscriptions: [] }
      open.push(handle)
      return handle
    },

    /** Subscribes and gathers what was handled, in the order in which it was. */
    async collect(
      handle: Handle,
      group: string,
      onBatch?: (batch: readonly DeliveredMessage[]) => Promise<void>,
      options: Partial<SubscribeOptions> = {},
    ) {
      const got: DeliveredMessage[] = []
      const subscription = await handle.log.subscribe({
        group,
        topics: [TOPIC],
        ...options,
        handle: async (batch) => {
          await onBatch?.(batch)
          got.push(...batch)
        },
      })
      handle.subscriptions.push(subscription)
      return { got, subscription }
    },

    async until(condition: () => boolean): Promise<void> {
      const end = Date.now() + patienceMs
      while (!condition()) {
        if (Date.now() > end) throw new Error('waited in vain')
        await pause(10)
      }
    },
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
