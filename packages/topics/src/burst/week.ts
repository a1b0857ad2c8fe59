import { CHINA_OFFSET, DAY, HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'

/** Whole hours since 1970-01-01 00:00 in Asia/Shanghai. */
export type LocalHour = number

/** Hour in which an instant falls. */
export const localHourOf = (at: Instant): LocalHour => Math.floor((toMs(at) + CHINA_OFFSET) / HOUR)

/** First instant of an hour, epoch ms. */
export const startOf = (hour: LocalHour): number => hour * HOUR - CHINA_OFFSET

/** Days since 1970-01-01 in Asia/Shanghai. */
export const localDayOf = (hour: LocalHour): number => Math.floor(hour / 24)

/** Instant → `2026-10-01T14:20`, as a clock in Asia/Shanghai shows it. */
export const localClock = (at: Instant): string => toInstant(toMs(at) + CHINA_OFFSET).slice(0, 16)

/** `2026-10-01` of a local day. */
export const dateOf = (day: number): string => toInstant(day * DAY).slice(0, 10)

/** Which days are worked (调休): the holiday file as `buildCalendar` of desk reads it. */
export interface WorkingDays {
  /** `2026-10-01`, a local date, → whether it is worked. */
  isWorkingDay(date: string): boolean
}

/** Slots of a week: hour of week from Monday 00:00. */
export const SLOTS = 168

const [friday, saturday, sunday] = [4, 5, 6]

/**
 * Hour → its slot in the week, 0 … 167 from Monday 00:00. A holiday counts as a Sunday; a weekend that is worked as the weekday next
 * to it, Saturday as Friday and Sunday as Monday.
 */
export function slotsBy(calendar: WorkingDays): (hour: LocalHour) => number {
  const weekdays = new Map<number, number>()
  const weekdayOf = (day: number): number => {
    const known = weekdays.get(day)
    if (known !== undefined) return known
    // 1970-01-01 was a Thursday.
    const plain = (((day + 3) % 7) + 7) % 7
    const works = calendar.isWorkingDay(dateOf(day))
    const weekday = !works
      ? plain === saturday
        ? saturday
        : sunday
      : plain < saturday
        ? plain
        : plain === saturday
          ? friday
          : 0
    weekdays.set(day, weekday)
    return weekday
  }
  return (hour) => weekdayOf(localDayOf(hour)) * 24 + (((hour % 24) + 24) % 24)
}
