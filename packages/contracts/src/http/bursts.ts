import { z } from 'zod'
import { codeSchema, instantSchema, placeCodeSchema } from '../codes.js'

/** Much more than usual about a domain, in one town or in the whole county, or of a word that the office watches: kept by the detector, told with the status. */
export const burstSchema = z.object({
  /** null = matters outside all domains. */
  domain: codeSchema.nullable(),
  /** Town; null = the whole county. */
  town: z.object({ code: placeCodeSchema, name: z.string() }).nullable(),
  /** Entry of watches.yaml; then domain and town are null. null, or absent in what older versions kept = a domain's. */
  watched: z.object({ id: z.string(), name: z.string(), rule: z.string() }).nullable().optional(),
  since: instantSchema,
  /** Voices since then, each once an hour, how many are usual in these hours, and from how many sources. */
  voices: z.int().positive(),
  usual: z.number().nonnegative(),
  sources: z.int().nonnegative(),
  /** 「14:20 起 37 条，往常 6 条」 */
  text: z.string(),
  /** How many topics they are about, and whether none of these has half of the voices: then no alert stands for it. */
  topics: z.int().nonnegative(),
  scattered: z.boolean(),
})
export type Burst = z.infer<typeof burstSchema>

/** Name of the fact in which the detector keeps the bursts that are open: `Burst[]`, greatest excess first. */
export const burstsFact = 'topic-detector.bursts'
