import { toInstant, toMs, type Instant } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { nextLook, type LevelRules, type Standing } from '@guanlan/topics'
import { station } from './station.js'

/** What a topic's timer remembers: how its level stands. */
export interface Look extends Standing {
  readonly topic: string
}

const prefix = 'look:'

/** Id of the timer that looks at a topic again. */
export const lookId = (topic: string): string => `${prefix}${topic}`

/**
 * Timer for the next look at a topic, or null when it is at rest and silence changes nothing more. A level is looked after in
 * its own time; a blue topic's heat in the detector's, `now`.
 */
export function lookTimer(look: Look, heat: number, now: Instant, rules: LevelRules): TimerRow | null {
  const wait = nextLook(look.state, heat, rules.levels)
  if (wait === null) return null
  const from = look.state.level === 'blue' && now > look.at ? now : look.at
  return { id: lookId(look.topic), station, due: toInstant(toMs(from) + wait), payload: look }
}

/** What a timer of ours remembers, or null when it is another one. */
export const lookOf = (timer: TimerRow): Look | null => (timer.id.startsWith(prefix) ? (timer.payload as Look) : null)
