import { encode, makeEvent, topicOf, type Alert, type EventName, type Ticket } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'

interface Moment {
  readonly records: Records
  readonly now: Instant
}

/** Writes the `alert.changed` of a command to the outbox. */
export const announceAlert = (moment: Moment, alert: Alert): Promise<void> =>
  announce(moment, 'alert.changed', alert.alert, alert)

/** Writes the `ticket.changed` of a command to the outbox. */
export const announceTicket = (moment: Moment, ticket: Ticket): Promise<void> =>
  announce(moment, 'ticket.changed', ticket.ticket, ticket)

/** The event's id comes from the entity and its version: one version, one event. */
async function announce({ records, now }: Moment, type: EventName, key: string, body: Alert | Ticket): Promise<void> {
  const event = makeEvent<EventName>({
    type,
    station: 'api',
    key,
    at: now,
    cause: null,
    ordinal: body.version,
    trace: key,
    live: true,
    body,
  })
  await records.outbox.add([{ id: event.id, topic: topicOf(type), key, value: encode(event) }])
}
