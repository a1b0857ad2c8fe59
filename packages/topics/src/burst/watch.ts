import { toInstant, type Instant } from '@guanlan/kernel'
import type { TopicItem } from '../item.js'
import { learnBaselines, type Baseline } from './baseline.js'
import { createVoiceCounts, type CountedSeries, type SeriesName } from './counts.js'
import { createBurstPanel, defaultBurstRules, type OpenBurst } from './detect.js'
import { chineseSeasons } from './seasons.js'
import { localClock, localDayOf, localHourOf, slotsBy, startOf, type LocalHour, type WorkingDays } from './week.js'

/** Much more than usual, now. */
export interface SeriesBurst extends SeriesName {
  readonly since: Instant
  /** Voices since then, each once an hour, how many were usual in these hours, and from how many sources. */
  readonly voices: number
  readonly usual: number
  readonly sources: number
  /** Articles of those voices, by hour and id. */
  readonly articles: readonly string[]
}

/** Counts what is heard and says what is more than usual. A function of the items heard and of now: a restart that hears them again says the same. */
export interface BurstWatch {
  /** Adds a canonical item, live or back-fill; any order, repetition changes nothing. */
  hear(item: TopicItem): void
  /** Whether a look may say something else than the one before: an hour began, or much came within this one. */
  isDue(now: Instant): boolean
  /** Bursts open at `now`, greatest excess first. Of a domain and its towns only those are told that say it best. [] until three days are known. */
  look(now: Instant): SeriesBurst[]
}

/** Hours that are learnt from, that must be known before anything is said, and that are followed before now. */
const [history, leastKnown, followed] = [8 * 168, 72, 72]
/** Hours after which a silent series is no longer live, and voices in them without which none is followed. */
const [liveHours, leastVoices] = [24, 3]
/** Days without anything at all after which what lies before is no longer counted as watched. */
const longestGap = 2
const enough = { voices: 3, sources: 2 }

/** `caught`: ids of the office's watches (watches.yaml) that catch an item; each is a series of its own. */
export function createBurstWatch(
  calendar: WorkingDays,
  caught: (item: TopicItem) => readonly string[] = () => [],
): BurstWatch {
  const counts = createVoiceCounts(caught)
  const slotOf = slotsBy(calendar)
  const seasons = chineseSeasons(calendar)
  let learnt: { readonly day: number; readonly baselines: ReadonlyMap<string, Baseline> } | null = null
  let looked: LocalHour | null = null
  let isUrgent = false
  /** Something of the days learnt from was heard since: an old post, or the back-fill of a first start. */
  let isStale = false

  /** What is usual on a day, from what was heard before it. */
  const usualOn = (day: number): ReadonlyMap<string, Baseline> => {
    const until = day * 24
    const all = [...counts.series.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
    const from = watchedSince(all, until)
    return until - from < leastKnown ? new Map() : learnBaselines(all, { from, until, slotOf, seasons })
  }
  return {
    hear(item) {
      const grown = counts.hear(item)
      if (learnt && grown.some(({ hour }) => hour < (learnt?.day ?? 0) * 24)) isStale = true
      const usual = (hour: LocalHour, key: string) => learnt?.baselines.get(key)?.expected(hour) ?? 0
      if (
        grown.some(
          ({ key, hour, voices }) => isStep(voices) && hour >= (looked ?? hour) && voices > 2 * usual(hour, key),
        )
      )
        isUrgent = true
    },
    isDue: (now) => isUrgent || localHourOf(now) !== looked,
    look(now) {
      const hour = localHourOf(now)
      const day = localDayOf(hour)
      looked = hour
      isUrgent = false
      if (learnt?.day !== day) {
        counts.forget(day * 24 - history, hour - followed - liveHours)
        isStale = true
      }
      if (!learnt || isStale) learnt = { day, baselines: usualOn(day) }
      isStale = false
      const live = liveAt(counts.series, hour)
      const busy = live.filter(({ voices }) => voices >= leastVoices).map(({ series }) => series)
      // A town that speaks for the first time is judged at once. Nothing is known in the first days.
      if (learnt.baselines.size > 0 && busy.some(({ key }) => !learnt?.baselines.has(key)))
        learnt = { day, baselines: usualOn(day) }
      if (busy.length === 0 || learnt.baselines.size === 0) return []
      const open = follow(busy, live.length - busy.length, learnt.baselines, hour)
      const told = [...open].map(([key, burst]) => tell(counts.series.get(key) as CountedSeries, burst, hour))
      return told
        .filter((burst) => !told.some((other) => explains(other, burst)))
        .toSorted((a, b) => b.voices - b.usual - (a.voices - a.usual) || (nameOf(a) < nameOf(b) ? -1 : 1))
    },
  }
}

/** 3, 4, 6, 8, 12, 16 …: so often within an hour a second look is worth it. */
const isStep = (voices: number): boolean =>
  voices >= leastVoices && (Number.isInteger(Math.log2(voices)) || Number.isInteger(Math.log2(voices / 3)))

/** Series that had anything within a day, by key, and how much. */
function liveAt(all: ReadonlyMap<string, CountedSeries>, now: LocalHour) {
  return [...all.values()]
    .map((series) => {
      let voices = 0
      for (let hour = now - liveHours + 1; hour <= now; hour += 1) voices += series.counts.get(hour) ?? 0
      return { series, voices }
    })
    .filter(({ voices }) => voices > 0)
    .toSorted((a, b) => (a.series.key < b.series.key ? -1 : 1))
}

const nameOf = ({ domain, town, watched }: SeriesName): string => `${domain ?? ''} ${town ?? ''} ${watched ?? ''}`

/** A town's burst is that of its domain when it is half of it or more; what is less is a part of the domain's. A watch stands for itself. */
function explains(one: SeriesBurst, other: SeriesBurst): boolean {
  if (one.watched !== null || other.watched !== null) return false
  if (one.domain !== other.domain || (one.town === null) === (other.town === null)) return false
  const [town, whole] = one.town === null ? [other, one] : [one, other]
  return 2 * town.voices >= whole.voices === (one === town)
}

/** Three days up to now, hour by hour. */
function follow(
  busy: readonly CountedSeries[],
  others: number,
  baselines: ReadonlyMap<string, Baseline>,
  now: LocalHour,
): Map<string, OpenBurst> {
  const byKey = new Map(busy.map((series) => [series.key, series]))
  const panel = createBurstPanel(defaultBurstRules, (key, since, until) => {
    const { voices, sources, articles } = heardBetween(byKey.get(key) as CountedSeries, since, until, true)
    return articles.length >= leastVoices && (voices >= enough.voices || sources >= enough.sources)
  })
  for (let hour = now - followed; hour <= now; hour += 1) {
    const seen = busy.map(({ key, counts }) => {
      const usual = baselines.get(key) as Baseline
      return { key, count: counts.get(hour) ?? 0, expected: usual.expected(hour), dispersion: usual.dispersion(hour) }
    })
    panel.step(hour, seen, { running: hour === now, others })
  }
  return panel.open()
}

/** Those heard in these hours; `raising`: only those that may raise anything. */
function heardBetween({ heard }: CountedSeries, since: LocalHour, until: LocalHour, raising: boolean) {
  const voices = new Set<string>()
  const sources = new Set<string>()
  const articles: string[] = []
  let first = Infinity
  for (let hour = since; hour <= until; hour += 1) {
    const here = [...(heard.get(hour)?.values() ?? [])].filter(({ raises }) => raises || !raising)
    for (const { voice, source, at } of here) {
      voices.add(voice)
      sources.add(source)
      first = Math.min(first, at)
    }
    articles.push(...here.map(({ article }) => article).toSorted())
  }
  return { voices: voices.size, sources: sources.size, articles, first }
}

function tell(series: CountedSeries, burst: OpenBurst, now: LocalHour): SeriesBurst {
  const { sources, articles, first } = heardBetween(series, burst.since, now, false)
  const { voices, usual } = burst
  return {
    domain: series.domain,
    town: series.town,
    watched: series.watched,
    since: toInstant(Math.max(startOf(burst.since), Number.isFinite(first) ? first : 0)),
    voices,
    usual,
    sources,
    articles,
  }
}

/** First hour of the unbroken run of days up to `until`: an old post or two do not make weeks of silence watched. */
function watchedSince(all: readonly CountedSeries[], until: LocalHour): LocalHour {
  const days = new Set(all.flatMap(({ counts }) => [...counts.keys()].map(localDayOf)))
  const last = localDayOf(until)
  let first = last
  for (let day = last - 1; day >= last - history / 24 && first - day <= longestGap + 1; day -= 1) {
    if (days.has(day)) first = day
  }
  return first * 24
}

/** 「14:20 起 37 条，往常 6 条」, with the date when it began on another day. Asia/Shanghai. */
export function burstInWords(
  { since, voices, usual }: Pick<SeriesBurst, 'since' | 'voices' | 'usual'>,
  now: Instant,
): string {
  const begun = localClock(since)
  const day =
    begun.slice(0, 10) === localClock(now).slice(0, 10)
      ? ''
      : `${Number(begun.slice(5, 7))}月${Number(begun.slice(8, 10))}日 `
  return `${day}${begun.slice(11)} 起 ${voices} 条，往常${usual < 1 ? '不到 1' : ` ${Math.round(usual)}`} 条`
}
