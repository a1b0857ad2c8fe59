import { toMs } from '@guanlan/kernel'
import { voiceOf } from '../topic-group.js'
import type { TopicItem } from '../item.js'
import { localHourOf, type LocalHour } from './week.js'

/** Series of matters outside all domains. */
const outside = '-'
const townDigits = 9

/** A series by what it counts: a domain (null = outside all) in the whole county, or in one town; or what a watch catches (domain and town null). */
export interface SeriesName {
  readonly domain: string | null
  readonly town: string | null
  /** Id of the watch. */
  readonly watched: string | null
}

const keyOf = ({ domain, town, watched }: SeriesName): string =>
  watched === null ? `${domain ?? outside}${town === null ? '' : `:${town}`}` : `=${watched}`

/** One who was heard. */
export interface HeardVoice {
  readonly voice: string
  readonly article: string
  /** When it was published, epoch ms. */
  readonly at: number
  readonly source: string
  /** Whether it may raise anything: live, and fresh when first seen. */
  readonly raises: boolean
}

/** One series: voices of each hour, each once. */
export interface CountedSeries extends SeriesName {
  readonly key: string
  readonly parent: string | null
  readonly counts: Map<LocalHour, number>
  readonly heard: Map<LocalHour, Map<string, HeardVoice>>
}

/** An hour of a series, and the voices it has now. */
export interface GrownHour {
  readonly key: string
  readonly hour: LocalHour
  readonly voices: number
}

/** No hour counts more voices: a flood is a flood, and memory has an end. */
const mostVoices = 2_000

/** Distinct voices by hour of publication: of each domain, of each domain in each town that is named, and of each watch. */
export interface VoiceCounts {
  readonly series: ReadonlyMap<string, CountedSeries>
  /** Adds a canonical item; order does not matter. Items of the office itself are no voice. Returns the hours that grew. */
  hear(item: TopicItem): GrownHour[]
  /**
   * Forgets hours before `from`, and who spoke before `named`: what still comes of those hours is counted without looking for doubles.
   * Series that are empty then are gone.
   */
  forget(from: LocalHour, named: LocalHour): void
}

/** `caught`: ids of the watches that catch an item. */
export function createVoiceCounts(caught: (item: TopicItem) => readonly string[]): VoiceCounts {
  const series = new Map<string, CountedSeries>()
  let nameless = -Infinity
  const seriesOf = (name: SeriesName): CountedSeries => {
    const key = keyOf(name)
    const known = series.get(key)
    if (known) return known
    const parent = name.town === null ? null : keyOf({ ...name, town: null })
    const made = { ...name, key, parent, counts: new Map<LocalHour, number>(), heard: new Map() }
    series.set(key, made)
    return made
  }
  return {
    series,
    hear(item) {
      if (item.source.official || item.matters.length === 0) return []
      const hour = localHourOf(item.published)
      const domain = item.matters[0]?.domain ?? null
      const voice = {
        voice: voiceOf(item),
        article: item.article,
        at: toMs(item.published),
        source: item.source.id,
        raises: item.raises,
      }
      const names = [
        ...[null, ...townsOf(item)].map((town) => ({ domain, town, watched: null })),
        ...caught(item).map((watched) => ({ domain: null, town: null, watched })),
      ]
      return names.map((name) => {
        const one = seriesOf(name)
        if (hour < nameless) one.counts.set(hour, Math.min(mostVoices, (one.counts.get(hour) ?? 0) + 1))
        else add(one, hour, voice)
        return { key: one.key, hour, voices: one.counts.get(hour) ?? 0 }
      })
    },
    forget(from, named) {
      nameless = named
      for (const [key, { counts, heard }] of series) {
        for (const hour of counts.keys()) if (hour < from) counts.delete(hour)
        for (const hour of heard.keys()) if (hour < named) heard.delete(hour)
        if (counts.size === 0) series.delete(key)
      }
    },
  }
}

const townsOf = ({ places }: TopicItem): Set<string> =>
  new Set(places.filter(({ code }) => code.length >= townDigits).map(({ code }) => code.slice(0, townDigits)))

function add({ counts, heard }: CountedSeries, hour: LocalHour, voice: HeardVoice): void {
  const voices = heard.get(hour) ?? new Map<string, HeardVoice>()
  heard.set(hour, voices)
  const known = voices.get(voice.voice)
  if (!known && voices.size >= mostVoices) return
  if (known && !isBefore(voice, known)) return
  voices.set(voice.voice, voice)
  counts.set(hour, voices.size)
}

/** Of several by one voice within the hour the first that may raise stands for it: free of the order of arrival. */
const isBefore = (a: HeardVoice, b: HeardVoice): boolean =>
  a.raises !== b.raises ? a.raises : a.at !== b.at ? a.at < b.at : a.article < b.article
