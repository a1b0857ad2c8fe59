export * from './station/outcome.js'
export * from './station/define-station.js'
export * from './station/context.js'
export { createMetrics, type Metrics } from './station/metrics.js'
export { metricTable } from './station/metric-table.js'
export { countArticle, type TakenIn } from './station/count-article.js'
export { measureStores, type Measured } from './station/measure-stores.js'
export { runStateless } from './station/run-stateless.js'
export { runStateful } from './station/run-stateful.js'
export { pulseCalls, pulseChannel, pulseOf, receivePulse, startPulse } from './station/pulse.js'
export { startOutboxRelay } from './station/outbox-relay.js'
export { deadLetterRecordSchema, type DeadLetterRecord } from './station/dead-letter.js'
export { sourceDesk, type SourceAsk } from './station/source-desk.js'
export { createDeadLetterDesk, type DeadLetterDesk } from './station/dead-letter-desk.js'
export { createMutex } from './station/mutex.js'
export { repeat, type Repetition } from './station/repeat.js'
export { loadOffice, type LoadedOffice, type OfficeLayers, type SampleLayer } from './config/load-office.js'
export { formatProblem, placeOfMatter, type ConfigProblem, type Origin } from './config/origins.js'
export { lifeOf, readEnvironment, type Environment } from './config/environment.js'
export { followScenarioClock, openScenarioClock, type ScenarioClock } from './process/scenario-clock.js'
export { createLogger } from './process/logging.js'
export * from './desk/index.js'
export {
  elasticsearchOptions,
  openEventLog,
  openLogAndRecords,
  openRecordStore,
  openSearchStore,
  openStores,
  storeTroubles,
  type StoreFiles,
  type Stores,
  type Trouble,
} from './process/stores.js'
export { keepHouseAlone, startHousekeeping } from './process/housekeeping.js'
export { askedToStop } from './process/stop-signals.js'
export {
  consoleFiles,
  productVersion,
  readForecastFile,
  readModelFiles,
  shippedConfig,
  shippedModel,
} from './process/installation.js'
export { voiceSalt } from './process/voice-salt.js'
export { readinessOf, storeParts } from './process/readiness.js'
export { backfillOf, runService, type ServiceDefinition, type ServiceParts } from './process/run-service.js'
export { livingMembers, troublesOf, type Member } from './process/members.js'
export { tellSample } from './process/sample-layer.js'
export { endAll, type Ending } from './process/endings.js'
