export * from './port.js'
export { partitionOf } from './partition.js'
export { openEmbeddedEventLog, type EmbeddedEventLogOptions } from './embedded/embedded-event-log.js'
