import { decode, type DomainEvent } from '@guanlan/contracts'
import type { DeliveredMessage } from '@guanlan/event-log'
import type { Failure } from './dead-letter.js'

/** Messages that are events, and those that are none: the latter alone are set aside. */
export function decodeBatch(batch: readonly DeliveredMessage[]): {
  events: { message: DeliveredMessage; event: DomainEvent }[]
  failures: Failure[]
} {
  const events: { message: DeliveredMessage; event: DomainEvent }[] = []
  const failures: Failure[] = []
  for (const message of batch) {
    const decoded = decode(message.value)
    if (decoded.ok) events.push({ message, event: decoded.value })
    else failures.push({ message, code: decoded.error.code, reason: decoded.error.message, attempts: 1 })
  }
  return { events, failures }
}
