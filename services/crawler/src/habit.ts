import { CHINA_OFFSET, DAY, HOUR } from '@guanlan/kernel'

const WEEK = 7 * DAY
const SLOTS = 168
/** What a week ago was counts for so much: habits change with the seasons. */
const KEPT_PER_WEEK = 0.9
/** Weeks of the source's own average that each hour is believed to have shown before it showed anything. */
const PRIOR_WEEKS = 1
/** Before a whole week was watched nothing is said of a source. */
const LEAST_WEEKS = 1
/** A source that said something in fewer hours than this has no habit yet. */
const LEAST_HOURS = 5
/** Silence is told when so long a one has a probability below this by the source's own habit. */
const UNLIKELY = 0.001
/** Hours in which something was said, remembered so that an hour is counted once. */
const REMEMBERED_HOURS = 72

/**
 * In which hours of the week a source says something: counts of hours, not of items, since items come in bursts. Kept with
 * the source's row; times are epoch ms of the domain clock.
 */
export interface Habit {
  /** When watching began, and up to when it was watched. */
  readonly since: number
  readonly upTo: number
  /** Weeks watched, older ones counting less. */
  readonly weeks: number
  /** Of each hour of the week (0 = Monday 00:00 in Shanghai): weeks in which something was said in it, older ones counting less. */
  readonly hours: readonly number[]
  /** Newest hours (epoch hours) that were counted. */
  readonly counted: readonly number[]
}

export const newHabit = (nowMs: number): Habit => ({
  since: nowMs,
  upTo: nowMs,
  weeks: 0,
  hours: Array.from({ length: SLOTS }, () => 0),
  counted: [],
})

/** Slot of an instant: on a day off (holiday) that of a Sunday, since then the week's habit does not hold. */
export type SlotOf = (ms: number) => number

/** `isWorkingDay` takes a local date (`2026-10-01`). Weekends that are worked count as Monday. */
export const slotsBy =
  (isWorkingDay: (date: string) => boolean): SlotOf =>
  (ms) => {
    const local = ms + CHINA_OFFSET
    const hour = Math.floor((local % DAY) / HOUR)
    // 1970-01-01 was a Thursday.
    const weekday = (Math.floor(local / DAY) + 3) % 7
    const works = isWorkingDay(new Date(local).toISOString().slice(0, 10))
    const day = works === weekday < 5 ? weekday : works ? 0 : 6
    return day * 24 + hour
  }

/** The habit after a visit at `nowMs` that brought items of these times; what is older than the watching or in the future teaches nothing. */
export function learn(habit: Habit, times: readonly number[], nowMs: number, slotOf: SlotOf): Habit {
  if (nowMs < habit.upTo) return habit
  const aged =
    KEPT_PER_WEEK ** (Math.floor((nowMs - habit.since) / WEEK) - Math.floor((habit.upTo - habit.since) / WEEK))
  const hours = habit.hours.map((count) => count * aged)
  const counted = new Set(habit.counted)
  const oldest = Math.max(habit.since, nowMs - REMEMBERED_HOURS * HOUR)
  for (const time of times) {
    const hour = Math.floor(time / HOUR)
    if (time < oldest || time > nowMs || counted.has(hour)) continue
    counted.add(hour)
    const slot = slotOf(time)
    hours[slot] = (hours[slot] ?? 0) + 1
  }
  return {
    since: habit.since,
    upTo: nowMs,
    weeks: habit.weeks * aged + (nowMs - habit.upTo) / WEEK,
    hours,
    counted: [...counted].filter((hour) => (hour + 1) * HOUR > nowMs - REMEMBERED_HOURS * HOUR).sort((a, b) => a - b),
  }
}

const isKnown = ({ weeks, hours }: Habit): boolean =>
  weeks >= LEAST_WEEKS && hours.reduce((sum, count) => sum + count, 0) >= LEAST_HOURS

/** Probability that the source says something in the hour of `ms`, by its habit; null before it has one. */
export function chanceOf(habit: Habit, ms: number, slotOf: SlotOf): number | null {
  if (!isKnown(habit)) return null
  const mean = habit.hours.reduce((sum, count) => sum + count, 0) / SLOTS / habit.weeks
  const said = habit.hours[slotOf(ms)] ?? 0
  return Math.min(0.99, (said + PRIOR_WEEKS * mean) / (habit.weeks + PRIOR_WEEKS))
}

/**
 * Whether a source that last said something at `lastMs` is silent at `nowMs` against its own habit: nothing in all these
 * hours has a probability below one in a thousand. Hours count as independent; that sources speak in bursts is met by counting hours.
 */
export function isSilent(habit: Habit, lastMs: number, nowMs: number, slotOf: SlotOf): boolean {
  if (!isKnown(habit)) return false
  let left = 1
  // The running hour is not over yet.
  for (let hour = Math.floor(lastMs / HOUR) + 1; (hour + 1) * HOUR <= nowMs; hour += 1) {
    left *= 1 - (chanceOf(habit, hour * HOUR, slotOf) ?? 0)
    if (left < UNLIKELY) return true
  }
  return false
}

/** A habit as it was kept; null for anything else. */
export function recallHabit(kept: unknown): Habit | null {
  if (typeof kept !== 'object' || kept === null) return null
  const { since, upTo, weeks, hours, counted } = kept as Record<string, unknown>
  const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
  const areNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(isNumber)
  if (!isNumber(since) || !isNumber(upTo) || !isNumber(weeks) || !areNumbers(hours) || !areNumbers(counted)) return null
  return hours.length === SLOTS ? { since, upTo, weeks, hours, counted } : null
}
