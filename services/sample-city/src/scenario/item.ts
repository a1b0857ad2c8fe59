import { codeSchema, metricsSchema } from '@guanlan/contracts'
import { z } from 'zod'
import { contentSiteIds } from '../site-ids.js'
import { parseOffset } from './offset.js'

/** The three stories that grow and burst. */
export const storylineIds = ['canteen', 'stopped-site', 'unpaid-wages'] as const
export type StorylineId = (typeof storylineIds)[number]

const expectSchema = z.strictObject({
  /** The matter in the office's words; a hint for tests, not a code. */
  matter: z.string().optional(),
  /** Code of the primary domain; null = none, or a matter outside the eight. */
  domain: codeSchema.nullable(),
  department: codeSchema.optional(),
  /** false = none of the office's business. */
  civic: z.boolean(),
})

/** One item as an author writes it in content/*.yaml. */
export const writtenItemSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, '应为小写字母、数字和连字符'),
  site: z.enum(contentSiteIds),
  at: z.string().transform((text, context) => {
    const offset = parseOffset(text)
    if (offset !== null) return offset
    context.addIssue('应为相对时间，例如 +35m、-3d4h20m')
    return z.NEVER
  }),
  title: z.string().default(''),
  body: z.string().optional(),
  author: z.string().min(1).max(40).optional(),
  section: z.string().min(1).max(40).optional(),
  metrics: metricsSchema.optional(),
  storyline: z.enum(storylineIds).optional(),
  copyOf: z.string().optional(),
  replyTo: z.string().optional(),
  official: z.boolean().default(false),
  expect: expectSchema.partial().default({}),
})

/** One content file: what its items share, and the items. */
export const contentFileSchema = z.strictObject({
  defaults: z
    .strictObject({
      section: z.string().optional(),
      storyline: z.enum(storylineIds).optional(),
      expect: expectSchema.partial().default({}),
    })
    .default({ expect: {} }),
  items: z.array(z.unknown()).min(1),
})

export type WrittenItem = z.infer<typeof writtenItemSchema>
export type ContentDefaults = z.infer<typeof contentFileSchema>['defaults']
export { expectSchema }

/** What tests may hold an item against. Never served. */
export type Expectation = z.infer<typeof expectSchema>

/** One item of the scenario, whole: what a site shows from `at` on. */
export interface ScenarioItem extends Omit<WrittenItem, 'body' | 'expect'> {
  /** Paragraphs on lines. Empty only on the hot list. */
  readonly body: string
  readonly expect: Expectation
}

/** Everything that is said in the sample city, in order of time (`at`: milliseconds from the first minute). */
export interface Scenario {
  readonly items: readonly ScenarioItem[]
}
