import { HOUR } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '../src/burst/detect.js'
import { logRatio, upperTail } from '../src/burst/negative-binomial.js'
import {
  chineseSeasons,
  createBurstPanel,
  defaultBurstRules,
  learnBaselines,
  localHourOf,
  slotsBy,
  type Ground,
  type LocalHour,
  type Series,
} from '../src/index.js'

/** 国庆 2026 with two worked days, as in config/office/holidays.yaml. */
const off = new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'])
const worked = new Set(['2026-09-20', '2026-10-10'])
const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
const calendar = { isWorkingDay: (date: string) => !off.has(date) && (worked.has(date) || !isWeekend(date)) }
const slotOf = slotsBy(calendar)
/** Local hour of a wall-clock time in Asia/Shanghai. */
const hourAt = (local: string): LocalHour => localHourOf(new Date(Date.parse(`${local}:00Z`) - 8 * HOUR).toISOString())

const start = hourAt('2026-03-02T00:00')
const none = () => 1
const groundOf = (weeks: number): Ground => ({ from: start, until: start + weeks * 168, slotOf, seasons: none })
/** Counts of an hour each, by hours after the start. */
const seriesOf = (key: string, hours: number, count: (at: number) => number, parent: string | null = null): Series => ({
  key,
  parent,
  domain: null,
  counts: new Map(Array.from({ length: hours }, (_, at) => [start + at, count(at)] as const).filter(([, n]) => n > 0)),
})
const byDay = (at: number) => (at % 24 >= 8 && at % 24 < 20 ? 6 : 0)

describe('the week', () => {
  it('counts a holiday as a Sunday and a worked weekend as the weekday beside it', () => {
    expect(slotOf(hourAt('2026-11-23T00:00'))).toBe(0)
    expect(slotOf(hourAt('2026-11-28T13:00'))).toBe(5 * 24 + 13)
    expect(slotOf(hourAt('2026-10-01T09:00'))).toBe(6 * 24 + 9)
    expect(slotOf(hourAt('2026-10-10T09:00'))).toBe(4 * 24 + 9)
    expect(slotOf(hourAt('2026-09-20T09:00'))).toBe(9)
  })

  it('knows the weeks before 春节 for wages, and the heating season for what smokes', () => {
    const festival = new Set(Array.from({ length: 7 }, (_, n) => `2026-02-${15 + n}`))
    const seasons = chineseSeasons({ isWorkingDay: (date) => !festival.has(date) && !isWeekend(date) })
    expect(seasons('wages', hourAt('2026-02-01T10:00'))).toBe(1.6)
    expect(seasons('wages', hourAt('2025-12-01T10:00'))).toBe(1.25)
    expect(seasons('wages', hourAt('2026-03-01T10:00'))).toBe(1)
    expect(seasons('ecology', hourAt('2025-12-01T10:00'))).toBeGreaterThan(1)
    expect(seasons('ecology', hourAt('2026-07-01T10:00'))).toBe(1)
    // No notice of that year, so no festival to count to.
    expect(chineseSeasons({ isWorkingDay: (date) => !isWeekend(date) })('wages', hourAt('2026-02-01T10:00'))).toBe(1)
  })
})

describe('counts that scatter', () => {
  const chanceOf = (x: number, mean: number, alpha: number) => upperTail(x, mean, alpha) - upperTail(x + 1, mean, alpha)

  it('have the chances of the negative binomial', () => {
    // Size 2, mean 3: P(0) = (2/5)², P(1) = 2 · 0.6 · 0.16, P(2) = 3 · 0.36 · 0.16.
    expect(chanceOf(0, 3, 0.5)).toBeCloseTo(0.16, 10)
    expect(chanceOf(1, 3, 0.5)).toBeCloseTo(0.192, 10)
    expect(chanceOf(2, 3, 0.5)).toBeCloseTo(0.1728, 10)
    // Nearly Poisson.
    expect(upperTail(1, 2, 1e-9)).toBeCloseTo(1 - Math.exp(-2), 6)
  })

  it('are weighed by the ratio of their chances', () => {
    const ratio = chanceOf(7, 6, 0.2) / chanceOf(7, 3, 0.2)
    // The same size 1/α on both sides: α stands for the shape, not for the variance.
    expect(logRatio(7, 3, 0.2, 2)).toBeCloseTo(Math.log(ratio), 8)
    expect(logRatio(0, 3, 0.2, 2)).toBeLessThan(0)
  })
})

describe('a baseline', () => {
  it('follows the hour of the week', () => {
    const weekly = (at: number) => (at % 168 < 120 ? byDay(at) : byDay(at) / 3)
    const usual = learnBaselines([seriesOf('a', 8 * 168, weekly)], groundOf(8)).get('a')
    expect(usual?.expected(start + 8 * 168 + 10)).toBeCloseTo(6, 0)
    expect(usual?.expected(start + 8 * 168 + 2)).toBeLessThan(0.5)
    expect(usual?.expected(start + 8 * 168 + 5 * 24 + 10)).toBeLessThan(3)
    // A holiday counts as a Sunday.
    expect(usual?.expected(hourAt('2026-10-01T10:00'))).toBe(usual?.expected(hourAt('2026-10-04T10:00')))
  })

  it('does not take a burst for what is usual', () => {
    const at = (burst: number) => (hour: number) => (hour >= 1_000 && hour < 1_024 ? burst : byDay(hour))
    const of = (burst: number) =>
      learnBaselines([seriesOf('a', 8 * 168, at(burst))], groundOf(8))
        .get('a')
        ?.expected(start + 8 * 168 + 10) ?? 0
    expect(of(200)).toBeLessThan(1.4 * of(6))
  })

  it('leans on its parent while it is sparse, and stands alone when it is not', () => {
    const all = seriesOf('all', 8 * 168, (at) => byDay(at) + (at % 24 < 8 ? 12 : 0))
    const sparse = seriesOf('town', 8 * 168, (at) => (at === 500 || at === 900 ? 1 : 0), 'all')
    const busy = seriesOf('other', 8 * 168, (at) => (at % 24 < 8 ? 12 : 0), 'all')
    const learnt = learnBaselines([all, sparse, busy], groundOf(8))
    const at = (key: string, hour: number) => learnt.get(key)?.expected(start + 8 * 168 + hour) ?? 0
    expect(at('town', 10)).toBeGreaterThan(5 * at('town', 22))
    expect(at('town', 10)).toBeLessThan(0.1)
    expect(at('other', 2)).toBeGreaterThan(8)
    expect(at('other', 10)).toBeLessThan(0.5 * at('all', 10))
  })

  it('is the same in whatever order the counts are given', () => {
    const hours = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 335 }), fc.integer({ min: 1, max: 40 })), {
      selector: ([hour]) => hour,
      minLength: 2,
      maxLength: 30,
    })
    fc.assert(
      fc.property(hours, (counts) => {
        const of = (entries: typeof counts) => {
          const series = { ...seriesOf('a', 0, none), counts: new Map(entries.map(([at, n]) => [start + at, n])) }
          return learnBaselines([series], groundOf(2))
            .get('a')
            ?.expected(start + 400)
        }
        expect(of(counts.toReversed())).toBe(of(counts))
      }),
      { numRuns: 20 },
    )
  })

  it('expects something of a series of which nothing is known, and never nothing at all', () => {
    const usual = learnBaselines([seriesOf('a', 0, none)], { ...groundOf(0) }).get('a')
    expect(usual?.expected(start)).toBeGreaterThan(0)
    expect(usual?.dispersion(start)).toBeGreaterThan(0)
  })
})

describe('a panel of series', () => {
  const watch = (counts: readonly number[], expected = 5, confirm = () => true) => {
    const panel = createBurstPanel(defaultBurstRules, confirm)
    return counts.map((count, hour) => {
      const opened = panel.step(hour, [{ key: 'a', count, expected, dispersion: 0.15 }])
      return { opened: opened.length > 0, burst: panel.open().get('a') ?? null }
    })
  }
  const calm = [5, 4, 6, 5, 7, 3, 5, 5, 6, 4]

  it('says nothing of what is usual, and not much later than it happens of three times as much', () => {
    expect(watch([...calm, ...calm]).some(({ opened }) => opened)).toBe(false)
    const told = watch([...calm, 15, 16, 14, 15])
    const opened = told.findIndex((hour) => hour.opened)
    expect(opened).toBeGreaterThanOrEqual(10)
    expect(opened).toBeLessThanOrEqual(12)
    expect(told.at(-1)?.burst).toMatchObject({ since: 10, voices: 60, usual: 20 })
  })

  it('sees one great hour at once', () => {
    expect(watch([...calm, 40]).at(-1)).toMatchObject({ opened: true, burst: { since: 10, noticed: 10 } })
  })

  it('sees three voices at a place where nobody ever speaks', () => {
    expect(watch([0, 0, 0, 3], 0.005).at(-1)?.opened).toBe(true)
    expect(watch([0, 0, 0, 1], 0.005).at(-1)?.opened).toBe(false)
  })

  it('asks who stands behind it', () => {
    expect(watch([...calm, 40], 5, () => false).some(({ opened }) => opened)).toBe(false)
  })

  it('ends a burst when six hours together are calm again, and can open the next', () => {
    const told = watch([...calm, 40, 38, ...calm, 5, 5, 40])
    const ended = told.findIndex(({ burst }, hour) => hour > 11 && burst === null)
    expect(ended).toBeGreaterThan(16)
    expect(ended).toBeLessThan(20)
    expect(told.at(-1)?.opened).toBe(true)
  })

  it('weighs a doubtful series against all that are live', () => {
    const doubtful = { key: 'a', count: 17, expected: 5, dispersion: 0.15 }
    const steps = (others: number) => {
      const panel = createBurstPanel({ ...defaultBurstRules, score: 2 }, () => true)
      const rest = Array.from({ length: others }, (_, n) => ({ ...doubtful, key: `b${n}`, count: 5 }))
      return panel.step(0, [doubtful, ...rest])
    }
    expect(steps(0)).toEqual(['a'])
    expect(steps(200)).toEqual([])
  })

  it('accepts by Benjamini-Hochberg', () => {
    expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.9], 0.05)).toBe(0.01)
    expect(benjaminiHochberg([0.01, 0.02, 0.03, 0.9], 0.05)).toBe(0.03)
    expect(benjaminiHochberg([], 0.05)).toBe(0)
  })
})
