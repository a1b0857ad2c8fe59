import type { HolidayConfig } from '@guanlan/contracts'
import { CHINA_OFFSET, DAY, toInstant, toMs, type Instant } from '@guanlan/kernel'

/** Working days by the State Council's yearly notice: days off on weekdays, and weekends that are worked (调休). */
export interface Calendar {
  /** `2026-10-01`, a local date, → whether the office works that day. In a year without a notice weekends decide alone. */
  isWorkingDay(date: string): boolean
  /** Whether a notice for this year was given. */
  knows(year: number): boolean
}

/** Calendar from the holiday files. A date named both off and worked is off: a clock then ends later, never on a holiday. */
export function buildCalendar(holidays: readonly HolidayConfig[]): Calendar {
  const years = new Set(holidays.map((each) => each.year))
  const off = new Set(holidays.flatMap((each) => each.off))
  const worked = new Set(holidays.flatMap((each) => each.worked))
  return {
    isWorkingDay: (date) => !off.has(date) && (worked.has(date) || !isWeekend(date)),
    knows: (year) => years.has(year),
  }
}

/** The date in Asia/Shanghai on which this instant falls, as `2026-10-01`. */
export const localDate = (at: Instant): string => toInstant(toMs(at) + CHINA_OFFSET).slice(0, 10)

/** First instant of a day in Asia/Shanghai, `2026-10-01`. */
export const startOfDay = (date: string): Instant => toInstant(midnight(date) - CHINA_OFFSET)

/** End of a term of working days, with the years for which no holiday notice was known. */
export interface WorkingDayTerm {
  readonly dueAt: Instant
  readonly unknownYears: readonly number[]
}

/**
 * End of the `days`-th working day after the day of `start`: the day on which a term starts does not count, a term does
 * not end on a day off, and its last day ends at 24:00 (民法典 第二百零一条至第二百零三条). The last millisecond of that
 * day stands for 24:00, so that the instant still lies on the day itself.
 */
export function addWorkingDays(start: Instant, days: number, calendar: Calendar): WorkingDayTerm {
  const unknown = new Set<number>()
  let date = localDate(start)
  for (let left = days; left > 0;) {
    date = nextDate(date)
    const year = Number(date.slice(0, 4))
    if (!calendar.knows(year)) unknown.add(year)
    if (calendar.isWorkingDay(date)) left -= 1
  }
  return { dueAt: toInstant(midnight(date) + DAY - CHINA_OFFSET - 1), unknownYears: [...unknown] }
}

const midnight = (date: string): number => toMs(`${date}T00:00:00.000Z`)
const nextDate = (date: string): string => toInstant(midnight(date) + DAY).slice(0, 10)
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(midnight(date)).getUTCDay())
