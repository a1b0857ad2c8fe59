import type { EventLog, OutgoingMessage } from '@guanlan/event-log'
import type { Logger } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { repeat } from './repeat.js'

const BATCH = 500
const POLL_MS = 200

/**
 * Carries events from the outbox to the log, oldest first, and removes them when they are durable there. After a crash
 * in between they are published again with the same ids; every reader knows them by their ids.
 */
export function startOutboxRelay(
  recordStore: RecordStore,
  eventLog: EventLog,
  logger: Logger,
): { drained(): Promise<void>; stop(): Promise<void> } {
  async function carry(): Promise<void> {
    for (;;) {
      const events = await recordStore.records.outbox.oldest(BATCH)
      const last = events.at(-1)
      if (!last) return
      const byTopic = new Map<string, OutgoingMessage[]>()
      for (const { topic, key, value } of events) {
        const list = byTopic.get(topic)
        if (list) list.push({ key, value })
        else byTopic.set(topic, [{ key, value }])
      }
      await Promise.all([...byTopic].map(([topic, messages]) => eventLog.publish(topic, messages)))
      await recordStore.transaction((records) => records.outbox.remove(last.seq))
      if (events.length < BATCH) return
    }
  }
  const relay = repeat(POLL_MS, carry, (error) => logger.error({ err: error }, 'outbox relay failed, trying again'))
  const off = recordStore.onCommit(() => relay.nudge())
  return {
    drained: carry,
    async stop() {
      off()
      await relay.stop()
      await carry().catch((error: unknown) =>
        logger.warn({ err: error }, 'outbox not emptied at stop; the next start will'),
      )
    },
  }
}
