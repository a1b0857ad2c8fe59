export { openKafkaEventLog, type KafkaEventLogOptions } from './kafka-event-log.js'
export type { KafkaConnection, KafkaLogin } from './client.js'
