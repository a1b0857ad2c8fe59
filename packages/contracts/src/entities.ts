import { z } from 'zod'
import { codeSchema, instantSchema, levelSchema, placeCodeSchema, sourceTierSchema } from './codes.js'

/** An id of our own: see hashId in kernel. Events may carry longer ids from elsewhere. */
export const idSchema = z.string().min(1).max(64)

/** Stretch of one field, in UTF-16 code units of the masked text: [start, end). */
export const spanSchema = z.object({
  field: z.enum(['title', 'body', 'source', 'place']),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
})
export type Span = z.infer<typeof spanSchema>

/** Why a label was given: the words it rests on, and which rule or model said so. */
export const evidenceSchema = spanSchema.extend({
  text: z.string(),
  /** `rule:<matter code>/<rule number from 1>`, `model:<what it added to the log-odds>` or `words:<list>`. */
  by: z.string(),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** Counts the platform shows. Missing = unknown, which is not zero. */
export const metricsSchema = z.object({
  reposts: z.int().nonnegative().optional(),
  comments: z.int().nonnegative().optional(),
  likes: z.int().nonnegative().optional(),
  reads: z.int().nonnegative().optional(),
})
export type Metrics = z.infer<typeof metricsSchema>

/** How many of each kind of personal datum were masked in this text. */
export const maskedSchema = z.record(z.string(), z.int().positive())

/** One item as collected: decoded, extracted, masked. */
export const articleSchema = z.object({
  article: idSchema,
  /** Counts from 1; grows when the same item is seen with other content. */
  revision: z.int().positive(),
  /** Office whose citizens this is about to reach: the county's division code. */
  jurisdiction: placeCodeSchema,
  source: z.object({
    id: z.string(),
    name: z.string(),
    tier: sourceTierSchema,
    /** Whether what it says is the government's own voice (announcement, reply). */
    official: z.boolean(),
    /** Home of the source, when it speaks for one place. */
    place: placeCodeSchema.optional(),
    /** `any`: only what names a place of ours concerns us; absent = all that it says does. */
    scope: z.literal('any').optional(),
    /** Multiplies the tier's weight in heat; absent = 1. */
    weight: z.number().min(0).optional(),
  }),
  url: z.string().max(2_048),
  title: z.string().max(2_000),
  body: z.string(),
  /** As the page said; absent when it said nothing readable. */
  published: instantSchema.optional(),
  /** When crawler or api first held it, on the domain clock. Set once: a later revision keeps it. */
  seen: instantSchema,
  /** Salted hash of the author's name, for counting distinct voices only. */
  voice: z.string().optional(),
  metrics: metricsSchema.optional(),
  /** Item this one answers: a reply names the post by its article id. */
  replyTo: idSchema.optional(),
  masked: maskedSchema.optional(),
  contentHash: z.string(),
})
export type Article = z.infer<typeof articleSchema>

/** A matter found in a text, with its reasons. */
export const foundMatterSchema = z.object({
  code: codeSchema,
  name: z.string(),
  /** null = a matter outside the eight domains. */
  domain: codeSchema.nullable(),
  /** Calibrated, in [0, 1]. */
  score: z.number().min(0).max(1),
  evidence: z.array(evidenceSchema),
})
export type FoundMatter = z.infer<typeof foundMatterSchema>

/** A place of the jurisdiction that the text is about. */
export const foundPlaceSchema = z.object({
  code: placeCodeSchema,
  name: z.string(),
  evidence: z.array(evidenceSchema),
})
export type FoundPlace = z.infer<typeof foundPlaceSchema>

/** A department that could take the matter, and why. */
export const candidateSchema = z.object({
  department: codeSchema,
  name: z.string(),
  score: z.number().min(0).max(1),
  /** One Chinese sentence: matter, duty, its source. */
  why: z.string(),
})
export type Candidate = z.infer<typeof candidateSchema>

/** What the classifier says of an article. No matter = none of our business. */
export const labelsSchema = z.object({
  /** Best first; [] = none of our business. */
  matters: z.array(foundMatterSchema),
  /** Domain codes, primary first. */
  domains: z.array(codeSchema),
  places: z.array(foundPlaceSchema),
  /** Best first, at most three: lead department and the next two. */
  candidates: z.array(candidateSchema),
  /** −1 (angry) … 1 (glad). */
  sentiment: z.number().min(-1).max(1),
  /** 0 none, 1 soon, 2 today, 3 life in danger. */
  urgency: z.int().min(0).max(3),
  /** Signals that set a floor under the level: `casualties`, `crowd`, `poisoning`, `school-safety`, `drinking-water`, `misconduct`. */
  signals: z.array(z.object({ kind: z.string(), evidence: z.array(evidenceSchema) })),
})
export type Labels = z.infer<typeof labelsSchema>

export const classifiedArticleSchema = articleSchema.extend({ labels: labelsSchema })
export type ClassifiedArticle = z.infer<typeof classifiedArticleSchema>

/** One sentence of a judgement, with the points it is worth. */
export const reasonSchema = z.object({
  /** Term of the formula or name of the floor: `heat`, `growth`, `negativity`, `domain`, `breadth`, `people`, `floor:poisoning`, `person`. */
  kind: z.string(),
  points: z.number(),
  /** Chinese, for the person at the screen: 「1 小时内 12 条，此前每小时 1.5 条」. */
  text: z.string(),
})
export type Reason = z.infer<typeof reasonSchema>

/** Who acted: a person in a role, or a named part of the system. */
export const actorSchema = z.object({
  kind: z.enum(['person', 'system']),
  role: z.enum(['duty', 'clerk', 'analyst', 'system']),
  name: z.string(),
  department: codeSchema.optional(),
})
export type Actor = z.infer<typeof actorSchema>

/** What a person decided about topics, which the machine never undoes. */
export const topicActSchema = z.object({
  kind: z.enum(['merge', 'split']),
  at: instantSchema,
  by: actorSchema,
  reason: z.string(),
  /** merge: the topic that was taken in; split: the one that the items left. */
  from: idSchema,
  /** merge: the topic that goes on; split: the one that the items opened. */
  into: idSchema,
  /** Articles that moved, near copies left out; at most 200. */
  items: z.array(idSchema),
})
export type TopicAct = z.infer<typeof topicActSchema>

const bandSchema = z.object({
  low: z.int().nonnegative(),
  expected: z.number().nonnegative(),
  high: z.int().nonnegative(),
})

/** What is to be expected of a topic in the six hours after `at`: see docs/forecast.md. */
export const forecastSchema = z.object({
  /** When it was said; it holds for the hours after. */
  at: instantSchema,
  /** Level that is next above the one then. */
  next: levelSchema,
  /** That the next level is reached within six hours; null = too little is known to say. */
  probability: z.number().min(0).max(1).nullable(),
  /** Posts of citizens and media in six hours, 80 % band; null = too little is known. */
  posts: bandSchema.nullable(),
  /** The same hour by hour, oldest first; [] = too little is known. */
  hours: z.array(bandSchema.extend({ from: instantSchema })),
  /** What speaks for it and against it, strongest first, `points` in log-odds; when too little is known, why. */
  reasons: z.array(reasonSchema),
})
export type Forecast = z.infer<typeof forecastSchema>

/** A storyline: items about one matter at one place, near copies folded. */
export const topicSchema = z.object({
  topic: idSchema,
  version: z.int().positive(),
  jurisdiction: placeCodeSchema,
  /** Headline of the medoid. */
  title: z.string(),
  matter: codeSchema,
  matterName: z.string(),
  domain: codeSchema.nullable(),
  places: z.array(z.object({ code: placeCodeSchema, name: z.string() })),
  candidates: z.array(candidateSchema),
  /** Canonical items, near copies beside them, distinct voices. */
  items: z.int().nonnegative(),
  copies: z.int().nonnegative(),
  voices: z.int().nonnegative(),
  /** Distinct sources and their tiers. */
  sources: z.array(z.object({ id: z.string(), name: z.string(), tier: sourceTierSchema, items: z.int() })),
  /** Official replies and announcements among the items. */
  officialItems: z.int().nonnegative(),
  /** Items whose `live` was true and that were fresh: only these can raise anything. */
  liveItems: z.int().nonnegative(),
  /** 0 … 100, with the terms it is made of. */
  heat: z.number().min(0).max(100),
  heatTerms: z.array(reasonSchema),
  level: levelSchema,
  points: z.number(),
  reasons: z.array(reasonSchema),
  /** How surely the first candidate is the right department, in [0, 1]. */
  confidence: z.number().min(0).max(1),
  firstPublished: instantSchema,
  firstSeen: instantSchema,
  lastSeen: instantSchema,
  /** Article ids: the medoid, and all canonical items, oldest first (at most 200; `items` counts all). */
  medoid: idSchema,
  members: z.array(idSchema),
  /** Topic that this one was merged into; then nothing else of it counts. */
  redirect: idSchema.optional(),
  /** Highest urgency among its live items, 0 … 3; absent = not known. Decides which clocks apply. */
  urgency: z.int().min(0).max(3).optional(),
  /** Persons' merges and splits that it took part in, newest last; at most 20. */
  acts: z.array(topicActSchema).optional(),
  /** Topics that were merged into this one, newest last; at most 50. */
  absorbed: z.array(idSchema).optional(),
  /** Not a topic but a beat (链路心跳): proves the way from the log to the channels, raises nothing and is shown to nobody. */
  pulse: z.literal(true).optional(),
  /** Absent = there is nothing to foretell: silent, or at the highest level, or told before there were forecasts. */
  forecast: forecastSchema.optional(),
})
export type Topic = z.infer<typeof topicSchema>

export const alertStates = ['open', 'acknowledged', 'closed'] as const

/** What the duty officer is called for: one per topic. */
export const alertSchema = z.object({
  alert: idSchema,
  version: z.int().positive(),
  jurisdiction: placeCodeSchema,
  topic: idSchema,
  /** Version of the topic that it has seen: older ones are stale. */
  topicVersion: z.int().positive().optional(),
  ticket: idSchema.nullable(),
  state: z.enum(alertStates),
  level: levelSchema,
  /** Highest level it ever had. */
  highest: levelSchema,
  /** Set when a person raised or lowered it: the machine does not touch it again. */
  levelSetBy: actorSchema.optional(),
  title: z.string(),
  matter: codeSchema,
  matterName: z.string(),
  domain: codeSchema.nullable(),
  places: z.array(z.object({ code: placeCodeSchema, name: z.string() })),
  items: z.int().nonnegative(),
  copies: z.int().nonnegative(),
  voices: z.int().nonnegative(),
  /** `items` when it was raised. */
  raisedItems: z.int().positive().optional(),
  heat: z.number(),
  reasons: z.array(reasonSchema),
  raisedAt: instantSchema,
  changedAt: instantSchema,
  acknowledged: z.object({ at: instantSchema, by: actorSchema }).optional(),
  /** Nobody is called about it while this other alert is open; `rule` is the one of alerts.yaml that says so. */
  mutedBy: z.object({ alert: idSchema, title: z.string(), rule: z.string(), since: instantSchema }).optional(),
  history: z.array(
    z.object({
      at: instantSchema,
      by: actorSchema,
      what: z.string(),
      level: levelSchema,
      reason: z.string().optional(),
    }),
  ),
})
export type Alert = z.infer<typeof alertSchema>

/** 受理 转办 签收 办理 反馈 审核 回应 评价 归档. */
export const ticketStates = [
  'accepted',
  'dispatched',
  'signed',
  'handling',
  'answered',
  'reviewed',
  'responded',
  'rated',
  'archived',
] as const
export const ticketStateSchema = z.enum(ticketStates)
export type TicketState = z.infer<typeof ticketStateSchema>
export const ticketStateNames: Readonly<Record<TicketState, string>> = {
  accepted: '受理',
  dispatched: '转办',
  signed: '签收',
  handling: '办理',
  answered: '反馈',
  reviewed: '审核',
  responded: '回应',
  rated: '评价',
  archived: '归档',
}

/** What can be done to a ticket. 派发 签收 开始办理 反馈 退回 改派 协办 督办 延期 审核 回应 评价 归档 重办 合并 拆分 裁定. */
export const ticketActions = [
  'dispatch',
  'sign',
  'start',
  'answer',
  'return',
  'reassign',
  'assist',
  'supervise',
  'extend',
  'review',
  'respond',
  'rate',
  'archive',
  'redo',
  'merge',
  'split',
  'arbitrate',
] as const
export const ticketActionSchema = z.enum(ticketActions)
export type TicketAction = z.infer<typeof ticketActionSchema>

/** One statutory or agreed clock on a ticket. */
export const ticketClockSchema = z.object({
  kind: z.string(),
  name: z.string(),
  /** Document that sets it: 国办发〔2016〕61号 … */
  source: z.string(),
  /** What started it: first publication, detection, dispatch. */
  from: z.enum(['published', 'detected', 'dispatched']),
  startsAt: instantSchema,
  dueAt: instantSchema,
  metAt: instantSchema.optional(),
  /** Set when the deadline passed unmet. */
  missedAt: instantSchema.optional(),
})
export type TicketClock = z.infer<typeof ticketClockSchema>

export const ticketSchema = z.object({
  ticket: idSchema,
  version: z.int().positive(),
  jurisdiction: placeCodeSchema,
  alert: idSchema,
  topic: idSchema,
  title: z.string(),
  matter: codeSchema,
  matterName: z.string(),
  domain: codeSchema.nullable(),
  level: levelSchema,
  places: z.array(z.object({ code: placeCodeSchema, name: z.string() })),
  state: ticketStateSchema,
  /** Lead department once dispatched. */
  department: codeSchema.nullable(),
  departmentName: z.string().nullable(),
  assistants: z.array(codeSchema),
  /** Proposed department and the next two, with reasons. */
  candidates: z.array(candidateSchema),
  clocks: z.array(ticketClockSchema),
  /** Article ids of the canonical items, oldest first. */
  members: z.array(idSchema),
  /** Members that a split took away: the topic's growth does not bring them back. */
  released: z.array(idSchema).optional(),
  /** The topic's urgency when last seen; decides which clocks apply. */
  urgency: z.int().min(0).max(3).optional(),
  returns: z.int().nonnegative(),
  /** Named after the second return; whose word is final. */
  arbiter: z.string().optional(),
  supervision: z.enum(['remind', 'urge', 'order']).optional(),
  answer: z.object({ at: instantSchema, by: actorSchema, text: z.string() }).optional(),
  response: z.object({ at: instantSchema, by: actorSchema, text: z.string(), url: z.string().optional() }).optional(),
  review: z
    .object({ at: instantSchema, by: actorSchema, departmentRight: z.boolean(), addressed: z.boolean() })
    .optional(),
  rating: z.object({ at: instantSchema, by: actorSchema, solved: z.boolean(), satisfied: z.boolean() }).optional(),
  mergedInto: idSchema.optional(),
  openedAt: instantSchema,
  changedAt: instantSchema,
  history: z.array(
    z.object({
      at: instantSchema,
      by: actorSchema,
      action: z.string(),
      from: ticketStateSchema.nullable(),
      to: ticketStateSchema,
      department: codeSchema.nullable(),
      reason: z.string().optional(),
    }),
  ),
})
export type Ticket = z.infer<typeof ticketSchema>

export const sourceHealthStates = ['unknown', 'healthy', 'slow', 'failing', 'silent', 'blocked', 'gone', 'off'] as const

/** A source as the desk sees it: is it heard, and if not, why not. */
export const sourceStateSchema = z.object({
  source: z.string(),
  version: z.int().positive(),
  name: z.string(),
  kind: z.string(),
  tier: sourceTierSchema,
  url: z.string(),
  health: z.enum(sourceHealthStates),
  /** Code of the closed error list and a Chinese sentence; absent when healthy. */
  problem: z.object({ code: z.string(), message: z.string(), since: instantSchema }).optional(),
  lastFetchAt: instantSchema.optional(),
  lastItemAt: instantSchema.optional(),
  nextDueAt: instantSchema.optional(),
  /** How often it is asked at present, ms of the domain clock: an item is seen after half of that on the mean. */
  interval: z.int().positive().optional(),
  /** Totals since the source was added. */
  counts: z.object({
    fetches: z.int(),
    failures: z.int(),
    unchanged: z.int(),
    items: z.int(),
    changed: z.int(),
    duplicates: z.int(),
    refused: z.int(),
  }),
})
export type SourceState = z.infer<typeof sourceStateSchema>
