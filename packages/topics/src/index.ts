export * from './item.js'
export * from './config.js'
export * from './topic-index.js'
export * from './evaluate.js'
export { topicHeat, summarise, tellingMatter, type TopicView } from './summarise.js'
export { heatOf, type Heat, type HeatItem } from './level/heat.js'
export { situationOf, type Growth, type Situation } from './level/situation.js'
export {
  judge,
  levelOf,
  nextLook,
  restingLevel,
  settle,
  type Judgement,
  type LevelRules,
  type LevelState,
} from './level/level.js'
export {
  createNearCopies,
  type CopyKind,
  type CopyMatch,
  type CopyText,
  type NearCopies,
} from './copies/near-copies.js'
export { pairEvidence, pairScore, pairWeights, pairIntercept, type PairEvidence } from './cluster/pair-score.js'
