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
