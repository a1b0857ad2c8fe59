import { z } from 'zod'
import { instantSchema, levelSchema } from './codes.js'

/** The part of an outgoing call's body that people are told in words; a webhook gets the whole body as JSON. */
export const toldCallSchema = z.object({
  type: z.string(),
  at: instantSchema,
  text: z.string(),
  alert: z.object({
    alert: z.string(),
    level: levelSchema,
    title: z.string(),
    matterName: z.string(),
    items: z.number(),
    voices: z.number(),
    ticket: z.string().nullable(),
    places: z.array(z.object({ name: z.string() })),
  }),
})

/** Several calls that a channel's limit left no room for, told as one (摘要). */
export const digestCallSchema = z.object({
  type: z.literal('alerts.digest'),
  at: instantSchema,
  text: z.string(),
  /** The highest among its alerts. */
  level: levelSchema,
  /** Calls that it stands for. */
  calls: z.int(),
  /** Alerts that they were about. */
  count: z.int(),
  /** The most urgent of them, 100 at most. */
  alerts: z.array(
    z.object({
      alert: z.string(),
      level: levelSchema,
      title: z.string(),
      matterName: z.string(),
      place: z.string(),
      items: z.number(),
      ticket: z.string().nullable(),
    }),
  ),
})
/** Body of a digest. */
export type DigestCall = z.infer<typeof digestCallSchema>
