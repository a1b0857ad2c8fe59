import { consumerNames, readsOf, topicOf } from '@guanlan/contracts'
import { DEFAULT_MAX_MESSAGE_CHARS, type EventLog, type OutgoingMessage } from '@guanlan/event-log'
import { toAppError, toInstant, type Logger } from '@guanlan/kernel'
import { OUTBOX_SLOTS, type OutboxEvent, type RecordStore } from '@guanlan/record-store'
import { setAside } from './dead-letter.js'
import { createMutex } from './mutex.js'
import { repeat } from './repeat.js'
import { allSlots, shareSlots } from './slots.js'

const BATCH = 500
/** Between two looks without a hint: one process hears all that is written; among several, hints come from the store and only rarely get lost. */
const POLL_MS = { alone: 200, shared: 1_000 } as const

type Waiting = OutboxEvent & { readonly seq: number }
const messageOf = ({ key, value }: OutboxEvent): OutgoingMessage => ({ key, value })

/**
 * Carries events from the outbox to the log, oldest first, and removes them when they are durable there. After a crash
 * in between they are published again with the same ids; every reader knows them by their ids. Where several processes share
 * the store (`instance` names this one), each carries the slots that it holds.
 */
export function startOutboxRelay(
  recordStore: RecordStore,
  eventLog: EventLog,
  logger: Logger,
  instance?: string,
): { drained(): Promise<void>; stop(): Promise<void> } {
  const exclusive = createMutex()
  const slots =
    instance === undefined
      ? allSlots
      : shareSlots(recordStore, { holder: instance, logger, exclusive, onGain: () => relay.nudge() })

  async function publishAll(topic: string, events: readonly Waiting[]): Promise<void> {
    try {
      await eventLog.publish(topic, events.map(messageOf))
    } catch (thrown) {
      if (toAppError(thrown).code !== 'message_too_large') throw thrown
      // One of them can never be published: it must not keep the others, of all stations, here for ever.
      for (const event of events) await publishAlone(topic, event)
    }
  }

  async function publishAlone(topic: string, event: Waiting): Promise<void> {
    try {
      await eventLog.publish(topic, [messageOf(event)])
    } catch (thrown) {
      const { code, message } = toAppError(thrown)
      if (code !== 'message_too_large') throw thrown
      logger.error({ event: event.id, topic, code }, 'event cannot be published, set aside')
      await setAsideForReaders(eventLog, topic, event, message)
    }
  }

  /** Carries one batch; resolves to whether there may be more. */
  async function carryBatch(): Promise<boolean> {
    const mine = slots.mine()
    const events =
      mine.length === 0
        ? []
        : await recordStore.records.outbox.oldest(BATCH, mine.length < OUTBOX_SLOTS ? mine : undefined)
    if (events.length === 0) return false
    const byTopic = new Map<string, Waiting[]>()
    for (const event of events) {
      const list = byTopic.get(event.topic)
      if (list) list.push(event)
      else byTopic.set(event.topic, [event])
    }
    await Promise.all([...byTopic].map(([topic, waiting]) => publishAll(topic, waiting)))
    await recordStore.transaction((records) => records.outbox.remove(events.map(({ id }) => id)), {
      isolation: 'read-committed',
    })
    return events.length === BATCH
  }
  /** Batch by batch, so that a slot can change hands in between. */
  async function carry(): Promise<void> {
    while (await exclusive(carryBatch)) continue
  }
  const relay = repeat(instance === undefined ? POLL_MS.alone : POLL_MS.shared, carry, (error) =>
    logger.error({ err: error }, 'outbox relay failed, trying again'),
  )
  const off = recordStore.onCommit(() => relay.nudge())
  return {
    drained: carry,
    async stop() {
      off()
      await relay.stop()
      await carry().catch((error: unknown) =>
        logger.warn({ err: error }, 'outbox not emptied at stop; the next start will'),
      )
      await slots.stop()
    },
  }
}

/** One dead letter for each station that would have read it. What is beyond all measure is shown without its text. */
async function setAsideForReaders(eventLog: EventLog, topic: string, event: Waiting, reason: string): Promise<void> {
  const value = event.value.length > DEFAULT_MAX_MESSAGE_CHARS * 1.4 ? '' : event.value
  // Never published, so in no partition.
  const message = { topic, partition: -1, offset: event.seq, key: event.key, value, publishedAt: Date.now() }
  for (const station of consumerNames())
    if (readsOf(station).some((name) => topicOf(name) === topic))
      await setAside(
        eventLog,
        station,
        [{ message, code: 'message_too_large', reason, attempts: 1 }],
        toInstant(Date.now()),
      )
}
