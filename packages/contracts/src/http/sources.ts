import { z } from 'zod'
import { instantSchema, sourceTierSchema } from '../codes.js'
import { sourceStateSchema } from '../entities.js'

/** Who asked something of a source, and when (domain clock). */
const askedSchema = z.object({ by: z.string(), at: instantSchema })

/** One visit, as the page of its source lists it. Times in wall ms, `at` on the domain clock. */
export const sourceVisitSchema = z.object({
  at: instantSchema,
  /** `ok`, `unchanged`, or a code of the closed error list. */
  outcome: z.string(),
  /** Chinese sentence for a failure. */
  message: z.string().optional(),
  requests: z.int(),
  /** The slowest answer. */
  slowestMs: z.number(),
  bytes: z.int(),
  items: z.int(),
  changed: z.int(),
  duplicates: z.int(),
  /** Pages given up after repeated failures. */
  refused: z.int(),
  /** What was odd about the listing, in English; three at most. */
  warnings: z.array(z.string()),
})
export type SourceVisit = z.infer<typeof sourceVisitSchema>

/** A person's switch over the configuration's. */
export const sourceSwitchSchema = askedSchema.extend({ on: z.boolean(), reason: z.string() })
export type SourceSwitch = z.infer<typeof sourceSwitchSchema>

/** 试抓取: asked, and when it was done what the reader got. Nothing of it is kept as an article. */
export const sourceTrySchema = askedSchema.extend({
  id: z.string(),
  /** Absent while it is under way. */
  done: z
    .object({
      at: instantSchema,
      /** Why it could not be read. */
      problem: z.object({ code: z.string(), message: z.string() }).optional(),
      /** Newest first, masked; 50 at most. */
      items: z.array(z.object({ title: z.string(), published: instantSchema.nullable(), chars: z.int() })),
      /** Something listed was left unread: a try makes four requests at most. */
      more: z.boolean(),
      requests: z.int(),
      slowestMs: z.number(),
      warnings: z.array(z.string()),
    })
    .optional(),
})
export type SourceTry = z.infer<typeof sourceTrySchema>

/** GET /api/v1/sources/{source} */
export const sourceDetailSchema = z.object({
  state: sourceStateSchema,
  /** From its file; durations in ms of the domain clock, `hostDelay` of the wall clock. */
  config: z.object({
    enabled: z.boolean(),
    owner: z.string().optional(),
    tier: sourceTierSchema,
    official: z.boolean(),
    place: z.string().optional(),
    weight: z.number(),
    language: z.string(),
    scope: z.string(),
    every: z.int().optional(),
    slowest: z.int().optional(),
    hostDelay: z.int().optional(),
  }),
  /** null: as the file says. */
  switched: sourceSwitchSchema.nullable(),
  /** 立即抓取 that no crawler has taken up yet. */
  asked: askedSchema.nullable(),
  /** The latest. */
  tried: sourceTrySchema.nullable(),
  /** Newest first, 30 at most. */
  visits: z.array(sourceVisitSchema),
})
export type SourceDetail = z.infer<typeof sourceDetailSchema>

/** POST /api/v1/sources/{source}/switch */
export const switchSourceSchema = z.strictObject({ on: z.boolean(), reason: z.string().trim().min(1).max(200) })
