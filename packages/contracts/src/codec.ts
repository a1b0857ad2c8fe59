import { AppError, err, ok, type EventId, type Result, hashId } from '@guanlan/kernel'
import type { z } from 'zod'
import { envelopeSchema, type Envelope } from './envelope.js'
import { eventVersions, type EventName } from './flow.js'
import { articleCollectedV1 } from './events/article.collected/v1.js'
import { articleClassifiedV1 } from './events/article.classified/v1.js'
import { matterSightedV1 } from './events/matter.sighted/v1.js'
import { topicChangedV1 } from './events/topic.changed/v1.js'
import { alertChangedV1 } from './events/alert.changed/v1.js'
import { ticketChangedV1 } from './events/ticket.changed/v1.js'
import { sourceChangedV1 } from './events/source.changed/v1.js'

/** Body schemas of the versions that stations now write. */
export const bodySchemas = {
  'article.collected': articleCollectedV1,
  'article.classified': articleClassifiedV1,
  'matter.sighted': matterSightedV1,
  'topic.changed': topicChangedV1,
  'alert.changed': alertChangedV1,
  'ticket.changed': ticketChangedV1,
  'source.changed': sourceChangedV1,
} as const satisfies Record<EventName, z.ZodType>

export type Body<Name extends EventName> = z.infer<(typeof bodySchemas)[Name]>

/** An event of a known name with its typed body. */
export type DomainEvent<Name extends EventName = EventName> = {
  [N in Name]: Omit<Envelope<Body<N>>, 'type'> & { readonly type: N }
}[Name]

/** Turns a body of an older version into the next one; none yet, since every event is at v1. */
const upcasters: Partial<Record<`${EventName}.v${number}`, (body: unknown) => unknown>> = {}

/** What a station knows when it writes an event; id and version are worked out here. */
export interface NewEvent<Name extends EventName> {
  readonly type: Name
  readonly station: string
  readonly key: string
  readonly at: string
  /** Id of the input, or null at the river's source; then `ordinal` and `source` make the id. */
  readonly cause: string | null
  /** Place among the events of the same input, from 0; for the crawler the content hash. */
  readonly ordinal: number | string
  readonly trace: string
  readonly live: boolean
  readonly body: Body<Name>
}

/** Builds an event whose id depends only on station, input and ordinal: the same input always gives the same id. */
export function makeEvent<Name extends EventName>(event: NewEvent<Name>): DomainEvent<Name> {
  const { type, station, key, at, cause, ordinal, trace, live, body } = event
  const id = hashId<'event'>(station, type, cause ?? trace, ordinal)
  return { type, key, at, cause, trace, live, body, id, v: eventVersions[type] } as unknown as DomainEvent<Name>
}

/** Event → the text that travels. */
export const encode = (event: DomainEvent): string => JSON.stringify(event)

const isEventName = (type: string): type is EventName => Object.hasOwn(eventVersions, type)

/**
 * The text that travels → event, checked whole. Errors: `event_invalid` (not JSON, wrong shape, unknown type; details
 * name the field), `event_unknown_version` (newer than this build, or so old that no upcaster is left).
 */
export function decode(text: string): Result<DomainEvent> {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return err(new AppError('event_invalid', 'not JSON', { length: text.length }))
  }
  const envelope = envelopeSchema.safeParse(raw)
  if (!envelope.success) return err(invalid('envelope', envelope.error))
  const { type, v } = envelope.data
  if (!isEventName(type)) return err(new AppError('event_invalid', `unknown event type ${type.slice(0, 60)}`))
  let body = envelope.data.body
  for (let version = v; version !== eventVersions[type]; version += 1) {
    const upcast = upcasters[`${type}.v${version}`]
    if (!upcast) return err(new AppError('event_unknown_version', `${type} v${v} is not known here`, { type, v }))
    body = upcast(body)
  }
  const parsed = bodySchemas[type].safeParse(body)
  if (!parsed.success) return err(invalid(type, parsed.error))
  return ok({ ...envelope.data, v: eventVersions[type], body: parsed.data } as DomainEvent)
}

function invalid(what: string, error: z.ZodError): AppError {
  const fields = error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`)
  return new AppError('event_invalid', `${what}: ${fields.join('; ')}`, { what, fields })
}

export type { EventId }
