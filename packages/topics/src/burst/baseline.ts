import type { Seasons } from './seasons.js'
import { SLOTS, type LocalHour } from './week.js'

/** One series of counts. `counts`: distinct voices of each hour that had any; the hours between had none. */
export interface Series {
  readonly key: string
  /** Series that this one is a part of and leans on while it is sparse; null = stands alone. */
  readonly parent: string | null
  readonly domain: string | null
  readonly counts: ReadonlyMap<LocalHour, number>
}

/** What is usual in a series. */
export interface Baseline {
  /** Expected voices in an hour. */
  expected(hour: LocalHour): number
  /** α of the hour: variance = μ + αμ², the uncertainty of the mean itself among it. */
  dispersion(hour: LocalHour): number
}

/** The hours that are learnt from, and the calendar they lie in. */
export interface Ground {
  /** First hour, and the first one after the last. */
  readonly from: LocalHour
  readonly until: LocalHour
  readonly slotOf: (hour: LocalHour) => number
  readonly seasons: Seasons
}

/** An hour four weeks ago counts half. */
const halfLife = 28 * 24
/** Voices that the prior weighs as much as: for a series' whole level, for one slot of the week, and for an hour of its pooled day. */
const priorVoices = { level: 2, slot: 25, pooled: 4 }
/** Dispersion of citizens' messages before anything is known, and hours² of mean that it weighs as much as. */
const priorDispersion = { value: 0.15, weight: 20 }
const dispersionRange = { least: 0.02, most: 2 }
/** Counts above mean + 3 standard deviations + 1 are cut there, in three further passes: a burst is not what is usual. */
const winsor = { deviations: 3, slack: 1, passes: 4 }
/** … but never more than so many hours of its slot: a town may wake when others sleep. */
const mostPriorHours = 60
const leastLevel = 1e-4

interface Learnt {
  readonly level: number
  /** Mean of each slot, season taken out. */
  readonly means: Float64Array
  /** Voices that the slot's mean rests on. */
  readonly support: Float64Array
  readonly dispersion: number
}

/**
 * Baselines of all series by hour of week. Winsorised; gamma-Poisson shrinkage: a slot's mean = (voices + a) / (hours + a / prior), the
 * prior being the series' own level laid on the parent's week, or for a series without parent on its own pooled day (Mondays to
 * Fridays together). A function of the counts alone: no order, no chance.
 */
export function learnBaselines(all: readonly Series[], ground: Ground): Map<string, Baseline> {
  const byKey = new Map(all.map((series) => [series.key, series]))
  const children = new Map<string, number>()
  for (const { parent } of all) if (parent !== null) children.set(parent, (children.get(parent) ?? 0) + 1)
  const exposure = exposureOf(ground)
  const learnt = new Map<string, Learnt>()
  const learnOf = (series: Series): Learnt => {
    const known = learnt.get(series.key)
    if (known) return known
    const above = series.parent === null ? undefined : byKey.get(series.parent)
    const parent = above && { ...learnOf(above), children: children.get(above.key) ?? 1 }
    const found = learn(series, parent, exposure, ground)
    learnt.set(series.key, found)
    return found
  }
  return new Map(all.map((series) => [series.key, baselineOf(series, learnOf(series), ground)]))
}

const baselineOf = (
  { domain }: Series,
  { means, support, dispersion }: Learnt,
  { slotOf, seasons }: Ground,
): Baseline => ({
  expected: (hour) => (means[slotOf(hour)] as number) * seasons(domain, hour),
  dispersion: (hour) => dispersion + 1 / (priorVoices.slot + (support[slotOf(hour)] as number)),
})

const weightOf = (hour: LocalHour, until: LocalHour): number => 2 ** (-(until - hour) / halfLife)

/** Weighted hours that each slot was watched. */
function exposureOf({ from, until, slotOf }: Ground): Float64Array {
  const exposure = new Float64Array(SLOTS)
  for (let hour = from; hour < until; hour += 1) {
    const slot = slotOf(hour)
    exposure[slot] = (exposure[slot] as number) + weightOf(hour, until)
  }
  return exposure
}

function learn(
  series: Series,
  parent: (Learnt & { readonly children: number }) | undefined,
  exposure: Float64Array,
  ground: Ground,
): Learnt {
  const { from, until, slotOf, seasons } = ground
  const watched = sum(exposure)
  const heard = [...series.counts]
    .filter(([hour]) => hour >= from && hour < until)
    .toSorted(([a], [b]) => a - b)
    .map(([hour, count]) => ({
      slot: slotOf(hour),
      weight: weightOf(hour, until),
      count: count / seasons(series.domain, hour),
    }))
  let found: Learnt | null = null
  for (let pass = 0; pass < winsor.passes; pass += 1) {
    const usual: Learnt | null = found
    const cut: typeof heard = heard.map((one) => ({
      ...one,
      count: usual ? Math.min(one.count, capOf(one.slot, usual)) : one.count,
    }))
    const voices = new Float64Array(SLOTS)
    for (const { slot, weight, count } of cut) voices[slot] = (voices[slot] as number) + weight * count
    const prior = Math.max(leastLevel, parent ? parent.level / parent.children : sum(voices) / Math.max(1, watched))
    const level = (sum(voices) + priorVoices.level) / (watched + priorVoices.level / prior)
    const shape = parent ? parent.means.map((mean) => mean / parent.level) : pooledDays(voices, exposure, level)
    const means = shape.map((share, slot) => {
      const expected = Math.max(leastLevel, level * share)
      const trust = Math.min(mostPriorHours, priorVoices.slot / expected)
      return ((voices[slot] as number) + trust * expected) / ((exposure[slot] as number) + trust)
    })
    found = { level, means, support: voices, dispersion: dispersionOf(cut, means, exposure) }
  }
  return found as Learnt
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)

/** The prior's dispersion, since the series' own is what a burst drives up. */
function capOf(slot: number, { means }: Learnt): number {
  const mean = means[slot] as number
  return mean + winsor.deviations * Math.sqrt(mean + priorDispersion.value * mean * mean) + winsor.slack
}

/** The week as its hours of day say it, Mondays to Fridays together: mean of a slot over the level. */
function pooledDays(voices: Float64Array, exposure: Float64Array, level: number): Float64Array {
  const poolOf = (slot: number) => (slot < 120 ? 0 : slot < 144 ? 1 : 2) * 24 + (slot % 24)
  const pooled = new Float64Array(72)
  const hours = new Float64Array(72)
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const pool = poolOf(slot)
    pooled[pool] = (pooled[pool] as number) + (voices[slot] as number)
    hours[pool] = (hours[pool] as number) + (exposure[slot] as number)
  }
  const flat = Math.max(leastLevel, level)
  return Float64Array.from({ length: SLOTS }, (_, slot) => {
    const pool = poolOf(slot)
    const mean = ((pooled[pool] as number) + priorVoices.pooled) / ((hours[pool] as number) + priorVoices.pooled / flat)
    return mean / flat
  })
}

/** α by moments over all hours, the silent ones too: Σ ((x − μ)² − μ) / Σ μ², shrunk to the prior. */
function dispersionOf(
  heard: readonly { readonly slot: number; readonly weight: number; readonly count: number }[],
  means: Float64Array,
  exposure: Float64Array,
): number {
  let squares = 0
  let excess = 0
  means.forEach((mean, slot) => {
    squares += (exposure[slot] as number) * mean * mean
    excess += (exposure[slot] as number) * (mean * mean - mean)
  })
  for (const { slot, weight, count } of heard) {
    const mean = means[slot] as number
    excess += weight * ((count - mean) ** 2 - mean * mean)
  }
  const { value, weight } = priorDispersion
  const { least, most } = dispersionRange
  return Math.min(most, Math.max(least, (excess + value * weight) / (squares + weight)))
}
