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

/** What a person set right: a ticket given to another department than proposed (派发, 退回, 改派, 裁定), or an item put under another matter (改事项). */
export const correctionSchema = z.object({
  /** Of the ticket, or of the article. */
  id: idSchema,
  about: z.enum(['ticket', 'item']),
  title: z.string(),
  /** Of the ticket's telling item, or of the item: title and body in one line, personal data masked; null where it is no longer kept. */
  text: z.string().nullable(),
  /** What the machine said; matter null = nobody's business. */
  machine: z.object({
    matter: codeSchema.nullable(),
    matterName: z.string().nullable(),
    domain: codeSchema.nullable(),
    department: codeSchema.nullable(),
  }),
  /** What the person said: the last word on the ticket's department, or on the item's matter (null = nobody's business). */
  person: z.object({
    action: z.enum([...ticketActionSchema.options, 'relabel']),
    department: codeSchema.nullable(),
    matter: codeSchema.nullable().optional(),
    reason: z.string().nullable(),
    by: actorSchema,
    at: instantSchema,
  }),
  /** ticket: the likeliest of the item's matters that the person's department leads; item: what the person said. */
  suggested: codeSchema.nullable(),
  state: correctionStateSchema,
  decision: correctionDecisionSchema.nullable(),
})
export type Correction = z.infer<typeof correctionSchema>

/** POST /api/v1/articles/{id}/relabel: `matter` null = nobody's business. The item keeps its labels; on review it becomes an example. */
export const relabelArticleSchema = z.strictObject({
  matter: codeSchema.nullable(),
  reason: z.string().trim().min(2).max(500),
})
/** What is kept of a relabelled item: enough to review it when the item itself is gone. */
export const relabelledItemSchema = correctionSchema.pick({ title: true, machine: true, person: true }).extend({
  article: idSchema,
  text: z.string(),
})
export type RelabelledItem = z.infer<typeof relabelledItemSchema>

/** GET /api/v1/corrections */
export const correctionsQuerySchema = pageQuerySchema.extend({ state: correctionStateSchema.optional() })
export const correctionsResponseSchema = pageOf(correctionSchema)
/** POST /api/v1/corrections/{id}/accept: `matter` null = nobody's business. */
export const acceptCorrectionSchema = z.strictObject({ matter: codeSchema.nullable() })
