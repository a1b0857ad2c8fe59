import { HOUR, toMs, type Instant } from '@guanlan/kernel'
import type { SourceTier } from '@guanlan/contracts'
import type { TopicItem } from '../item.js'
import type { Member } from '../topic-index.js'
import type { HeatItem } from './heat.js'

/** How a topic grows: distinct voices by time of publication, near copies folded. */
export interface Growth {
  /** Within the last hour, and the last 3 hours. */
  readonly lastHour: number
  readonly last3Hours: number
  /** Voices an hour before the last hour, and before the last 3 hours, over at most a day; 0 when the topic is younger. */
  readonly ratePerHour: number
  readonly ratePer3Hours: number
}

/** Everything that the level looks at. Only items that may raise count (live, and fresh when seen), official ones apart. */
export interface Situation {
  /** Canonical items with their copies, official ones too: what the heat is made of. */
  readonly heatItems: readonly HeatItem[]
  /** Canonical items of citizens and media. */
  readonly items: number
  readonly growth: Growth
  /** Distinct voices, sources and tiers within the freshness. */
  readonly voices: number
  readonly sources: number
  readonly tiers: number
  /** Voices and sources of the last 3 hours and of the last 12. */
  readonly burst: { readonly voices: number; readonly sources: number }
  readonly wave: { readonly voices: number; readonly sources: number }
  /** Mean of max(0, −sentiment), in [0, 1]. */
  readonly negativity: number
  /** Two items or more complain or ask for help, and fewer than half praise: reports are worded coolly, so no share is asked. */
  readonly grievance: boolean
  /** Greatest urgency, 0 … 3. */
  readonly urgency: number
  /** Signals and how many items carry each. */
  readonly signals: ReadonlyMap<string, number>
}

/** Spans of the two bursts that set a floor, ms. */
const burstSpan = 3 * HOUR
const waveSpan = 12 * HOUR
const rateSpan = 24 * HOUR

/** Whose voice an item is: its author's, or its own when the author is unknown. */
export const voiceOf = (item: TopicItem): string => item.voice ?? item.article

/** Situation of a topic at `now`. Items published more than `freshness` ms before `now` have lost their say. */
export function situationOf(members: readonly Member[], now: Instant, freshness: number): Situation {
  const at = toMs(now)
  const heard = members.filter(({ item }) => item.raises && at - toMs(item.published) <= freshness)
  const canonical = heard.filter(({ copyOf }) => copyOf === null)
  const copies = countCopies(heard)
  const spoken = canonical.map(({ item }) => item).filter(({ source }) => !source.official)
  const negative = spoken.map(({ sentiment }) => Math.max(0, -sentiment)).toSorted((a, b) => a - b)
  const complaints = spoken.filter(({ sentiment, urgency }) => sentiment < 0 || urgency > 0)
  const praise = spoken.filter(({ sentiment }) => sentiment > 0.3)
  return {
    heatItems: canonical.map(({ item }) => ({ item, copies: copies.get(item.article) ?? 0 })),
    items: spoken.length,
    growth: growthOf(spoken, at),
    voices: new Set(spoken.map(voiceOf)).size,
    sources: new Set(spoken.map(({ source }) => source.id)).size,
    tiers: new Set<SourceTier>(spoken.map(({ source }) => source.tier)).size,
    burst: within(spoken, at, burstSpan),
    wave: within(spoken, at, waveSpan),
    negativity: negative.reduce((sum, value) => sum + value, 0) / Math.max(1, spoken.length),
    grievance: complaints.length >= 2 && praise.length * 2 < spoken.length,
    urgency: Math.max(0, ...spoken.map(({ urgency }) => urgency)),
    signals: signalsOf(spoken),
  }
}

/** Near copies per canonical article id. */
export function countCopies(members: readonly Member[]): Map<string, number> {
  const copies = new Map<string, number>()
  for (const { copyOf } of members) if (copyOf !== null) copies.set(copyOf, (copies.get(copyOf) ?? 0) + 1)
  return copies
}

/** Each voice counts once, when it was first heard. */
function growthOf(items: readonly TopicItem[], at: number): Growth {
  const firsts = new Map<string, number>()
  for (const item of items) {
    const when = toMs(item.published)
    firsts.set(voiceOf(item), Math.min(firsts.get(voiceOf(item)) ?? Infinity, when))
  }
  const ages = [...firsts.values()].map((when) => Math.max(0, at - when)).toSorted((a, b) => a - b)
  const between = (from: number, to: number) => ages.filter((age) => age > from && age <= to).length
  const oldest = Math.min(rateSpan, ages.at(-1) ?? 0)
  // A rate over less than an hour would be a guess.
  const rate = (span: number) => (oldest <= span ? 0 : between(span, rateSpan) / (Math.max(HOUR, oldest - span) / HOUR))
  return {
    lastHour: between(-1, HOUR),
    last3Hours: between(-1, burstSpan),
    ratePerHour: rate(HOUR),
    ratePer3Hours: rate(burstSpan),
  }
}

function within(items: readonly TopicItem[], at: number, span: number): { voices: number; sources: number } {
  const recent = items.filter((item) => at - toMs(item.published) <= span)
  return { voices: new Set(recent.map(voiceOf)).size, sources: new Set(recent.map(({ source }) => source.id)).size }
}

function signalsOf(items: readonly TopicItem[]): Map<string, number> {
  const signals = new Map<string, number>()
  for (const { signals: kinds } of items) {
    for (const kind of new Set(kinds)) signals.set(kind, (signals.get(kind) ?? 0) + 1)
  }
  return new Map([...signals].toSorted((a, b) => (a[0] < b[0] ? -1 : 1)))
}
