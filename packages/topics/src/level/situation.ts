import { HOUR, toMs, type Instant } from '@guanlan/kernel'
import type { LevelsConfig, SourceTier } from '@guanlan/contracts'
import { topicPoints, type SeenTitle } from '../incident/incident-points.js'
import type { TopicItem } from '../item.js'
import { countUntil, type Canonical, type TopicGroup } from '../topic-group.js'
import { halfLifeOf, repetition } from './heat.js'

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
  /** Reposts of the complaint or call for help that was passed on most. */
  readonly reposts: number
  /** Greatest urgency, 0 … 3. */
  readonly urgency: number
  /** Signals and how many items carry each. */
  readonly signals: ReadonlyMap<string, number>
  /** What the headlines of hot lists among them come to by their words; null = there are none. */
  readonly headlines: ReturnType<typeof topicPoints> | null
}

/** Spans of the two bursts that set a floor, ms. */
const burstSpan = 3 * HOUR
const waveSpan = 12 * HOUR
const rateSpan = 24 * HOUR

/** Whether a copy or an original has its say at `at`: it may raise, is out, and was published `freshness` ms ago or less. */
const isHeard = (item: TopicItem, published: number, at: number, freshness: number): boolean =>
  item.raises && published <= at && at - published <= freshness

/** Canonical members that have their say at `at`, oldest first. What is published later is not known yet. */
export function heardAt({ timeline }: TopicGroup, at: number, freshness: number): Canonical[] {
  const heard: Canonical[] = []
  for (let place = timeline.length - 1; place >= 0; place -= 1) {
    const member = timeline[place] as Canonical
    if (at - member.published > freshness) break
    if (isHeard(member.item, member.published, at, freshness)) heard.push(member)
  }
  return heard.reverse()
}

/** When somebody was first and last heard, epoch ms. */
interface Heard {
  readonly first: number
  last: number
}

const hear = (heard: Map<string, Heard>, who: string, when: number): void => {
  const known = heard.get(who)
  if (known) known.last = when
  else heard.set(who, { first: when, last: when })
}

/** Situation of a topic at `now`. Items published more than `freshness` ms before `now` have lost their say. */
export function situationOf(group: TopicGroup, now: Instant, freshness: number): Situation {
  const at = toMs(now)
  const voices = new Map<string, Heard>()
  const sources = new Map<string, Heard>()
  const tiers = new Set<SourceTier>()
  const signals = new Map<string, number>()
  const headlines: SeenTitle[] = []
  let [items, negative, complaints, praise, urgency, reposts] = [0, 0, 0, 0, 0, 0]
  for (const { item, voice, published, headline } of heardAt(group, at, freshness)) {
    if (item.source.official) continue
    items += 1
    if (headline && headline.text !== '') headlines.push(headline)
    hear(voices, voice, published)
    hear(sources, item.source.id, published)
    tiers.add(item.source.tier)
    negative += Math.max(0, -item.sentiment)
    if (item.sentiment < 0 || item.urgency > 0) {
      complaints += 1
      reposts = Math.max(reposts, item.metrics?.reposts ?? 0)
    }
    if (item.sentiment > 0.3) praise += 1
    urgency = Math.max(urgency, item.urgency)
    for (const kind of new Set(item.signals)) signals.set(kind, (signals.get(kind) ?? 0) + 1)
  }
  const within = (span: number) => ({ voices: lastWithin(voices, at, span), sources: lastWithin(sources, at, span) })
  return {
    items,
    growth: growthOf(voices, at),
    voices: voices.size,
    sources: sources.size,
    tiers: tiers.size,
    burst: within(burstSpan),
    wave: within(waveSpan),
    negativity: negative / Math.max(1, items),
    grievance: complaints >= 2 && praise * 2 < items,
    reposts,
    urgency,
    signals: new Map([...signals].toSorted((a, b) => (a[0] < b[0] ? -1 : 1))),
    headlines: headlines.length > 0 ? topicPoints(headlines, at) : null,
  }
}

function lastWithin(heard: ReadonlyMap<string, Heard>, at: number, span: number): number {
  let count = 0
  for (const { last } of heard.values()) if (at - last <= span) count += 1
  return count
}

/** Each voice counts once, when it was first heard. */
function growthOf(voices: ReadonlyMap<string, Heard>, at: number): Growth {
  const ages: number[] = []
  let oldest = 0
  for (const { first } of voices.values()) {
    ages.push(at - first)
    oldest = Math.max(oldest, Math.min(rateSpan, at - first))
  }
  const between = (from: number, to: number) => ages.filter((age) => age > from && age <= to).length
  // A rate over less than an hour would be a guess.
  const rate = (span: number) => (oldest <= span ? 0 : between(span, rateSpan) / (Math.max(HOUR, oldest - span) / HOUR))
  return {
    lastHour: between(-1, HOUR),
    last3Hours: between(-1, burstSpan),
    ratePerHour: rate(HOUR),
    ratePer3Hours: rate(burstSpan),
  }
}

/** Heat of what may raise: the formula of `heatOf` over the members that have their say, official ones too. In [0, 100]. */
export function heardHeat(group: TopicGroup, now: Instant, freshness: number, config: LevelsConfig['heat']): number {
  const at = toMs(now)
  let raw = 0
  for (const { item, published, engagement, raisingCopies } of heardAt(group, at, freshness)) {
    const { tier } = item.source
    // A story with a thousand copies is judged anew at each of them, so they are not gone through.
    const repeats = countUntil(raisingCopies, at) - countUntil(raisingCopies, at - freshness - 1)
    const weight = (config.tiers[tier] ?? 1) * engagement * repetition(repeats)
    raw += weight * 2 ** (-(at - published) / halfLifeOf(tier, config))
  }
  return 100 * (1 - Math.exp(-raw / config.ref))
}
