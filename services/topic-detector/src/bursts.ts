import { burstsFact, type Burst, type Topic } from '@guanlan/contracts'
import { HOUR, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { burstInWords, type BurstWatch, type Member, type SeriesBurst, type TopicIndex } from '@guanlan/topics'
import type { Turn } from '@guanlan/runtime'
import { station } from './station.js'
import type { Watches } from './watches.js'

/** What of the office the bursts rest on. */
export interface BurstOffice {
  /** Whether a local date (`2026-10-01`) is worked. */
  readonly isWorkingDay: (date: string) => boolean
  /** Names of towns by code, and of domains. */
  readonly towns: ReadonlyMap<string, string>
  readonly domains: ReadonlyMap<string, string>
  readonly watches: Watches
}

/** Timer that looks again while a burst is open: silence ends it. */
export const burstTimer = 'bursts'
/** In silence it is looked again so long after, ms. */
const inSilence = HOUR

/** Domain, town or watched word above its usual, beside the topics: what many topics say together. */
export interface Bursts {
  /** After a new item was assigned. */
  hear(member: Member): void
  /** At the end of a batch, or when the timer fires: looks if it is time, and keeps what is open for the api. */
  look(now: Instant, turn: Turn<'topic-detector'>): Promise<void>
  /** The topic, with the burst that it is part of among its reasons. */
  explain(topic: Topic): Topic
}

/** `watch` has heard the members that `index` holds. */
export function openBursts(watch: BurstWatch, index: TopicIndex, office: BurstOffice): Bursts {
  let open: readonly SeriesBurst[] = []
  let written: string | null = null
  /** Reason by topic. */
  let reasons = new Map<string, string>()

  const nameOf = ({ domain, town, watched }: SeriesBurst): string => {
    if (watched !== null) return `盯办词「${office.watches.get(watched)?.name ?? watched}」`
    const what = domain === null ? '重点领域之外' : (office.domains.get(domain) ?? domain)
    return town === null ? what : `${office.towns.get(town) ?? town}·${what}`
  }
  const byTopic = ({ articles }: SeriesBurst): Map<string, number> => {
    const topics = new Map<string, number>()
    for (const article of articles) {
      const topic = index.member(article)?.topic
      if (topic !== undefined) topics.set(topic, (topics.get(topic) ?? 0) + 1)
    }
    return topics
  }
  return {
    hear({ copyOf, item }) {
      if (copyOf === null) watch.hear(item)
    },
    async look(now, { records }) {
      if (!watch.isDue(now)) return
      const wasOpen = open.length > 0
      open = watch.look(now)
      reasons = new Map()
      const bursts = open.map((burst): Burst => {
        const topics = byTopic(burst)
        const text = burstInWords(burst, now)
        for (const [topic, items] of topics)
          if (!reasons.has(topic)) reasons.set(topic, `${nameOf(burst)} ${text}，其中本话题 ${items} 条`)
        const { domain, town, since, voices, usual, sources } = burst
        const place = town === null ? null : { code: town, name: office.towns.get(town) ?? town }
        const scattered = Math.max(0, ...topics.values()) * 2 < burst.articles.length
        const watched = (burst.watched === null ? null : office.watches.get(burst.watched)) ?? null
        return { domain, town: place, watched, since, voices, usual, sources, text, topics: topics.size, scattered }
      })
      const row = JSON.stringify(bursts)
      if (row !== written) await records.facts.put(burstsFact, bursts)
      written = row
      if (open.length > 0)
        await records.timers.set([{ id: burstTimer, station, due: toInstant(toMs(now) + inSilence), payload: null }])
      else if (wasOpen) await records.timers.cancel(station, [burstTimer])
    },
    explain(topic) {
      const text = reasons.get(topic.topic)
      return text === undefined ? topic : { ...topic, reasons: [...topic.reasons, { kind: 'burst', points: 0, text }] }
    },
  }
}
