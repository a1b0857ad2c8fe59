import { z } from 'zod'
import { idSchema } from './entities.js'
import { instantSchema } from './codes.js'

/** What every event carries around its body. */
export const envelopeSchema = z.object({
  /** hash(station, input id, ordinal); see house rules in ARCHITECTURE.md. Sinks use it to see doubles. */
  id: idSchema,
  type: z.string(),
  v: z.int().positive(),
  /** Ordering key within the topic. */
  key: z.string(),
  /** The station's now: the `seen` of the input that caused it, or the due time of the timer. */
  at: instantSchema,
  /** Id of the input that caused this event; null at the river's source. */
  cause: idSchema.nullable(),
  /** Article id (or timer id) at the head of the chain; what `guanlan trace` follows. */
  trace: z.string(),
  /** false marks back-fill: stored and searchable, raises nothing. */
  live: z.boolean(),
  body: z.unknown(),
})
export type Envelope<Body = unknown> = Omit<z.infer<typeof envelopeSchema>, 'body'> & { readonly body: Body }
