import { silentLogger } from '@guanlan/kernel'
import { eventLogContract } from '../src/contract.js'
import { openKafkaEventLog } from '../src/kafka/index.js'
import { forgetNamespace, freshNamespace, kafkaBrokers } from './kafka-server.js'

eventLogContract('Kafka', async () => {
  const namespace = freshNamespace()
  const open = (options: { maxMessageChars?: number } = {}) =>
    openKafkaEventLog({ brokers: kafkaBrokers(), namespace, clientId: 'contract', logger: silentLogger, ...options })
  return {
    open,
    async reopen(previous, how) {
      if (how === 'closed') await previous.close()
      return open()
    },
    cleanUp: () => forgetNamespace(namespace),
  }
})
