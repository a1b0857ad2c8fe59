import { testServers, type TestServers } from '@guanlan/testkit'
import { localServers, type LocalServers } from '../../infra/local/servers.js'
import { startServers } from '../../infra/local/start-servers.js'

/** Servers that a test may stop and kill. */
export interface FaultServers {
  readonly local: Pick<LocalServers, 'start' | 'stop' | 'kill' | 'status'>
  readonly addresses: Pick<TestServers, 'kafkaBrokers' | 'elasticsearchUrl' | 'databaseUrl'>
  close(): Promise<void>
}

/** The integration suite's where they are its own, so that none starts twice; else three of our own on fresh data. */
export async function openServers(): Promise<FaultServers> {
  const dir = process.env['GUANLAN_SERVERS_DIR']
  if (dir) {
    // Read now: a server that could not be provisioned is named before anything starts.
    const { kafkaBrokers, elasticsearchUrl, databaseUrl } = testServers()
    return {
      local: localServers({ dir }),
      addresses: { kafkaBrokers, elasticsearchUrl, databaseUrl },
      close: async () => undefined,
    }
  }
  const servers = await startServers({ names: ['kafka', 'elasticsearch', 'postgres'] })
  const env = servers.env()
  return {
    local: servers,
    addresses: {
      kafkaBrokers: env['KAFKA_BROKERS'] ?? '',
      elasticsearchUrl: env['ELASTICSEARCH_URL'] ?? '',
      databaseUrl: env['DATABASE_URL'] ?? '',
    },
    async close() {
      await servers.stopAll()
      servers.purge()
    },
  }
}
