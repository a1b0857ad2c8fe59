import type { Instant } from '@guanlan/kernel'
import { toInstant, toMs } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { nextLook, type LevelState, type LevelRules } from '@guanlan/topics'

const station = 'topic-detector'

/** What a topic's timer remembers: the level as settled, and the moment it was judged at. */
export interface Look {
  readonly topic: string
  readonly state: LevelState
  readonly at: Instant
}

/** Id of the timer that looks at a topic again. */
export const lookId = (topic: string): string => `look:${topic}`

/** Timer for the next look at a topic, or null when it is at rest and silence changes nothing more. */
export function lookTimer(look: Look, heat: number, rules: LevelRules): TimerRow | null {
  const wait = nextLook(look.state, heat, rules.levels)
  if (wait === null) return null
  return { id: lookId(look.topic), station, due: toInstant(toMs(look.at) + wait), payload: look }
}

/** What a timer of ours remembers. */
export const lookOf = (timer: TimerRow): Look => timer.payload as Look
