import { z } from 'zod'
import { codeSchema, instantSchema } from '../codes.js'
import { alertSchema, idSchema, ticketClockSchema, ticketStateSchema } from '../entities.js'

/** A day of Beijing time, `2026-11-22`. */
export const briefDaySchema = z.iso.date()

/** How many came, and how many came on average in the same hours of the days before; null = nothing was heard on any of these. */
const countSchema = z.object({ count: z.int().nonnegative(), usual: z.number().nonnegative().nullable() })
export type Compared = z.infer<typeof countSchema>
const comparedSchema = countSchema.extend({
  /** The comparison in words: 「上升12%」「约为3.1倍」「往常少见」「与往常相当」; '' = nothing to compare with. */
  change: z.string(),
  /** Which way it went, where it did. */
  trend: z.enum(['up', 'down']).nullable(),
})

/** Voices that a stretch of hours is likely to bring: eight of ten times from `low` to `high`. */
export const bandSchema = z.object({ low: z.number(), middle: z.number(), high: z.number() })
export type Band = z.infer<typeof bandSchema>

/** Ids, so that every number leads to what it counts; `ticketIndex` tells of each. */
const ticketsSchema = z.array(idSchema)

/** One alert of the day, with what became of its ticket. */
export const briefStorySchema = alertSchema
  .pick({
    alert: true,
    topic: true,
    title: true,
    level: true,
    highest: true,
    state: true,
    matterName: true,
    domain: true,
    places: true,
    items: true,
    copies: true,
    voices: true,
    raisedAt: true,
  })
  .extend({
    /** Why the level, strongest reason first; Chinese. */
    reasons: z.array(z.string()),
    /** null = the alert has none (yet). */
    ticket: z
      .object({
        ticket: idSchema,
        state: ticketStateSchema,
        departmentName: z.string().nullable(),
        /** Clock that runs out next; null = none is running. */
        next: ticketClockSchema.pick({ name: true, dueAt: true }).nullable(),
        missed: z.int().nonnegative(),
        responded: instantSchema.nullable(),
      })
      .nullable(),
  })
export type BriefStory = z.infer<typeof briefStorySchema>

/** What a day was, in figures. */
export const briefFiguresSchema = z.object({
  day: briefDaySchema,
  /** What is told of: from inclusive, to exclusive. A day that is not over ends now. */
  from: instantSchema,
  to: instantSchema,
  /** Domain time at which the stores were asked; levels and tickets are as they were then. */
  at: instantSchema,
  /** Days that `usual` is the average of; 0 = none. */
  usualDays: z.int().nonnegative(),
  collected: comparedSchema,
  civic: comparedSchema,
  /** In the order of domains.yaml. An item of two domains counts in both. */
  domains: z.array(
    comparedSchema.extend({
      code: codeSchema,
      name: z.string(),
      /** The 24 hours after `to`; null = too few days are known to say. */
      next: bandSchema.nullable(),
    }),
  ),
  /** Alerts raised that day, and older ones of it that are still open; gravest first, 20 at most of `storyCount`. */
  stories: z.array(briefStorySchema),
  storyCount: z.int().nonnegative(),
  tickets: z.object({
    opened: ticketsSchema,
    dispatched: ticketsSchema,
    answered: ticketsSchema,
    responded: ticketsSchema,
    returned: ticketsSchema,
    archived: ticketsSchema,
    /** Open ones with a clock that ran out unmet, and those with one that runs out within 24 hours. */
    overdue: ticketsSchema,
    soon: ticketsSchema,
  }),
  /** Every ticket that `tickets` and `rates` name: what it is, and in whose list it lies (proposed, while it is not dispatched). */
  ticketIndex: z.record(idSchema, z.object({ title: z.string(), department: codeSchema.nullable() })),
  /** Of tickets opened in the thirty days up to `to`; `rate` in [0, 1], null = nothing to divide by. */
  rates: z.array(
    z.object({ name: z.string(), rate: z.number().nullable(), of: z.int().nonnegative(), tickets: ticketsSchema }),
  ),
  /** Open tickets by lead department, most overdue first; null = not dispatched. */
  backlog: z.array(
    z.object({
      department: codeSchema.nullable(),
      name: z.string(),
      open: z.int().nonnegative(),
      overdue: z.int().nonnegative(),
    }),
  ),
  /** Sources that the day's picture is without. */
  sources: z.object({
    count: z.int().nonnegative(),
    blind: z.array(z.object({ source: z.string(), name: z.string(), message: z.string(), since: instantSchema })),
  }),
})
export type BriefFigures = z.infer<typeof briefFiguresSchema>

/** Text of each part in their order, paragraphs on lines. `advice` is a person's alone. */
export const briefWordsSchema = z.strictObject({
  overview: z.string().max(20_000),
  stories: z.string().max(60_000),
  tickets: z.string().max(20_000),
  sources: z.string().max(20_000),
  advice: z.string().max(20_000),
})
export type BriefWords = z.infer<typeof briefWordsSchema>

/** A brief as a person left it: its words stay, while the day's figures go on changing. */
export const keptBriefSchema = z.object({
  version: z.int().positive(),
  by: z.string(),
  at: instantSchema,
  words: briefWordsSchema,
})
export type KeptBrief = z.infer<typeof keptBriefSchema>

/** GET /api/v1/briefs/{day} */
export const briefDetailSchema = z.object({
  figures: briefFiguresSchema,
  /** What the figures say in words: a start for the person who writes. */
  draft: briefWordsSchema,
  /** Newest first; [] = nobody has kept one. */
  kept: z.array(keptBriefSchema),
})
export type BriefDetail = z.infer<typeof briefDetailSchema>

/** GET /api/v1/briefs: the days of the last `days`, newest first, today among them. */
export const briefsSchema = z.object({
  items: z.array(
    z.object({
      day: briefDaySchema,
      version: z.int().nonnegative(),
      by: z.string().nullable(),
      at: instantSchema.nullable(),
    }),
  ),
})
export type Briefs = z.infer<typeof briefsSchema>

/** POST /api/v1/briefs/{day}/keep; `version` = the newest that the person saw, 0 = none. */
export const keepBriefSchema = z.strictObject({ version: z.int().nonnegative(), words: briefWordsSchema })
