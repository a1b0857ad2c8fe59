import { logRatio, upperTail } from './negative-binomial.js'
import type { LocalHour } from './week.js'

/** When something counts as a burst; measured by `npm run eval -- bursts`. */
export interface BurstRules {
  /** The CUSUM tests against this many times the usual. */
  readonly times: number
  /** Score from which it says so: a log-likelihood ratio. */
  readonly score: number
  /** Chance of so many in one hour, or in three, below which a spike needs no score. */
  readonly spike: number
  /** Most of the alarms of one hour that may be false: Benjamini-Hochberg over the live series. */
  readonly falseShare: number
  /** A burst ends when six hours together brought at most this many times the usual. */
  readonly calm: number
}

export const defaultBurstRules: BurstRules = { times: 2, score: 5, spike: 1e-4, falseShare: 0.05, calm: 1.5 }

/** One hour of one series. */
export interface SeenHour {
  readonly key: string
  readonly count: number
  readonly expected: number
  readonly dispersion: number
}

/** A burst that is open. */
export interface OpenBurst {
  /** Hour in which it began, and the hour in which it was noticed. */
  readonly since: LocalHour
  readonly noticed: LocalHour
  /** Voices since then, each counted once an hour, and how many were usual in these hours. */
  readonly voices: number
  readonly usual: number
}

/** Whether enough people stand behind what the counts say: asked only when they say something. */
export type Confirm = (key: string, since: LocalHour, until: LocalHour) => boolean

export interface StepOptions {
  /** The hour is not over, so it can open a burst but end none, and no further hour may follow. */
  readonly running?: boolean
  /** Live series beside those given, of which nothing is to be feared. */
  readonly others?: number
}

/** Follows many series hour by hour, all of them together, since each hour's alarms are weighed against one another. */
export interface BurstPanel {
  /**
   * The next hour of every series; one that is left out is as it was. Returns the series whose bursts opened.
   */
  step(hour: LocalHour, seen: readonly SeenHour[], options?: StepOptions): string[]
  /** Bursts now open, by series. */
  open(): Map<string, OpenBurst>
}

/** Hours of a spike's longer window, of the calm that ends a burst, and after which silence a series no longer counts as live. */
const [spikeHours, calmHours, liveHours] = [3, 6, 24]
/** A score, a spike of one hour, a spike of three: each may be chance. */
const tests = 3

interface Sum {
  readonly since: LocalHour
  readonly voices: number
  readonly usual: number
}

interface Track {
  /** Log-likelihood ratio since it last was zero, and what came since. */
  score: number
  run: Sum
  lastHeard: LocalHour
  /** Newest first, `calmHours` at most. */
  recent: readonly SeenHour[]
  burst: OpenBurst | null
}

interface Finding {
  readonly key: string
  readonly track: Track
  /** Chance that it is nothing. */
  readonly chance: number
  /** What would be told, if this is more than chance. */
  readonly sum: Sum | null
}

/** A panel on which nothing happened yet. */
export function createBurstPanel(rules: BurstRules, confirm: Confirm): BurstPanel {
  const tracks = new Map<string, Track>()
  return {
    step(hour, seen, { running = false, others = 0 } = {}) {
      const found = seen.map((one) => {
        const track = tracks.get(one.key) ?? freshTrack(hour)
        tracks.set(one.key, track)
        return follow(track, one, hour, rules)
      })
      if (!running) for (const { track } of found) endWhenCalm(track, hour, rules)
      const live = found.filter(({ track }) => !track.burst && hour - track.lastHeard < liveHours)
      const limit = benjaminiHochberg(
        live.map(({ chance }) => chance),
        rules.falseShare,
        live.length + others,
      )
      const opened: string[] = []
      for (const { key, track, chance, sum } of live) {
        if (sum === null || chance > limit || !confirm(key, sum.since, hour)) continue
        track.burst = { ...sum, noticed: hour }
        opened.push(key)
      }
      return opened
    },
    open: () => new Map([...tracks].flatMap(([key, { burst }]) => (burst ? [[key, burst] as const] : []))),
  }
}

const freshTrack = (hour: LocalHour): Track => ({
  score: 0,
  run: { since: hour, voices: 0, usual: 0 },
  lastHeard: -Infinity,
  recent: [],
  burst: null,
})

/** Adds an hour to a series and says how likely it is to be nothing. */
function follow(track: Track, seen: SeenHour, hour: LocalHour, rules: BurstRules): Finding {
  const { key, count, expected, dispersion } = seen
  if (count > 0) track.lastHeard = hour
  track.recent = [seen, ...track.recent].slice(0, calmHours)
  const add = (sum: Sum): Sum => ({ ...sum, voices: sum.voices + count, usual: sum.usual + expected })
  if (track.burst) {
    track.burst = { ...track.burst, ...add(track.burst) }
    return { key, track, chance: 1, sum: null }
  }
  track.run = add(track.score > 0 ? track.run : { since: hour, voices: 0, usual: 0 })
  track.score = Math.max(0, track.score + logRatio(count, expected, dispersion, rules.times))
  const three = total(track.recent.slice(0, spikeHours))
  const chances = {
    score: Math.exp(-track.score),
    one: count > expected ? upperTail(count, expected, dispersion) : 1,
    three: three.voices > three.usual ? upperTail(three.voices, three.usual, dispersion) : 1,
  }
  const isSpike = Math.min(chances.one, chances.three) <= rules.spike
  const spike =
    chances.one <= chances.three ? { voices: count, usual: expected, hours: 1 } : { ...three, hours: spikeHours }
  const { hours, ...sum } = spike
  return {
    key,
    track,
    chance: Math.min(1, tests * Math.min(chances.score, chances.one, chances.three)),
    // The score knows since when; a spike after calm is its own hours.
    sum: track.score >= rules.score ? track.run : isSpike ? { since: hour - hours + 1, ...sum } : null,
  }
}

const total = (hours: readonly SeenHour[]) => ({
  voices: hours.reduce((sum, { count }) => sum + count, 0),
  usual: hours.reduce((sum, { expected }) => sum + expected, 0),
})

function endWhenCalm(track: Track, hour: LocalHour, { calm }: BurstRules): void {
  if (!track.burst || track.recent.length < calmHours || hour - track.burst.noticed < calmHours) return
  const { voices, usual } = total(track.recent)
  if (voices > calm * usual) return
  track.burst = null
  track.score = 0
}

/**
 * Greatest of the chances that is accepted when at most `share` of the accepted may be false (Benjamini, Hochberg 1995); 0 = none.
 * `tested`: how many there were, if more than those given.
 */
export function benjaminiHochberg(chances: readonly number[], share: number, tested = chances.length): number {
  const ordered = chances.toSorted((a, b) => a - b)
  for (let rank = ordered.length; rank > 0; rank -= 1) {
    const chance = ordered[rank - 1] as number
    if (chance <= (share * rank) / tested) return chance
  }
  return 0
}
