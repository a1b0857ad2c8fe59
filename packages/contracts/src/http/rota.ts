import { z } from 'zod'
import { instantSchema, levelSchema } from '../codes.js'
import { dayKindSchema, hoursSchema } from '../shift-words.js'

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '应为小写字母、数字和连字符')
/** A day of Beijing time, `2026-10-03`. */
const daySchema = z.iso.date()
/** Somebody who can be on duty, and the channels of channels.yaml by which this person is called. Numbers stay in that file. */
export const rotaPersonSchema = z.strictObject({
  id: slug,
  name: z.string().trim().min(1).max(40),
  channels: z.array(z.string()).max(10),
})
/** Who is on duty, and the deputy; ids of people. */
const turn = { duty: slug, deputy: slug.optional() }

/** 班次: the same hours on days of a kind, taken in turns. A shift over midnight belongs to the day on which it begins. */
export const rotaShiftSchema = z.strictObject({
  id: slug,
  name: z.string().trim().min(1).max(20),
  hours: hoursSchema,
  days: dayKindSchema,
  /** First day of the first turn. */
  from: daySchema,
  /** Each day of the shift's kind the next turn, or each week of seven days. */
  every: z.enum(['day', 'week']),
  turns: z.array(z.strictObject(turn)).min(1).max(62),
})
/** 调班, 节假日值班: on this one day others have the shift, whatever the turns say; it then takes place on this day also if the day is of another kind. */
export const rotaSwapSchema = z.strictObject({
  day: daySchema,
  shift: slug,
  ...turn,
  note: z.string().trim().max(100).optional(),
})
/** One line of the chain: as in escalations.yaml, times in minutes; `call` are roles of whoever is on duty then. */
export const rotaRuleSchema = z.strictObject({
  id: slug,
  level: levelSchema,
  after: z.number().min(0).max(10_080),
  call: z.array(z.enum(['duty', 'deputy'])).max(2),
  channels: z.array(z.string()).max(20),
  every: z.number().min(1).max(1_440).optional(),
  times: z.int().min(1).max(50),
  hours: hoursSchema.optional(),
  days: dayKindSchema,
})
/** 值班表: people, shifts, exceptions, and who is called when nobody confirms. */
export const rotaSchema = z.strictObject({
  people: z.array(rotaPersonSchema).max(200),
  shifts: z.array(rotaShiftSchema).max(20),
  swaps: z.array(rotaSwapSchema).max(400),
  chain: z.array(rotaRuleSchema).max(100),
})
export type Rota = z.infer<typeof rotaSchema>
export type RotaShift = Rota['shifts'][number]
export type RotaRule = Rota['chain'][number]

/** One publication at the console; `rota` null: back to what the file says, which has a chain alone. */
export const publishedRotaSchema = z.object({
  version: z.int().positive(),
  by: z.string(),
  at: instantSchema,
  reason: z.string(),
  rota: rotaSchema.nullable(),
  restores: z.int().nonnegative().optional(),
})
export type PublishedRota = z.infer<typeof publishedRotaSchema>

/** Who has a shift; names, not ids. */
export const onDutySchema = z.object({
  shift: z.string(),
  name: z.string(),
  hours: z.string(),
  day: z.string(),
  duty: z.string(),
  deputy: z.string().nullable(),
  /** By an exception, with its note. */
  swapped: z.string().nullable(),
})
export type OnDuty = z.infer<typeof onDutySchema>

/** What is wrong with a rota; `field` like `shifts.0.turns.1.duty`. */
export const rotaProblemSchema = z.object({ field: z.string(), message: z.string() })
export type RotaProblem = z.infer<typeof rotaProblemSchema>

/** The next fourteen days, and the stretches of them in which no shift takes place. */
export const rotaOutlookSchema = z.object({
  days: z.array(z.object({ day: z.string(), working: z.boolean(), shifts: z.array(onDutySchema) })),
  gaps: z.array(z.object({ from: instantSchema, to: instantSchema })),
})
export type RotaOutlook = z.infer<typeof rotaOutlookSchema>

/** GET /api/v1/rota */
export const rotaDetailSchema = z.object({
  rota: rotaSchema,
  /** The chain of escalations.yaml. */
  file: z.array(rotaRuleSchema),
  version: z.int().nonnegative(),
  history: z.array(publishedRotaSchema),
  channels: z.array(z.object({ id: z.string(), kind: z.string(), enabled: z.boolean(), levels: z.array(levelSchema) })),
  now: z.array(onDutySchema),
  outlook: rotaOutlookSchema,
})
export type RotaDetail = z.infer<typeof rotaDetailSchema>

/** POST /api/v1/rota/simulate: an alert of this level at this time that nobody confirms. */
export const simulateRotaSchema = z.strictObject({
  rota: rotaSchema,
  level: levelSchema,
  at: z.iso.datetime({ offset: true }),
})
export const rotaStepSchema = z.object({
  at: instantSchema,
  minutes: z.number(),
  /** null: the first call, by channels.yaml. */
  rule: z.string().nullable(),
  nth: z.int(),
  people: z.array(z.object({ name: z.string(), role: z.enum(['duty', 'deputy']), shift: z.string() })),
  channels: z.array(z.string()),
  /** Why nobody is called: it is not the rule's shift, nobody is on duty, or whoever is cannot be reached. */
  silent: z.enum(['not-its-shift', 'nobody', 'no-channel']).nullable(),
})
export type RotaStep = z.infer<typeof rotaStepSchema>
export const rotaSimulationSchema = z.object({
  problems: z.array(rotaProblemSchema),
  steps: z.array(rotaStepSchema),
  outlook: rotaOutlookSchema,
})
export type RotaSimulation = z.infer<typeof rotaSimulationSchema>

const reason = z.string().trim().min(2).max(500)
/** POST /api/v1/rota/publish; `version` is the one that the person saw. */
export const publishRotaSchema = z.strictObject({ version: z.int().nonnegative(), reason, rota: rotaSchema })
/** POST /api/v1/rota/restore: to an earlier version, 0 = the file. */
export const restoreRotaSchema = z.strictObject({ version: z.int().nonnegative(), reason, to: z.int().nonnegative() })
