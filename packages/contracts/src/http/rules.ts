import { z } from 'zod'
import { codeSchema, instantSchema } from '../codes.js'
import { idSchema, spanSchema } from '../entities.js'
import { pageQuerySchema } from './page.js'

/** Longest rule, in UTF-16 units. */
export const MOST_RULE_CHARS = 4_000
/** Most rules (or hints) of one matter. */
export const MOST_RULES = 60
export const ruleTextSchema = z.string().trim().min(1).max(MOST_RULE_CHARS)
/** Whole days of Beijing time that are looked at, today among them. */
export const ruleDaysSchema = z.coerce.number().int().min(1).max(90).default(7)

/** Rules of a matter by which texts are judged: `rules` are enough by themselves, `hints` only beside a grievance. */
export const ruleTextsSchema = z.object({ rules: z.array(z.string()), hints: z.array(z.string()) })
export type RuleTexts = z.infer<typeof ruleTextsSchema>

/** One publication at the console. `texts` null: back to what the file says. `file`: what the file said then. */
export const publishedRulesSchema = z.object({
  version: z.int().positive(),
  by: z.string(),
  at: instantSchema,
  reason: z.string(),
  texts: ruleTextsSchema.nullable(),
  file: ruleTextsSchema,
  /** Rolled back to that version; 0 = the file. */
  restores: z.int().nonnegative().optional(),
})
export type PublishedRules = z.infer<typeof publishedRulesSchema>

/** A matter as the list of rules tells it. */
export const ruleMatterSchema = z.object({
  code: codeSchema,
  name: z.string(),
  /** null = outside the eight domains. */
  domain: codeSchema.nullable(),
  lead: codeSchema,
  leadName: z.string(),
  /** Place in its file, `config/office/matters/wages.yaml:12`; absent where that is not known. */
  where: z.string().optional(),
  /** In force. */
  texts: ruleTextsSchema,
  /** The last publication, where the console changed it and it stands. */
  published: z.object({ version: z.int(), by: z.string(), at: instantSchema }).nullable(),
  /** Items of the asked-for days that carry it; null while the search store is away. */
  caught: z.int().nullable(),
})
export type RuleMatter = z.infer<typeof ruleMatterSchema>

/** GET /api/v1/rules */
export const rulesQuerySchema = pageQuerySchema.extend({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  days: ruleDaysSchema,
})
export const rulesResponseSchema = z.object({ items: z.array(ruleMatterSchema), next: z.string().nullable() })

/** GET /api/v1/rules/{code} */
export const ruleDetailSchema = z.object({
  matter: ruleMatterSchema.omit({ caught: true }).extend({
    assist: z.array(z.object({ code: codeSchema, name: z.string() })),
    duty: z.string().optional(),
    urgent: z.array(z.object({ rule: z.string(), urgency: z.int() })),
    examples: z.array(z.string()),
    nearMisses: z.array(z.string()),
  }),
  /** As the file says. */
  file: ruleTextsSchema,
  /** Of the last publication; 0 = never published. Goes with the next one. */
  version: z.int().nonnegative(),
  /** What was published stands over a file that has changed since. */
  fileChanged: z.boolean(),
  /** Newest first, 50 at most. */
  history: z.array(publishedRulesSchema),
})
export type RuleDetail = z.infer<typeof ruleDetailSchema>

/** POST /api/v1/rules/check */
export const checkRuleSchema = z.strictObject({ rule: z.string().max(MOST_RULE_CHARS) })
export const checkedRuleSchema = z.object({
  /** null: it does not parse, see `fault`. */
  canonical: z.string().nullable(),
  fault: z.object({ offset: z.int(), found: z.string(), problem: z.string(), expected: z.string() }).nullable(),
  /** Terms that can never be bounded as they are written. */
  warnings: z.array(z.object({ term: z.string(), suggestion: z.string(), message: z.string() })),
})
export type CheckedRule = z.infer<typeof checkedRuleSchema>

/** POST /api/v1/rules/dry-run: what a rule would have caught; `against`: the version that it is compared with. */
/** Several rules of a matter may be tried together, joined by OR. */
const triedRuleSchema = z.string().trim().min(1).max(40_000)
export const dryRunSchema = z.strictObject({
  rule: triedRuleSchema,
  against: triedRuleSchema.optional(),
  /** Its own matter: how its examples stand to the rule, and which items carry it already. */
  matter: codeSchema.optional(),
  days: ruleDaysSchema,
  /** Samples drawn at random, for judging the whole; or the newest ones, for watching what comes in. */
  samples: z.enum(['drawn', 'newest']).default('drawn'),
})
export type DryRunRequest = z.input<typeof dryRunSchema>

/** An item in a dry run: its text around the first words that were hit. */
export const ruleSampleSchema = z.object({
  article: idSchema,
  title: z.string(),
  /** A stretch of the body; `spans` count in it. */
  excerpt: z.string(),
  /** The body goes on before, after. */
  cutBefore: z.boolean(),
  cutAfter: z.boolean(),
  /** Words the rule rests on, in `title` and `body` (= the excerpt). */
  spans: z.array(spanSchema),
  source: z.string(),
  time: instantSchema,
  matters: z.array(z.object({ code: codeSchema, name: z.string() })),
})
export type RuleSample = z.infer<typeof ruleSampleSchema>

/** Caught by both versions, by the new one only, by the old one only. Without a comparison all are `kept`. */
export const dryRunParts = ['kept', 'gained', 'lost'] as const
export type DryRunPart = (typeof dryRunParts)[number]
const perPart = <T extends z.ZodType>(of: T) => z.object({ kept: of, gained: of, lost: of })

export const dryRunResponseSchema = z.object({
  canonical: z.string(),
  from: instantSchema,
  to: instantSchema,
  /** Items of that time. */
  items: z.int(),
  /** Of them, those that have the words the rule cannot do without; only these can be caught. */
  candidates: z.int(),
  /** Of these, those that were tried, newest first. */
  looked: z.int(),
  /** Why not all: there were too many, or it took too long; then nothing before `back` was looked at. */
  stopped: z.enum(['count', 'time']).nullable(),
  back: instantSchema.nullable(),
  /** Items in each part. */
  counts: perPart(z.int()),
  /** Of those caught by the new rule: carry the matter already, carry another one, carry none. */
  labelled: z.object({ same: z.int(), other: z.int(), none: z.int() }),
  /** Days of Beijing time, oldest first, each one. */
  days: z.array(z.object({ day: z.string(), ...perPart(z.int()).shape })),
  /** Drawn at random among all that each part caught (the same every time), or the newest of them; 20 at most each. */
  samples: perPart(z.array(ruleSampleSchema)),
  /** The matter's own examples: how many the rule holds for, and the near misses that it should not hold for. */
  examples: z.object({ held: z.int(), of: z.int(), nearMisses: z.array(z.string()) }).nullable(),
})
export type DryRun = z.infer<typeof dryRunResponseSchema>

const versioned = { version: z.int().nonnegative(), reason: z.string().trim().min(2).max(500) }
/** POST /api/v1/rules/{code}/publish: takes the place of all rules and hints of the matter. */
export const publishRulesSchema = z.strictObject({
  ...versioned,
  rules: z.array(ruleTextSchema).min(1).max(MOST_RULES),
  hints: z.array(ruleTextSchema).max(MOST_RULES),
})
export type PublishRules = z.infer<typeof publishRulesSchema>
/** POST /api/v1/rules/{code}/restore: `to` a version of its history; 0 = what the file says. */
export const restoreRulesSchema = z.strictObject({ ...versioned, to: z.int().nonnegative() })

/** GET /api/v1/articles/{id}/why?matter= */
export const whyQuerySchema = z.object({ matter: codeSchema })
export const whySchema = z.object({
  matter: z.object({ code: codeSchema, name: z.string() }),
  given: z.boolean(),
  /** Chinese sentences, the most telling first. */
  verdict: z.array(z.string()),
  /** Each of its rules: the words it rests on, or why it does not hold. */
  rules: z.array(
    z.object({
      number: z.int(),
      hint: z.boolean(),
      rule: z.string(),
      holds: z.boolean(),
      words: z.array(z.string()),
      miss: z.string().optional(),
    }),
  ),
  /** Kinds of text that spoke for or against every matter alike. */
  contexts: z.array(z.object({ name: z.string(), weight: z.number(), words: z.array(z.string()) })),
})
export type Why = z.infer<typeof whySchema>
