// A member of a group in a process of its own, to be killed by a test: says `joined`, then each value as it is handled.
import { silentLogger } from '@guanlan/kernel'
import { openKafkaEventLog } from '../src/kafka/index.js'

const [brokers = '', namespace = '', group = '', topic = ''] = process.argv.slice(2)
const log = await openKafkaEventLog({
  brokers: brokers.split(','),
  namespace,
  clientId: 'member',
  logger: silentLogger,
})
await log.subscribe({
  group,
  topics: [topic],
  maxBatch: 5,
  handle: async (batch) => {
    for (const { value } of batch) process.stdout.write(`${value}\n`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  },
})
process.stdout.write('joined\n')
