import { join } from 'node:path'
import { openEmbeddedEventLog } from '@guanlan/event-log'
import { silentLogger } from '@guanlan/kernel'
import { poisonSuite } from './poison-suite.js'

poisonSuite(
  'the embedded log',
  async (folder) => openEmbeddedEventLog({ file: join(folder, 'log.db'), logger: silentLogger }),
  15_000,
)
