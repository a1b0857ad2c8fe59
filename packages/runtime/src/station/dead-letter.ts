import { deadLetterTopicOf, instantSchema } from '@guanlan/contracts'
import type { DeliveredMessage, EventLog } from '@guanlan/event-log'
import { z } from 'zod'

/** Everything needed to show and to replay an input that could not be handled. */
export const deadLetterRecordSchema = z.object({
  /** `<group>:<topic>:<partition>:<offset>`: the same input set aside twice is one dead letter. */
  id: z.string(),
  topic: z.string(),
  group: z.string(),
  partition: z.int(),
  offset: z.int(),
  key: z.string(),
  value: z.string(),
  code: z.string(),
  message: z.string(),
  attempts: z.int(),
  /** Wall time: when it was set aside. */
  at: instantSchema,
})
export type DeadLetterRecord = z.infer<typeof deadLetterRecordSchema>

export interface Failure {
  readonly message: DeliveredMessage
  readonly code: string
  readonly reason: string
  readonly attempts: number
}

/** Original topic of a message that may have come back through a retry topic. */
export const originOf = (topic: string): string => topic.replace(/\.retry\..*$/, '')

/** Writes dead letters to `<topic>.dlq`. Resolves when they are durable. */
export async function setAside(
  eventLog: EventLog,
  group: string,
  failures: readonly Failure[],
  at: string,
): Promise<void> {
  const byTopic = new Map<string, { key: string; value: string }[]>()
  for (const { message, code, reason, attempts } of failures) {
    const topic = originOf(message.topic)
    const record: DeadLetterRecord = {
      id: `${group}:${message.topic}:${message.partition}:${message.offset}`,
      topic,
      group,
      partition: message.partition,
      offset: message.offset,
      key: message.key,
      value: message.value,
      code,
      message: reason.slice(0, 2_000),
      attempts,
      at,
    }
    const list = byTopic.get(deadLetterTopicOf(topic)) ?? []
    list.push({ key: record.id, value: JSON.stringify(record) })
    byTopic.set(deadLetterTopicOf(topic), list)
  }
  for (const [topic, messages] of byTopic) await eventLog.publish(topic, messages)
}
