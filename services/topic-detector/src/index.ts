import type { Office } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { deskOf, readForecastFile, runStateful, type RunningService, type ServiceContext } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'
import { defaultTopicsConfig, readForecastModel, type LevelRules } from '@guanlan/topics'
import type { BurstOffice } from './bursts.js'
import { topicDetector } from './topic-detector.js'
import { compileWatches } from './watches.js'

export { topicDetector, type TopicDetectorDeps } from './topic-detector.js'

/** What of the office's configuration the levels rest on. */
export const levelRulesOf = (office: Office): LevelRules => ({
  levels: office.levels,
  signals: office.signals,
  domains: office.domains,
})

/** What of the office's configuration the bursts rest on. Throws `config_invalid` for a watch that does not parse. */
export const burstOfficeOf = (office: Office): BurstOffice => ({
  isWorkingDay: deskOf(office).isWorkingDay,
  towns: new Map(office.places.filter(({ kind }) => kind === 'town').map(({ code, name }) => [code, name])),
  domains: new Map(office.domains.map(({ code, name }) => [code, name])),
  watches: unwrap(compileWatches(office.watches, () => createBoundaryFinder(baseDictionary()))),
})

/** Starts the topic detector: one active instance for each office. */
export const startTopicDetector = (context: ServiceContext): Promise<RunningService> =>
  runStateful(
    topicDetector,
    {
      segmenter: createDictionarySegmenter(),
      rules: levelRulesOf(context.office),
      freshness: context.office.office.freshness,
      config: defaultTopicsConfig,
      office: burstOfficeOf(context.office),
      forecast: unwrap(readForecastModel(readForecastFile())),
    },
    context,
  )
