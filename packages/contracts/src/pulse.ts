import { z } from 'zod'
import { instantSchema } from './codes.js'
import type { Topic } from './entities.js'

/** Body of the call that a beat becomes; `beat` is the minute of wall time at which it set out. */
export const pulseCallSchema = z.object({
  type: z.literal('chain.heartbeat'),
  at: instantSchema,
  text: z.string(),
  beat: instantSchema,
})
export type PulseCall = z.infer<typeof pulseCallSchema>

/** The chain as its beats tell it: the minute (wall time) of the last one that came through, its age, and whether two are missing. */
export const pulseStateSchema = z.object({
  at: instantSchema.nullable(),
  ageSeconds: z.int().nonnegative(),
  late: z.boolean(),
})
export type PulseState = z.infer<typeof pulseStateSchema>

/** The beat of a minute (counted from 1970) as `topic.changed` carries it; `at` on the domain clock. */
export const pulseTopic = (minute: number, jurisdiction: string, at: string): Topic => ({
  topic: 'pulse',
  version: minute,
  jurisdiction,
  title: '链路心跳',
  matter: 'pulse',
  matterName: '链路心跳',
  domain: null,
  places: [],
  candidates: [],
  items: 0,
  copies: 0,
  voices: 0,
  sources: [],
  officialItems: 0,
  liveItems: 0,
  heat: 0,
  heatTerms: [],
  level: 'blue',
  points: 0,
  reasons: [],
  confidence: 0,
  firstPublished: at,
  firstSeen: at,
  lastSeen: at,
  medoid: 'pulse',
  members: [],
  pulse: true,
})
