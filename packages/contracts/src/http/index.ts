import { z } from 'zod'
import { codeSchema, instantSchema, levelSchema, sourceTierSchema } from '../codes.js'
import {
  actorSchema,
  alertSchema,
  articleSchema,
  classifiedArticleSchema,
  idSchema,
  metricsSchema,
  sourceStateSchema,
  ticketActionSchema,
  ticketSchema,
  ticketStateSchema,
  topicSchema,
} from '../entities.js'
import { pulseStateSchema } from '../pulse.js'
import { bandSchema } from './briefs.js'
import { burstSchema } from './bursts.js'
import { pageOf, pageQuerySchema } from './page.js'

/** Problem of RFC 9457 with a code of the closed list; `instance` is the request id, to be quoted to support. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** The current state, on 409 version_conflict and transition_refused. */
  current: z.unknown().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** Who acts, while no accounts are configured: sent as headers, values percent-encoded. */
export const roleHeaders = {
  role: 'x-guanlan-role',
  name: 'x-guanlan-name',
  department: 'x-guanlan-department',
  key: 'idempotency-key',
} as const
export const roleSchema = z.enum(['duty', 'clerk', 'analyst'])
export type Role = z.infer<typeof roleSchema>

/** GET /api/v1/status: what the frame of the console needs at load. */
export const statusSchema = z.object({
  office: z.object({ name: z.string(), jurisdiction: z.string() }),
  /** Domain clock. `sample` = 示例数据; `speed` scenario seconds per wall second, 1 without the sample. */
  clock: z.object({ now: instantSchema, sample: z.boolean(), speed: z.number() }),
  version: z.string(),
  accounts: z.boolean(),
  /** Newest id of the live stream: connect with `?after=` this. */
  lastEventId: z.int(),
  domains: z.array(z.object({ code: codeSchema, name: z.string() })),
  departments: z.array(z.object({ code: codeSchema, name: z.string() })),
  towns: z.array(z.object({ code: z.string(), name: z.string() })),
  matters: z.array(z.object({ code: codeSchema, name: z.string(), domain: codeSchema.nullable() })),
  /** Signals that set a floor under the level, by the names that the office gave them. */
  signals: z.array(z.object({ code: codeSchema, name: z.string() })),
  /** Points from which each level holds (levels.yaml). */
  cuts: z.object({ red: z.number(), orange: z.number(), yellow: z.number(), blue: z.number() }),
  /** Parts that are away, with a sentence; [] = all well. */
  problems: z.array(z.object({ part: z.string(), code: z.string(), message: z.string() })),
  counts: z.object({ openAlerts: z.int(), openTickets: z.int(), sourcesUnhealthy: z.int(), deadLetters: z.int() }),
  /** 失明: sources that were heard once and are not heard now, longest first; 20 at most of `count`. */
  blind: z.object({
    count: z.int(),
    sources: z.array(
      z.object({ source: z.string(), name: z.string(), health: z.string(), message: z.string(), since: instantSchema }),
    ),
  }),
  /** 链路心跳: whether what is decided still reaches the channels. */
  heartbeat: pulseStateSchema,
  /** Much more than usual about a domain, greatest excess first; 20 at most. */
  bursts: z.array(burstSchema),
})
export type Status = z.infer<typeof statusSchema>

/** GET /api/v1/alerts */
export const alertsQuerySchema = pageQuerySchema.extend({
  state: z.enum(['open', 'acknowledged', 'closed']).optional(),
  level: levelSchema.optional(),
  domain: codeSchema.optional(),
})
/** GET /api/v1/alerts/{id} */
export const alertDetailSchema = z.object({
  alert: alertSchema,
  topic: topicSchema.nullable(),
  ticket: ticketSchema.nullable(),
  /** Canonical items, newest first, at most 50, with their labels and evidence. */
  items: z.array(classifiedArticleSchema),
})
export type AlertDetail = z.infer<typeof alertDetailSchema>

/** POST /api/v1/alerts/{id}/acknowledge */
export const acknowledgeSchema = z.strictObject({ version: z.int().positive(), reason: z.string().max(500).optional() })
/** POST /api/v1/alerts/{id}/level */
export const changeLevelSchema = z.strictObject({
  version: z.int().positive(),
  level: levelSchema,
  reason: z.string().min(2).max(500),
})
/** POST /api/v1/alerts/{id}/dispatch: dispatches the alert's ticket; `version` is the ticket's. */
export const dispatchAlertSchema = z.strictObject({
  version: z.int().positive(),
  department: codeSchema,
  place: z.string().optional(),
  reason: z.string().max(500).optional(),
})

/** GET /api/v1/tickets */
export const ticketsQuerySchema = pageQuerySchema.extend({
  department: codeSchema.optional(),
  state: ticketStateSchema.optional(),
  /** Only what is not yet archived. */
  open: z.stringbool().optional(),
  order: z.enum(['deadline', 'newest']).default('deadline'),
})
/** GET /api/v1/tickets/{id} */
export const ticketDetailSchema = z.object({
  ticket: ticketSchema,
  alert: alertSchema.nullable(),
  topic: topicSchema.nullable(),
  items: z.array(classifiedArticleSchema),
  /** What the asking role may do now. */
  actions: z.array(ticketActionSchema),
})
export type TicketDetail = z.infer<typeof ticketDetailSchema>

/** POST /api/v1/tickets/{id}/{action}: one body for all actions; which fields an action wants stands in docs/tickets.md. */
export const ticketCommandSchema = z.strictObject({
  version: z.int().positive(),
  reason: z.string().max(2_000).optional(),
  /** dispatch, reassign, arbitrate: the department; return: the suggested owner. */
  department: codeSchema.optional(),
  place: z.string().optional(),
  assistants: z.array(codeSchema).max(10).optional(),
  /** answer, respond: the text; respond may name where it was published. */
  text: z.string().max(20_000).optional(),
  url: z.string().max(2_048).optional(),
  tone: z.enum(['remind', 'urge', 'order']).optional(),
  /** extend: the new deadline of the handling clock. */
  until: instantSchema.optional(),
  /** review */
  departmentRight: z.boolean().optional(),
  addressed: z.boolean().optional(),
  /** rate */
  solved: z.boolean().optional(),
  satisfied: z.boolean().optional(),
  /** merge: the ticket to merge into; split: article ids that leave. */
  into: idSchema.optional(),
  members: z.array(idSchema).max(200).optional(),
})
export type TicketCommandBody = z.infer<typeof ticketCommandSchema>

const commaList = z
  .string()
  .optional()
  .transform((text) => (text ? text.split(',').filter(Boolean) : undefined))

/** Filters that search and trends share. */
export const searchFilterSchema = z.object({
  /** The search language: docs/query.md. Empty = everything. */
  q: z.string().max(2_000).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  domain: commaList,
  matter: commaList,
  department: commaList,
  place: commaList,
  source: commaList,
  tier: commaList,
  /** true = only what is about a matter; false = only what is none of our business. */
  civic: z.stringbool().optional(),
})
/** GET /api/v1/search */
export const searchQuerySchema = searchFilterSchema.extend({
  ...pageQuerySchema.shape,
  /** Longer than elsewhere: the cursor of a ranking names what the engine keeps open for it. */
  cursor: z.string().max(8_000).optional(),
  order: z.enum(['newest', 'oldest', 'relevance']).default('newest'),
})
export const searchHitSchema = z.object({
  article: articleSchema.omit({ body: true }).extend({ snippet: z.string() }),
  domains: z.array(codeSchema),
  matters: z.array(z.object({ code: codeSchema, name: z.string() })),
  places: z.array(z.object({ code: z.string(), name: z.string() })),
  sentiment: z.number(),
  urgency: z.int(),
  /** Words of the query in title and snippet, [start, end) in UTF-16 units. */
  highlights: z.object({ title: z.array(z.tuple([z.int(), z.int()])), snippet: z.array(z.tuple([z.int(), z.int()])) }),
})
export type SearchHit = z.infer<typeof searchHitSchema>
const bucket = z.object({ key: z.string(), name: z.string(), count: z.int() })
export const searchResponseSchema = z.object({
  items: z.array(searchHitSchema),
  next: z.string().nullable(),
  total: z.int(),
  facets: z.object({
    domain: z.array(bucket),
    department: z.array(bucket),
    place: z.array(bucket),
    source: z.array(bucket),
    tier: z.array(bucket),
  }),
})
export type SearchResponse = z.infer<typeof searchResponseSchema>

/** GET /api/v1/trends: counts over time, in the office's zone. */
export const trendsQuerySchema = searchFilterSchema.extend({
  interval: z.enum(['hour', 'day', 'week']).default('hour'),
  by: z.enum(['none', 'domain', 'place', 'tier']).default('none'),
})
export const trendsResponseSchema = z.object({
  interval: z.enum(['hour', 'day', 'week']),
  /** Start of each bucket; none is left out inside the range, also when empty. */
  buckets: z.array(instantSchema),
  series: z.array(z.object({ key: z.string(), name: z.string(), counts: z.array(z.int()) })),
})
export type TrendsResponse = z.infer<typeof trendsResponseSchema>

/** GET /api/v1/outlook: what the filters are likely to bring; `from` and `to` do not count. */
export const outlookQuerySchema = searchFilterSchema.extend({ interval: z.enum(['hour', 'day']).default('day') })
export const outlookSchema = z.object({
  interval: z.enum(['hour', 'day']),
  /** The 24 hours from the present one on, or the seven days from today on. */
  buckets: z.array(instantSchema),
  /** 80 % band of each bucket; null = fewer than seven days have brought anything: nothing is usual yet. */
  bands: z.array(bandSchema).nullable(),
})
export type Outlook = z.infer<typeof outlookSchema>

/** GET /api/v1/articles/{id} */
export const articleDetailSchema = z.object({
  article: classifiedArticleSchema,
  topic: idSchema.nullable(),
  alert: idSchema.nullable(),
})
export type ArticleDetail = z.infer<typeof articleDetailSchema>

/** POST /api/v1/items: one item, or `{items:[…]}` with at most 500. */
export const pushItemSchema = z.strictObject({
  /** The pusher's own id: pushing it again changes nothing, unless the content changed. */
  id: z.string().min(1).max(200),
  /** A source of kind push. */
  source: z.string().min(1).max(64),
  title: z.string().max(2_000).default(''),
  body: z.string().max(200_000).default(''),
  url: z.string().max(2_048).optional(),
  published: z.iso.datetime({ offset: true }).optional(),
  author: z.string().max(200).optional(),
  place: z.string().max(20).optional(),
  metrics: metricsSchema.optional(),
  /** The pusher's id of the item this one answers. */
  replyTo: z.string().max(200).optional(),
})
export type PushItem = z.infer<typeof pushItemSchema>
export const pushRequestSchema = z.union([
  z.strictObject({ items: z.array(pushItemSchema).min(1).max(500) }),
  pushItemSchema,
])
export const pushResponseSchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  items: z.array(
    z.object({ id: z.string(), article: idSchema, outcome: z.enum(['accepted', 'changed', 'duplicate']) }),
  ),
})
export type PushResponse = z.infer<typeof pushResponseSchema>

export * from './corrections.js'
export * from './page.js'
export * from './rota.js'
export * from './rules.js'
export * from './silences.js'
export * from './sources.js'
export * from './story.js'
export * from './briefs.js'
export * from './bursts.js'
export * from './topics.js'
export * from './what-if.js'

/** GET /api/v1/sources */
export const sourcesResponseSchema = pageOf(sourceStateSchema)

/** GET /api/v1/dead-letters; POST /api/v1/dead-letters/{id}/replay */
export const deadLetterSchema = z.object({
  id: z.string(),
  topic: z.string(),
  group: z.string(),
  code: z.string(),
  message: z.string(),
  at: instantSchema,
  attempts: z.int(),
  replayedAt: instantSchema.optional(),
  /** The message as it was, at most 4,000 characters of it. */
  value: z.string(),
})
export type DeadLetter = z.infer<typeof deadLetterSchema>

/** GET /api/v1/events (SSE): `event:` is the kind, `id:` the number in the change feed, `data:` one of these. */
export const feedKinds = ['alert', 'ticket', 'topic', 'source'] as const
export type FeedKind = (typeof feedKinds)[number]
export type LiveMessage =
  | { kind: 'alert'; body: z.infer<typeof alertSchema> }
  | { kind: 'ticket'; body: z.infer<typeof ticketSchema> }
  | { kind: 'topic'; body: z.infer<typeof topicSchema> }
  | { kind: 'source'; body: z.infer<typeof sourceStateSchema> }
/** Without id: every 15 s `event: heartbeat` with this; first of all `event: hello`; `event: reset` when the asked-for id is gone. */
export const heartbeatSchema = z.object({
  now: instantSchema,
  speed: z.number(),
  sample: z.boolean(),
  lastEventId: z.int(),
})
export type Heartbeat = z.infer<typeof heartbeatSchema>

export { actorSchema, sourceTierSchema }
