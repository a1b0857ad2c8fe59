import { fileURLToPath } from 'node:url'
import { classify, compileClassifier, readModel } from '@guanlan/classify'
import { makeEvent, type ClassifiedArticle, type DomainEvent } from '@guanlan/contracts'
import { HOUR, hashId, toInstant, toMs, unwrap } from '@guanlan/kernel'
import { loadOffice, readForecastFile, readModelFiles } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'
import { defaultTopicsConfig, readForecastModel } from '@guanlan/topics'
import {
  loadScenario,
  sampleSources,
  SCENARIO_EPOCH,
  sourceIdOf,
  type ScenarioItem,
} from '../../sample-city/src/index.js'
import { burstOfficeOf, levelRulesOf, type TopicDetectorDeps } from '../src/index.js'

const shipped = fileURLToPath(new URL('../../../config/office/', import.meta.url))
const { office } = unwrap(loadOffice({ shipped }))

/** One item of the sample city that is about a matter, as the classifier hands it on. */
export interface Sighting {
  readonly id: string
  readonly site: string
  readonly storyline: string | null
  /** Epoch ms. */
  readonly published: number
  readonly article: Omit<ClassifiedArticle, 'seen'>
}

/** First minute of the scenario, epoch ms; everything before is back-fill. */
export const start = toMs(SCENARIO_EPOCH)
/** The three storylines are told by then. */
export const end = start + 12 * HOUR

/** What the sample city says until `end`, labelled by the shipped catalogue; what is about no matter is left out. */
export function sampleSightings(): Sighting[] {
  const model = unwrap(readModel(readModelFiles()))
  const index = unwrap(
    compileClassifier(office, createBoundaryFinder(baseDictionary()), createDictionarySegmenter(), model),
  )
  const sources = new Map(sampleSources((site) => `http://${site}.test`).map((source) => [source.id, source]))
  const articleId = (id: string) => hashId<'article'>('article', id)
  const sightingOf = (item: ScenarioItem): Sighting => {
    const source = sources.get(sourceIdOf(item.site))
    const official = item.official || source?.official === true
    const tier = source?.tier ?? 'forum'
    const published = start + item.at
    const base = {
      article: articleId(item.id),
      revision: 1,
      jurisdiction: '330681',
      source: { id: sourceIdOf(item.site), name: item.site, tier, official, place: '330681' },
      url: `http://${item.site}.test/${item.id}`,
      title: item.title,
      body: item.body,
      published: toInstant(published),
      contentHash: item.id,
      ...(item.author === undefined ? {} : { voice: `${item.site} ${item.author}` }),
      ...(item.metrics === undefined ? {} : { metrics: item.metrics }),
      ...(item.site === 'forum' && item.replyTo !== undefined ? { replyTo: articleId(item.replyTo) } : {}),
    }
    const article = { ...base, labels: classify(base, index) }
    const { id, site, storyline = null } = item
    return { id, site, storyline, published, article }
  }
  return loadScenario()
    .items.filter(({ at }) => start + at <= end)
    .map(sightingOf)
    .filter(({ article }) => article.labels.matters.length > 0)
}

/** The event of a sighting seen at `seen` (epoch ms). */
export const sightedAt = ({ article, published }: Sighting, seen: number): DomainEvent<'matter.sighted'> =>
  makeEvent({
    type: 'matter.sighted',
    station: 'classifier',
    key: article.jurisdiction,
    at: toInstant(seen),
    cause: article.article,
    ordinal: 1,
    trace: article.article,
    live: published >= start,
    body: { ...article, seen: toInstant(seen) },
  })

/** The detector as the office ships it. */
export function shippedDeps(): TopicDetectorDeps {
  const segmenter = createDictionarySegmenter()
  const known = new Map<string, string[]>()
  const cut = (text: string): string[] => {
    const words = known.get(text) ?? segmenter.cut(text)
    known.set(text, words)
    return words
  }
  // The same texts come in every run: they are cut once.
  const rules = levelRulesOf(office)
  return {
    segmenter: { cut },
    rules,
    freshness: office.office.freshness,
    config: defaultTopicsConfig,
    office: burstOfficeOf(office),
    forecast: unwrap(readForecastModel(readForecastFile())),
  }
}
