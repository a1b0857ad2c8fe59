import { buildCalendar } from '@guanlan/desk'
import { DAY, toInstant, unwrap } from '@guanlan/kernel'
import { loadOffice, shippedConfig } from '@guanlan/runtime'
import {
  chineseSeasons,
  createBurstPanel,
  defaultBurstRules,
  learnBaselines,
  localHourOf,
  slotsBy,
  type LocalHour,
  type Series,
} from '@guanlan/topics'
import { share } from './figures.js'
import { diceOf, rhythm, type Dice } from '../../config/tooling/dice.js'
import { noisyCounts } from './series.js'

/** Weeks that are learnt from before the first hour that is watched. */
const history = 8 * 168
/** Series that are watched together: towns of one domain. */
const towns = 24
/** An alarm belongs to a change when it comes within this many hours of it. */
const patience = 72

/** One series: its counts hour by hour from the start of the history, and when it changed, if it did. */
interface Simulated {
  readonly counts: readonly number[]
  readonly change: number | null
}

/** One panel: series watched together from one Monday on. */
interface Panel {
  readonly start: LocalHour
  readonly hours: number
  readonly series: readonly Simulated[]
}

/** Hours at which alarms were raised, for each series of a panel. */
type Detector = (panel: Panel) => readonly (readonly number[])[]

const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
const calendar = buildCalendar(office.holidays)
const slotOf = slotsBy(calendar)
const seasons = chineseSeasons(calendar)

const monday = (date: string): LocalHour => localHourOf(`${date}T16:00:00.000Z`)
/** A spring without a holiday in the weeks watched, and the autumn with 国庆 and 中秋 and two weekends that are worked. */
const spring = monday('2025-04-06')
const autumn = monday('2025-07-27')

/**
 * Simulated series with fixed seeds: false alarms where nothing changes, delay where something does. Beside our detector an hourly z-score by
 * hour of week and a fixed threshold, each set on other series so that it alarms falsely as often as the goal allows.
 */
export function evaluateBursts(): Promise<void> {
  const calm = (rate: number, shape: 'flat' | 'week', start = spring) => ({ rate, shape, start })
  const detectors = peers()
  console.log(
    `bursts: ${towns} series a panel, ${history / 168} weeks learnt from; alarms per 30 series-days where nothing changes [95 %]`,
  )
  const names = Object.keys(detectors)
  console.log(`  ${''.padEnd(38)}${names.map((name) => name.padEnd(40)).join('')}`)
  const quiet: Record<string, ReturnType<typeof calm>> = {
    'quiet, 0.5 an hour': calm(0.5, 'week'),
    'steady, 5 an hour': calm(5, 'flat'),
    'weekly rhythm, 5 an hour': calm(5, 'week'),
    'sparse, one in 20 hours': calm(0.05, 'week'),
    'holidays and 调休, 5 an hour': calm(5, 'week', autumn),
  }
  for (const [name, kind] of Object.entries(quiet)) {
    const panels = Array.from({ length: 4 }, (_, n) => calmPanel(kind, 28 * 24, diceOf(1_000 + n)))
    row(
      name,
      names.map((detector) => falseAlarms(panels, detectors[detector] as Detector)),
    )
  }
  console.log(
    'delay in hours from the change to the end of the hour in which it was noticed: median (10 %–90 %); seen in 3 h; seen in 72 h',
  )
  const changes: Record<string, Change> = {
    'step to 3×, steady 5 an hour': { ...calm(5, 'flat'), factor: () => 3 },
    'step to 3×, weekly rhythm': { ...calm(5, 'week'), factor: () => 3 },
    'step to 3×, 0.5 an hour': { ...calm(0.5, 'week'), factor: () => 3 },
    'growth of 15 % an hour, steady 5': { ...calm(5, 'flat'), factor: (age) => Math.min(30, 1.15 ** age) },
    'growth of 15 % an hour, rhythm': { ...calm(5, 'week'), factor: (age) => Math.min(30, 1.15 ** age) },
    'one hour of 8×, steady 5': { ...calm(5, 'flat'), factor: (age) => (age < 1 ? 8 : 1) },
    'sparse: 5 voices within 3 hours': {
      ...calm(0.05, 'week'),
      factor: (age) => (age < 3 ? 5 / 3 / 0.05 : 1),
      even: true,
    },
  }
  for (const [name, change] of Object.entries(changes)) {
    const panels = Array.from({ length: 12 }, (_, n) => changedPanel(change, diceOf(5_000 + n)))
    row(
      name,
      names.map((detector) => delays(panels, detectors[detector] as Detector)),
    )
  }
  return Promise.resolve()
}

const row = (name: string, cells: readonly string[]) =>
  console.log(`  ${name.padEnd(38)}${cells.map((cell) => cell.padEnd(40)).join('')}`)

interface Kind {
  readonly rate: number
  readonly shape: 'flat' | 'week'
  readonly start: LocalHour
}
interface Change extends Kind {
  /** How many times the usual, so many hours after the change. */
  readonly factor: (age: number) => number
  /** The change is the same at night. */
  readonly even?: boolean
}

/** Means hour by hour as the calendar has them: people on a holiday write as on a Sunday, and a little less. */
function meansOf({ rate, shape, start }: Kind, hours: number): number[] {
  return Array.from({ length: hours }, (_, at) => {
    if (shape === 'flat') return rate
    const slot = slotOf(start + at)
    const weekday = Math.floor(slot / 24)
    const works = calendar.isWorkingDay(toInstant(Math.floor((start + at) / 24) * DAY).slice(0, 10))
    return rate * rhythm(weekday, slot % 24) * (works || weekday === 5 ? 1 : 0.95)
  })
}

function calmPanel(kind: Kind, watched: number, dice: Dice): Panel {
  const hours = history + watched
  const means = meansOf(kind, hours)
  const series = Array.from({ length: towns }, () => ({ counts: noisyCounts(means, dice), change: null }))
  return { start: kind.start, hours, series }
}

/** Half of the series change, each at an hour of its own. */
function changedPanel(change: Change, dice: Dice): Panel {
  const hours = history + 21 * 24
  const usual = meansOf(change, hours)
  const series = Array.from({ length: towns }, (_, n) => {
    if (n % 2 === 1) return { counts: noisyCounts(usual, dice), change: null }
    const at = history + 24 + Math.floor(dice.even() * (hours - history - 24 - patience))
    const means = usual.map((mean, hour) =>
      hour < at || hour >= at + patience ? mean : (change.even ? change.rate : mean) * change.factor(hour - at),
    )
    return { counts: noisyCounts(means, dice), change: at }
  })
  return { start: change.start, hours, series }
}

/** Our detector, learning anew each midnight, and its peers with thresholds set on series of their own. */
function peers(): Readonly<Record<string, Detector>> {
  const tuning = [0.5, 5].flatMap((rate) =>
    Array.from({ length: 3 }, (_, n) => calmPanel({ rate, shape: 'week', start: spring }, 28 * 24, diceOf(9_000 + n))),
  )
  const set = (make: (limit: number) => Detector, limits: readonly number[]): Detector =>
    make(limits.find((limit) => rateOf(tuning, make(limit)) <= 1) ?? (limits[limits.length - 1] as number))
  return {
    ours,
    'hourly z-score': set(
      zScore,
      Array.from({ length: 60 }, (_, n) => 2 + n / 5),
    ),
    'fixed threshold': set(
      fixed,
      Array.from({ length: 60 }, (_, n) => 3 + n),
    ),
  }
}

function ours({ start, hours, series }: Panel): number[][] {
  const alarms: number[][] = series.map(() => [])
  const counts = series.map(
    (one) => new Map(one.counts.flatMap((count, at) => (count > 0 ? [[start + at, count] as const] : []))),
  )
  const all = new Map<LocalHour, number>()
  for (const each of counts) for (const [hour, count] of each) all.set(hour, (all.get(hour) ?? 0) + count)
  const known: Series[] = [
    { key: 'all', parent: null, domain: 'housing', counts: all },
    ...counts.map((each, n) => ({ key: `${n}`, parent: 'all', domain: 'housing', counts: each })),
  ]
  // Everybody who writes is another one here, so three of them confirm.
  const panel = createBurstPanel(defaultBurstRules, (key, since, until) => {
    let voices = 0
    for (let hour = since; hour <= until; hour += 1) voices += counts[Number(key)]?.get(hour) ?? 0
    return voices >= 3
  })
  let baselines = learnBaselines([], { from: 0, until: 0, slotOf, seasons })
  for (let at = history; at < hours; at += 1) {
    const hour = start + at
    if (hour % 24 === 0 || at === history) {
      baselines = learnBaselines(known, { from: hour - history, until: hour, slotOf, seasons })
    }
    const seen = series.map((one, n) => ({
      key: `${n}`,
      count: one.counts[at] ?? 0,
      expected: baselines.get(`${n}`)?.expected(hour) ?? 0,
      dispersion: baselines.get(`${n}`)?.dispersion(hour) ?? 1,
    }))
    for (const key of panel.step(hour, seen)) alarms[Number(key)]?.push(at)
  }
  return alarms
}

/** Alarms of a peer: where it is over its limit, three voices at least, and was not within the six hours before. */
function overLimit(panel: Panel, isOver: (one: Simulated, at: number) => boolean): number[][] {
  return panel.series.map((one) => {
    const alarms: number[] = []
    let last = -Infinity
    for (let at = history; at < panel.hours; at += 1) {
      if ((one.counts[at] ?? 0) < 3 || !isOver(one, at)) continue
      if (at - last > 6) alarms.push(at)
      last = at
    }
    return alarms
  })
}

/** Distance from the mean of this hour of the week in the weeks before, in standard deviations (at least 1). */
const zScore =
  (limit: number): Detector =>
  (panel) =>
    overLimit(panel, ({ counts }, at) => {
      const before = Array.from({ length: 8 }, (_, week) => counts[at - 168 * (week + 1)] ?? 0)
      const mean = before.reduce((a, b) => a + b, 0) / before.length
      const deviation = Math.sqrt(before.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (before.length - 1))
      return ((counts[at] ?? 0) - mean) / Math.max(1, deviation) > limit
    })

const fixed =
  (limit: number): Detector =>
  (panel) =>
    overLimit(panel, ({ counts }, at) => (counts[at] ?? 0) > limit)

const seriesDays = (panels: readonly Panel[]) =>
  panels.reduce((sum, { hours }) => sum + (towns * (hours - history)) / 24, 0)

const alarmsOf = (panels: readonly Panel[], detector: Detector) =>
  panels.reduce((sum, panel) => sum + detector(panel).reduce((all, alarms) => all + alarms.length, 0), 0)

const rateOf = (panels: readonly Panel[], detector: Detector) => (30 * alarmsOf(panels, detector)) / seriesDays(panels)

/** 「0.42 [0.3, 0.6]」: Poisson interval by its square root. */
function falseAlarms(panels: readonly Panel[], detector: Detector): string {
  const alarms = alarmsOf(panels, detector)
  const per = 30 / seriesDays(panels)
  const at = (shift: number) => (Math.max(0, Math.sqrt(alarms + 0.375) + shift) ** 2 * per).toFixed(2)
  return `${(alarms * per).toFixed(2)} [${alarms === 0 ? '0.00' : at(-0.98)}, ${at(0.98)}]`
}

function delays(panels: readonly Panel[], detector: Detector): string {
  const found: number[] = []
  for (const panel of panels) {
    detector(panel).forEach((alarms, n) => {
      const { change } = panel.series[n] as Simulated
      if (change === null) return
      const first = alarms.find((at) => at >= change && at < change + patience)
      // Already alarmed: the burst before hides it.
      if (first === undefined && alarms.some((at) => at < change && at > change - 12)) return
      found.push(first === undefined ? Infinity : first - change + 1)
    })
  }
  found.sort((a, b) => a - b)
  const at = (q: number) => {
    const value = found[Math.floor(q * (found.length - 1))] ?? Infinity
    return value === Infinity ? '–' : String(value)
  }
  const within = (hours: number) => found.filter((delay) => delay <= hours).length
  return `${at(0.5)} (${at(0.1)}–${at(0.9)}); ${share(within(3), found.length)}; ${share(within(72), found.length)}`
}
