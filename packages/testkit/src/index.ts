export { freshFolder, runGuanlan, startGuanlan, type GuanlanProcess, type StartOptions } from './guanlan-process.js'
export { startFakeReceiver, type FakeReceiver, type ReceivedCall } from './fake-receiver.js'
export { createManualClock, type ManualClock } from './manual-clock.js'
export { until } from './until.js'
