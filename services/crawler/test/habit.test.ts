import { DAY, HOUR, toMs } from '@guanlan/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceOf, isSilent, learn, newHabit, slotsBy, type Habit } from '../src/habit.js'

/** Monday, 00:00 in Shanghai. */
const monday = toMs('2026-11-01T16:00:00.000Z')
const isWeekday = (date: string): boolean => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
const slotOf = slotsBy(isWeekday)

/** Watched hour by hour over `weeks` weeks; `speaks` tells for a slot whether an item comes in it. */
function watched(weeks: number, speaks: (slot: number) => boolean): Habit {
  let habit = newHabit(monday)
  for (let hour = 0; hour < weeks * 168; hour += 1) {
    const at = monday + hour * HOUR
    habit = learn(habit, speaks(hour % 168) ? [at + 600_000] : [], at + HOUR - 1, slotOf)
  }
  return habit
}
const inOfficeHours = (slot: number): boolean => slot % 24 >= 9 && slot % 24 < 17 && slot < 5 * 24

describe('hours of the week', () => {
  it('begin on Monday at midnight in Shanghai', () => {
    expect(slotOf(monday)).toBe(0)
    expect(slotOf(monday + 25 * HOUR)).toBe(25)
    expect(slotOf(monday - 1)).toBe(167)
  })

  it('of a holiday are those of a Sunday, and of a weekend that is worked those of a Monday', () => {
    const turned = slotsBy((date) => (date === '2026-11-03' ? false : date === '2026-11-07' ? true : isWeekday(date)))
    expect(turned(monday + DAY + 3 * HOUR)).toBe(6 * 24 + 3)
    expect(turned(monday + 5 * DAY + 3 * HOUR)).toBe(3)
  })
})

describe('a habit', () => {
  it('says nothing before a whole week was watched', () => {
    expect(
      chanceOf(
        watched(0.9, () => true),
        monday,
        slotOf,
      ),
    ).toBeNull()
    expect(
      isSilent(
        watched(0.9, () => true),
        monday,
        monday + 30 * DAY,
        slotOf,
      ),
    ).toBe(false)
  })

  it('knows office hours from nights', () => {
    const habit = watched(6, inOfficeHours)
    const later = monday + 6 * 7 * DAY
    expect(chanceOf(habit, later + 10 * HOUR, slotOf)).toBeGreaterThan(0.8)
    expect(chanceOf(habit, later + 3 * HOUR, slotOf)).toBeLessThan(0.1)
  })

  it('takes a quiet weekend for what it is, and a quiet working day for silence', () => {
    const habit = watched(6, inOfficeHours)
    const friday = monday + 6 * 7 * DAY - 7 * HOUR - 2 * DAY
    expect(isSilent(habit, friday, friday + 2 * DAY + 14 * HOUR, slotOf)).toBe(false)
    expect(isSilent(habit, friday, friday + 3 * DAY, slotOf)).toBe(true)
  })

  it('lets a source that speaks once a week be quiet for days', () => {
    const habit = watched(12, (slot) => slot === 34)
    const said = monday + 11 * 7 * DAY + 34 * HOUR
    expect(isSilent(habit, said, said + 6 * DAY, slotOf)).toBe(false)
    expect(isSilent(habit, said, said + 40 * DAY, slotOf)).toBe(true)
  })

  it('counts an hour once, however many items and visits it has, and nothing from before the watching or the future', () => {
    let habit = newHabit(monday)
    const times = [monday + 60_000, monday + 120_000, monday - HOUR, monday + 9 * DAY]
    habit = learn(habit, times, monday + HOUR, slotOf)
    habit = learn(habit, times, monday + 2 * HOUR, slotOf)
    expect(habit.hours.reduce((sum, count) => sum + count, 0)).toBe(1)
  })

  it('forgets old weeks', () => {
    let habit = watched(6, inOfficeHours)
    const before = chanceOf(habit, monday + 42 * DAY + 10 * HOUR, slotOf) ?? 0
    for (let week = 1; week <= 10; week += 1) habit = learn(habit, [], monday + (42 + 7 * week) * DAY, slotOf)
    expect(chanceOf(habit, monday + 10 * HOUR, slotOf)).toBeLessThan(before / 2)
  })

  it('is the same however the watching is cut into visits, and never says more than 0.99', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 13 * 24 }), { minLength: 12, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (hours, stride) => {
          const at = (visits: number): Habit => {
            let habit = newHabit(monday)
            for (let hour = visits; hour <= 14 * 24; hour += visits) {
              const now = monday + hour * HOUR
              const news = hours
                .map((each) => monday + each * HOUR + 1)
                .filter((ms) => ms <= now && ms > now - visits * HOUR)
              habit = learn(habit, news, now, slotOf)
            }
            return learn(
              habit,
              hours.map((each) => monday + each * HOUR + 1).filter((ms) => ms > habit.upTo),
              monday + 14 * DAY,
              slotOf,
            )
          }
          const [fine, coarse] = [at(1), at(stride)]
          const sum = (habit: Habit) => habit.hours.filter((count) => count > 0).length
          expect(sum(coarse)).toBe(sum(fine))
          expect(coarse.weeks).toBeCloseTo(fine.weeks, 0)
          expect(chanceOf(fine, monday, slotOf) ?? 0).toBeLessThanOrEqual(0.99)
        },
      ),
      { numRuns: 50 },
    )
  })
})
