import { randomBytes } from 'node:crypto'
import { openKafkaEventLog } from '@guanlan/event-log/kafka'
import { silentLogger } from '@guanlan/kernel'
import { testServers } from '@guanlan/testkit'
import { poisonSuite } from './poison-suite.js'

poisonSuite(
  'Kafka',
  () =>
    openKafkaEventLog({
      brokers: testServers().kafkaBrokers.split(','),
      namespace: `t${randomBytes(6).toString('hex')}`,
      clientId: 'poison',
      logger: silentLogger,
    }),
  60_000,
)
