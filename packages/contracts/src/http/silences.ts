import { z } from 'zod'
import { codeSchema, instantSchema, levelSchema, placeCodeSchema } from '../codes.js'

/** Which alerts a silence is about: all that is named must hold. */
export const silenceMatchSchema = z
  .strictObject({
    /** One alert alone. */
    alert: z.string().max(64).optional(),
    matter: codeSchema.optional(),
    domain: codeSchema.optional(),
    /** A place, or one that lies in it. */
    place: placeCodeSchema.optional(),
    /** Default: every level but red. */
    levels: z.array(levelSchema).min(1).optional(),
  })
  .refine(
    ({ alert, matter, domain, place }) => [alert, matter, domain, place].some((named) => named !== undefined),
    '至少写明预警、事项、领域、地点之一',
  )
export type SilenceMatch = z.infer<typeof silenceMatchSchema>

/** 静默: nobody is called about what it matches until its end; alerts, tickets and clocks go on as ever. */
export const silenceSchema = z.object({
  id: z.string(),
  by: z.string(),
  reason: z.string(),
  from: instantSchema,
  until: instantSchema,
  match: silenceMatchSchema,
  /** Calls that were not made for it. */
  held: z.int().nonnegative(),
  /** Who ended it before its time. */
  ended: z.object({ by: z.string(), at: instantSchema }).optional(),
})
export type Silence = z.infer<typeof silenceSchema>

/** POST /api/v1/silences */
export const silenceRequestSchema = z.strictObject({
  match: silenceMatchSchema,
  reason: z.string().trim().min(1).max(200),
  /** From now on, minutes of the domain clock; a week at most. */
  minutes: z
    .int()
    .min(5)
    .max(7 * 24 * 60),
})
export type SilenceRequest = z.infer<typeof silenceRequestSchema>

/** GET /api/v1/silences: those in force first, then those that ended within the last week. */
export const silencesResponseSchema = z.object({ items: z.array(silenceSchema) })

/** POST /api/v1/silences/preview: what it would be about. */
export const silencePreviewSchema = z.object({
  /** Open alerts that it matches now. */
  open: z.int(),
  /** Alerts that it matches, of those raised within the last week (500 are looked at). */
  week: z.int(),
  samples: z.array(z.object({ alert: z.string(), title: z.string(), level: levelSchema })),
})
export type SilencePreview = z.infer<typeof silencePreviewSchema>
