/** Addresses of the real servers that integration tests use. A property whose server is not there throws when it is read. */
export interface TestServers {
  /** `host:port,…` */
  readonly kafkaBrokers: string
  readonly elasticsearchUrl: string
  readonly openSearchUrl: string
  /** A superuser's; tests make databases of their own. */
  readonly databaseUrl: string
}

/** Begins the message of a test that could not run, through no fault of what it tests: `npm test` lists it as not run (a failure where CI=true). */
export const COULD_NOT_RUN = 'could not run:'

/** Holds, as JSON, why a server is not there, by the name of its variable; set by the integration suite. */
export const SERVERS_MISSING = 'GUANLAN_SERVERS_MISSING'

/**
 * The servers that `npm test` started, or those of `npm run servers -- up` whose export lines were run.
 * @throws Error, on reading a property, that names the variable and why or what to do
 */
export function testServers(env: NodeJS.ProcessEnv = process.env): TestServers {
  const read = (variable: string): string => {
    const value = env[variable]
    if (value) return value
    const why = reasonsOf(env)[variable]
    if (why) throw new Error(`${COULD_NOT_RUN} ${variable} is not set, because its server did not start: ${why}`)
    throw new Error(`${variable} is not set: run \`eval "$(npm run --silent servers -- up)"\` first (docs/servers.md)`)
  }
  return {
    get kafkaBrokers() {
      return read('KAFKA_BROKERS')
    },
    get elasticsearchUrl() {
      return read('ELASTICSEARCH_URL')
    },
    get openSearchUrl() {
      return read('OPENSEARCH_URL')
    },
    get databaseUrl() {
      return read('DATABASE_URL')
    },
  }
}

const reasonsOf = (env: NodeJS.ProcessEnv): Readonly<Record<string, string>> => {
  const text = env[SERVERS_MISSING]
  return text ? (JSON.parse(text) as Record<string, string>) : {}
}
