export * from './item.js'
export * from './config.js'
export * from './topic-group.js'
export * from './topic-index.js'
export type { Decision } from './topic-decision.js'
export type { Recheck } from './topic-recheck.js'
export * from './evaluate.js'
export * from './level/path.js'
export { readableBody } from './readable-body.js'
export { topicHeat, summarise, type TopicView } from './summarise.js'
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
export { inputsOf, judgeInputs } from './level/what-if.js'
export { createNearCopies, type NearCopies } from './copies/near-copies.js'
export { copyProbe, type CopyProbe, type CopyText } from './copies/copy-probe.js'
export type { CopyKind, CopyMatch } from './copies/verify.js'
export { pairScore, pairWeights, pairIntercept, type PairEvidence } from './cluster/pair-score.js'
export { createIncidentWatch, type HotTitle, type Incident, type IncidentWatch } from './incident/incident-watch.js'
export { titlePoints, type TitlePoints } from './incident/title-points.js'
export * from './burst/index.js'
export * from './forecast/index.js'
export { officialWordOf, type OfficialWord } from './official-word.js'
