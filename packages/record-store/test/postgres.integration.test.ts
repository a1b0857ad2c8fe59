import { silentLogger } from '@guanlan/kernel'
import { recordStoreContract } from '../src/contract.js'
import type { RecordStore } from '../src/index.js'
import { openPostgresRecordStore } from '../src/postgres/index.js'
import { createDatabase } from './postgres-database.js'

recordStoreContract(
  'PostgreSQL',
  async () => {
    const database = await createDatabase()
    const names = new Map<RecordStore, string>()
    const dead: Promise<void>[] = []
    const open = async () => {
      const applicationName = `store-${names.size}`
      const store = await openPostgresRecordStore({ url: database.url, logger: silentLogger, applicationName })
      names.set(store, applicationName)
      return store
    }
    return {
      open,
      async reopen(previous, how) {
        const closing = previous.close()
        if (how === 'closed') await closing
        // To the server, a killed process is a connection that ends.
        else {
          await database.cutOff(names.get(previous))
          dead.push(closing)
        }
        return open()
      },
      async cleanUp() {
        await Promise.all(dead)
        await database.drop()
      },
    }
  },
  { shared: true },
)
