import { z } from 'zod'
import { codeSchema, instantSchema, levelSchema } from '../codes.js'
import { actorSchema, alertSchema, classifiedArticleSchema, idSchema, topicSchema } from '../entities.js'
import { pageQuerySchema } from './page.js'

const reason = z.string().trim().min(2).max(500)

/** POST /api/v1/topics/{id}/merge: this topic goes into `into`, which goes on. */
export const mergeTopicSchema = z.strictObject({ version: z.int().positive(), into: idSchema, reason })
export type MergeTopicBody = z.infer<typeof mergeTopicSchema>

/** POST /api/v1/topics/{id}/split: these articles leave and open a topic of their own. A near copy goes with its original. */
export const splitTopicSchema = z.strictObject({
  version: z.int().positive(),
  items: z.array(idSchema).min(1).max(200),
  reason,
})
export type SplitTopicBody = z.infer<typeof splitTopicSchema>

/** Who asked what of a topic, and when (domain clock). */
const askedSchema = z.object({
  id: z.string(),
  topic: idSchema,
  at: instantSchema,
  by: actorSchema,
  reason: z.string(),
})

/** A merge or split as it was asked for: the answer of both posts. The detector does it within a second or two. */
export const topicAskSchema = z.discriminatedUnion('kind', [
  askedSchema.extend({ kind: z.literal('merge'), into: idSchema }),
  askedSchema.extend({ kind: z.literal('split'), items: z.array(idSchema) }),
])
export type TopicAsk = z.infer<typeof topicAskSchema>

/** GET /api/v1/topics */
export const topicsQuerySchema = pageQuerySchema.extend({
  domain: codeSchema.optional(),
  level: levelSchema.optional(),
  order: z.enum(['heat', 'newest']).default('heat'),
})

/** GET /api/v1/topics/{id} */
export const topicDetailSchema = z.object({
  /** `redirect`: it was merged into that one, and items and alert are there. */
  topic: topicSchema,
  /** Canonical items, newest first, at most 50. */
  items: z.array(classifiedArticleSchema),
  alert: alertSchema.nullable(),
  /** A merge or split that the detector has not done yet. */
  asked: topicAskSchema.nullable(),
})
export type TopicDetail = z.infer<typeof topicDetailSchema>
