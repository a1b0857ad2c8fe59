import { z } from 'zod'
import { codeSchema, levelSchema } from '../codes.js'
import { idSchema, reasonSchema } from '../entities.js'

/** What of a topic can be moved to see what its level would be. Only what may raise counts, as in docs/levels.md. */
export const whatIfInputsSchema = z.strictObject({
  /** 0 … 100. */
  heat: z.number().min(0).max(100),
  items: z.int().min(1).max(10_000),
  voices: z.int().min(1).max(10_000),
  /** How many times the voices that the earlier rate promised came in the last three hours. */
  growth: z.number().min(1).max(64),
  sources: z.int().min(1).max(1_000),
  tiers: z.int().min(1).max(6),
  /** Mean, 0 … 1. */
  negativity: z.number().min(0).max(1),
  /** 0 … 3. */
  urgency: z.int().min(0).max(3),
  /** Voices of the last 3 and of the last 12 hours, from all of `sources`. */
  voices3: z.int().min(0).max(10_000),
  voices12: z.int().min(0).max(10_000),
  /** Reposts of the complaint that was passed on most. */
  reposts: z.int().min(0).max(10_000_000),
  /** Whether at least two complain or ask for help. */
  grievance: z.boolean(),
  domain: codeSchema.nullable(),
  /** Kinds of signals.yaml. */
  signals: z.array(z.string()).max(20),
})
export type WhatIfInputs = z.infer<typeof whatIfInputsSchema>

/** POST /api/v1/topics/{id}/what-if: without `inputs` as the topic is. */
export const whatIfSchema = z.strictObject({ inputs: whatIfInputsSchema.optional() })
export const whatIfResponseSchema = z.object({
  topic: idSchema,
  inputs: whatIfInputsSchema,
  level: levelSchema,
  points: z.number(),
  reasons: z.array(reasonSchema),
  /** Floors of the topic that no slider stands for: what the headlines of hot lists say. */
  apart: z.array(reasonSchema),
})
export type WhatIf = z.infer<typeof whatIfResponseSchema>
