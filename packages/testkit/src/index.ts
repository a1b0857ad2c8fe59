export { freshFolder, runGuanlan, startGuanlan, type GuanlanProcess, type StartOptions } from './guanlan-process.js'
export { startFakeReceiver, type FakeReceiver, type ReceivedCall } from './fake-receiver.js'
export { createManualClock, type ManualClock } from './manual-clock.js'
export {
  splitServices,
  startSplit,
  type Split,
  type SplitOptions,
  type SplitProcess,
  type SplitService,
} from './split.js'
export { COULD_NOT_RUN, SERVERS_MISSING, testServers, type TestServers } from './test-servers.js'
export { currentShape, makeStorage, storageOf, type Shape } from './shape.js'
export { databaseFigures, dropDatabase, type DatabaseFigures } from './database-figures.js'
export { until } from './until.js'
export * from './fake-web.js'
