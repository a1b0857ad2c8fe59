import type { Office } from '@guanlan/contracts'
import { runStateful, type RunningService, type ServiceContext } from '@guanlan/runtime'
import { createJiebaSegmenter } from '@guanlan/text'
import { defaultTopicsConfig, type LevelRules } from '@guanlan/topics'
import { topicDetector } from './topic-detector.js'

export { topicDetector, type TopicDetectorDeps } from './topic-detector.js'

/** What of the office's configuration the levels rest on. */
export const levelRulesOf = (office: Office): LevelRules => ({
  levels: office.levels,
  signals: office.signals,
  domains: office.domains,
})

/** Starts the topic detector: one active instance for each office. */
export const startTopicDetector = (context: ServiceContext): Promise<RunningService> =>
  runStateful(
    topicDetector,
    {
      segmenter: createJiebaSegmenter(),
      rules: levelRulesOf(context.office),
      freshness: context.office.office.freshness,
      config: defaultTopicsConfig,
    },
    context,
  )
