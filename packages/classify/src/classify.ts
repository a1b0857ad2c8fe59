import type { FoundMatter, FoundPlace, Labels, Office } from '@guanlan/contracts'
import { ok, type Result } from '@guanlan/kernel'
import type { BoundaryFinder, Segmenter } from '@guanlan/text'
import { findMatters } from './find-matters.js'
import { findPlaces, officeGazetteer } from './find-places.js'
import { findSignals } from './find-signals.js'
import { contendersOf, findMattersWithModel, NOTHING_FOUND, type JoinedFinding } from './join-model.js'
import { judgeTone } from './judge-tone.js'
import { judgeUrgency } from './judge-urgency.js'
import { compileMatterIndex, type MatterIndex } from './matter-index.js'
import type { TrainedModel } from './model/model-file.js'
import { primaryDomains } from './primary-domains.js'
import { proposeDepartments } from './propose-departments.js'
import { matchRules, readArticle, type MeaningfulHit, type ReadableArticle, type ReadArticle } from './reading.js'

/** Everything that reading an article needs, made ready once. */
export interface ClassifierIndex {
  readonly matters: MatterIndex
  readonly mattersIn: (article: ReadableArticle, read: ReadArticle, hits: readonly MeaningfulHit[]) => JoinedFinding
  readonly boundaries: BoundaryFinder
  readonly placesOf: ReturnType<typeof findPlaces>
  readonly departmentsFor: ReturnType<typeof proposeDepartments>
  readonly segmenter: Segmenter
  readonly office: ClassifierOffice
}

/** The part of an office's configuration that the classifier reads. */
export type ClassifierOffice = Pick<
  Office,
  'office' | 'domains' | 'matters' | 'contexts' | 'signals' | 'departments' | 'places'
>

/**
 * Compiles an office for the classifier. Error `config_invalid` names every rule that does not parse. Without a model the
 * rules alone decide; a model keeps room of its own, so an index belongs to one thread.
 */
export function compileClassifier(
  office: ClassifierOffice,
  boundaries: BoundaryFinder,
  segmenter: Segmenter,
  model?: TrainedModel,
): Result<ClassifierIndex> {
  const matters = compileMatterIndex(office, boundaries)
  if (!matters.ok) return matters
  const byRules = findMatters(matters.value)
  return ok({
    matters: matters.value,
    mattersIn: model
      ? findMattersWithModel(matters.value, model)
      : (article, _, hits) => foundByRules(byRules(article, hits)),
    boundaries,
    placesOf: findPlaces(officeGazetteer(office, boundaries), office),
    departmentsFor: proposeDepartments(office),
    segmenter,
    office,
  })
}

/** Article → labels, each with its evidence. Pure: the same article and office always give the same labels. */
export function classify(article: ReadableArticle, index: ClassifierIndex): Labels {
  const read = readArticle(article, index.boundaries)
  const hits = matchRules(index.matters, article, read, index.matters.unshown)
  const places = index.placesOf(article, read)
  const finding = isElsewhere(article, places) ? NOTHING_FOUND : index.mattersIn(article, read, hits)
  const { matters } = finding
  return {
    matters,
    domains: primaryDomains(matters),
    places,
    candidates: index.departmentsFor(finding, places),
    sentiment: judgeTone(index.segmenter)(article),
    urgency: judgeUrgency(hits, matters),
    signals: findSignals(index.office.signals)(article, hits, matters),
  }
}

/** Without a model, the matters that rules found are all there is to choose from. */
const foundByRules = (matters: FoundMatter[]): JoinedFinding => ({
  matters,
  contenders: contendersOf(matters.map(({ code, score }) => ({ code, logOdds: Math.log(score / (1.001 - score)) }))),
  score: matters[0]?.score ?? 0,
})

/** A source that hears of the whole country is our business only where its own words name a place of ours. */
export const isElsewhere = ({ source }: ReadableArticle, places: readonly FoundPlace[]): boolean =>
  source.scope === 'any' && !places.some(({ evidence }) => evidence.some(({ field }) => field !== 'source'))
