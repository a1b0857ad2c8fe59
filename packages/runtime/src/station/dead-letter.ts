import { deadLetterTopicOf, decode, instantSchema } from '@guanlan/contracts'
import type { DeliveredMessage, EventLog } from '@guanlan/event-log'
import type { Logger } from '@guanlan/kernel'
import { z } from 'zod'
import type { Metrics } from './metrics.js'

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

const letterIdOf = (group: string, { topic, partition, offset }: DeliveredMessage): string =>
  `${group}:${topic}:${partition}:${offset}`

/** Writes dead letters to `<topic>.dlq`. Resolves when they are durable; then they are counted and said where `tell` is given. */
export async function setAside(
  eventLog: EventLog,
  group: string,
  failures: readonly Failure[],
  at: string,
  tell?: { readonly metrics: Metrics; readonly logger: Logger },
): Promise<void> {
  const byTopic = new Map<string, { key: string; value: string }[]>()
  for (const { message, code, reason, attempts } of failures) {
    const topic = originOf(message.topic)
    const record: DeadLetterRecord = {
      id: letterIdOf(group, message),
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
  for (const failure of failures) if (tell) tellFailure(tell, group, failure)
}

/** Never the message itself: what could not be read has perhaps passed no mask. */
function tellFailure(
  { metrics, logger }: { readonly metrics: Metrics; readonly logger: Logger },
  station: string,
  { message, code, attempts }: Failure,
): void {
  metrics.deadLetters.inc({ station, code })
  const decoded = decode(message.value)
  const { id: event, trace } = decoded.ok ? decoded.value : { id: null, trace: null }
  logger.warn({ station, event, trace, letter: letterIdOf(station, message), code, attempts }, 'dead letter')
}
