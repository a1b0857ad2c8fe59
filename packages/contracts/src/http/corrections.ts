import { z } from 'zod'
import { codeSchema, instantSchema } from '../codes.js'
import { actorSchema, idSchema, ticketActionSchema } from '../entities.js'
import { pageOf, pageQuerySchema } from './page.js'

/** waiting: nobody has looked at it; accepted: it is an example now; rejected: it teaches nothing. */
export const correctionStates = ['waiting', 'accepted', 'rejected'] as const
export const correctionStateSchema = z.enum(correctionStates)
export type CorrectionState = z.infer<typeof correctionStateSchema>

/** What somebody decided about a correction. */
export const correctionDecisionSchema = z.object({
  state: z.enum(['accepted', 'rejected']),
  by: z.string(),
  at: instantSchema,
  /** When the correction was made that it is about: one made later waits again. */
  of: instantSchema,
  /** accepted: what the text is about, null = nobody's business. */
  matter: codeSchema.nullable().optional(),
  /** accepted: the text, masked, as it becomes an example. */
  text: z.string().optional(),
})
export type CorrectionDecision = z.infer<typeof correctionDecisionSchema>

/** A ticket that a person gave to another department than the machine proposed: by 派发, 退回, 改派 or 裁定. */
export const correctionSchema = z.object({
  ticket: idSchema,
  title: z.string(),
  /** Of its telling item: title and body in one line, personal data masked; null where it is no longer kept. */
  text: z.string().nullable(),
  /** What the machine said. */
  machine: z.object({
    matter: codeSchema,
    matterName: z.string(),
    domain: codeSchema.nullable(),
    department: codeSchema.nullable(),
  }),
  /** What the person said: the last word on the ticket's department. */
  person: z.object({
    action: ticketActionSchema,
    department: codeSchema,
    reason: z.string().nullable(),
    by: actorSchema,
    at: instantSchema,
  }),
  /** The likeliest of the item's matters that the person's department leads. */
  suggested: codeSchema.nullable(),
  state: correctionStateSchema,
  decision: correctionDecisionSchema.nullable(),
})
export type Correction = z.infer<typeof correctionSchema>

/** GET /api/v1/corrections */
export const correctionsQuerySchema = pageQuerySchema.extend({ state: correctionStateSchema.optional() })
export const correctionsResponseSchema = pageOf(correctionSchema)
/** POST /api/v1/corrections/{ticket}/accept: `matter` null = nobody's business. */
export const acceptCorrectionSchema = z.strictObject({ matter: codeSchema.nullable() })
