import type { Alert, Level, Ticket } from '@guanlan/contracts'
import { nextClock, type ClockReading } from './deadline.js'
import { levelOrder } from './level.js'
import { placeNames } from './places.js'

/** How many alerts of a level are live, and how many of them nobody has confirmed. */
export interface LevelCount {
  readonly level: Level
  readonly live: number
  readonly unconfirmed: number
}

/** Live alerts by level, worst first. */
export function countLevels(alerts: Iterable<Alert>): LevelCount[] {
  const live = [...alerts].filter(({ state }) => state !== 'closed')
  return levelOrder.map((level) => {
    const own = live.filter((alert) => alert.level === level)
    return { level, live: own.length, unconfirmed: own.filter(({ state }) => state === 'open').length }
  })
}

/** A ticket whose clock runs, as the wall shows it: what it is about, never whose words. */
export interface RunningClock {
  readonly ticket: string
  readonly level: Level
  readonly about: string
  readonly department: string
  readonly reading: ClockReading
}

/** What a matter is called on a wall that visitors see: its kind and place, not a citizen's headline. */
export const aboutOf = ({ matterName, places }: Pick<Alert, 'matterName' | 'places'>): string =>
  [matterName, ...placeNames(places.slice(0, 1))].join(' · ')

/** Clocks that are over or about to be, soonest first. */
export function runningOut(tickets: Iterable<Ticket>, now: number): RunningClock[] {
  return [...tickets]
    .filter(({ state, mergedInto }) => state !== 'archived' && mergedInto === undefined)
    .flatMap((ticket) => {
      const reading = nextClock(ticket, now)
      if (!reading) return []
      const { ticket: id, level, departmentName } = ticket
      return [{ ticket: id, level, about: aboutOf(ticket), department: departmentName ?? '', reading }]
    })
    .sort((a, b) => a.reading.left - b.reading.left || a.ticket.localeCompare(b.ticket))
}
