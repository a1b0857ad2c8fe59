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
    matter: z.string().optional(),
    matterName: z.string(),
    items: z.number(),
    voices: z.number(),
    ticket: z.string().nullable(),
    places: z.array(z.object({ name: z.string() })),
  }),
})

/**
 * Several calls told as one: what a channel's limit left no room for (`alerts.digest`, 摘要), or calls of one group within its wait (`alerts.group`, 合并通知).
 */
export const digestCallSchema = z.object({
  type: z.enum(['alerts.digest', 'alerts.group']),
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
      /** Types of its calls, in their order. */
      types: z.array(z.string()).default([]),
      matter: z.string().default(''),
      matterName: z.string(),
      place: z.string(),
      items: z.number(),
      ticket: z.string().nullable(),
    }),
  ),
})
/** Body of a digest or a group. */
export type DigestCall = z.infer<typeof digestCallSchema>
