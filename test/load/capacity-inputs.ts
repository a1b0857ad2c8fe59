import { eventVersions, events, readersOf, topicOf, type EventName } from '@guanlan/contracts'
import { OUTBOX_SLOTS } from '@guanlan/record-store'
import {
  countedServers,
  countedServices,
  type CapacityInputs,
  type Cost,
  type CountedServer,
  type CountedService,
} from './capacity-model.js'

/** Where a number comes from, for the reader to judge. */
export interface Stated {
  readonly what: string
  readonly value: string
  readonly source: string
}

/** What `npm run bench -- --shape split` prints, as far as it is used here. */
export interface SplitBench {
  readonly at: string
  readonly articles: number
  readonly load_average: number
  readonly processes: Readonly<
    Record<string, { readonly rss_mb: number; readonly cpu_ms_per_article: number; readonly idle_cores: number }>
  >
  readonly stores: {
    readonly postgres_transactions_per_article: number
    readonly postgres_bytes_per_article: number
    readonly kafka_bytes_per_article: Readonly<Record<string, number>> | null
    readonly search_bytes_per_document: number
  }
}

/** What the one who asks may choose. */
export interface Choices {
  readonly perDay: number
  readonly peakFactor: number
  readonly monthsKept: number
  readonly jurisdictions: number
}

/** Defaults of the choices. Public talk has its peak in the evening and after an incident; three times the mean is the usual plan. */
export const usualChoices = { peakFactor: 3, monthsKept: 12, jurisdictions: 1 } as const

/** What nobody measured or configured: an assumption with its reason. */
const assumed = {
  targetUse: 0.6,
  leastInstances: 2,
  databaseCores: 32,
  searchNodeCores: 16,
  searchNodeBytes: 8e12,
  shardBytes: 50e9,
} as const

/** Settings of the adapters and of the servers as our documents ask for them. */
const configured = {
  logCopies: 3,
  searchCopies: 2,
  maxConnections: 200,
  shardsPerNode: 1_000,
  databaseDays: 400,
  /** Connections of a process with and without people who ask; one more listens. */
  askedConnections: 13,
  stationConnections: 7,
} as const

/** Puts a bench's figures, settings and assumptions together. @throws Error that names a figure which the bench did not measure */
export function gather(
  bench: SplitBench,
  file: string,
  choices: Choices,
): { inputs: CapacityInputs; stated: Stated[] } {
  const { stores } = bench
  const measured = `measured: ${file}, ${bench.at.slice(0, 10)}, ${bench.articles} articles, load average ${bench.load_average}`
  const setting = (where: string) => `configured: ${where}`
  const guess = (why: string) => `assumed: ${why}`
  const cost = (name: string): Cost => {
    const found = bench.processes[name]
    if (!found)
      throw new Error(`${file}: no figures of ${name}; servers have to run on the machine of the bench to be measured`)
    return { cpuMsPerArticle: found.cpu_ms_per_article, idleCores: found.idle_cores, rssMb: found.rss_mb }
  }
  const services = fromKeys(countedServices, (name) => cost(`${name}-1`))
  const servers = fromKeys(countedServers, (name) => cost(`server:${name}`))
  const logBytes = stores.kafka_bytes_per_article
  if (!logBytes) throw new Error(`${file}: no sizes of Kafka's segments; Kafka has to run on the machine of the bench`)
  const topics = (Object.keys(eventVersions) as EventName[]).map((event) => ({
    event: topicOf(event),
    bytesPerArticle: logBytes[event] ?? 0,
    retentionDays: events[event].retentionDays,
    partitions: events[event].partitions,
    readers: readersOf(event) as CountedService[],
  }))
  const inputs: CapacityInputs = {
    ...choices,
    ...assumed,
    services,
    servers,
    topics,
    logCopies: configured.logCopies,
    transactionsPerArticle: stores.postgres_transactions_per_article,
    databaseBytesPerArticle: Math.max(0, stores.postgres_bytes_per_article),
    databaseDays: configured.databaseDays,
    connectionsPerInstance: fromKeys(countedServices, (name) =>
      name === 'api' || name === 'indexer' ? configured.askedConnections : configured.stationConnections,
    ),
    maxConnections: configured.maxConnections,
    searchBytesPerDocument: stores.search_bytes_per_document,
    searchCopies: configured.searchCopies,
    shardsPerNode: configured.shardsPerNode,
    outboxSlots: OUTBOX_SLOTS,
  }
  const ms = (costs: Readonly<Record<string, Cost>>) =>
    Object.entries(costs)
      .map(([name, { cpuMsPerArticle }]) => `${name} ${cpuMsPerArticle}`)
      .join(', ')
  const stated: Stated[] = [
    { what: 'articles a day', value: choices.perDay.toLocaleString('en'), source: 'asked: --per-day' },
    ...(['peakFactor', 'monthsKept', 'jurisdictions'] as const).map((name) => ({
      what: {
        peakFactor: 'peak against the mean',
        monthsKept: 'months that can be searched',
        jurisdictions: 'jurisdictions',
      }[name],
      value: String(choices[name]),
      source:
        choices[name] === usualChoices[name]
          ? guess(
              { peakFactor: 'evening peak; --peak', monthsKept: '--months', jurisdictions: '--jurisdictions' }[name],
            )
          : 'asked',
    })),
    { what: 'CPU per article of services, ms', value: ms(services), source: measured },
    { what: 'CPU per article of servers, ms', value: ms(servers), source: measured },
    {
      what: 'share about a matter',
      value: '1 in 10',
      source: setting('test/load/articles.ts, as in real talk of a city'),
    },
    { what: 'article', value: '1 KB, half pushed, half from feeds', source: setting('test/load/load.ts') },
    {
      what: 'busy share of a core at the peak',
      value: String(assumed.targetUse),
      source: guess('room for catching up'),
    },
    { what: 'fewest instances', value: String(assumed.leastInstances), source: guess('one may be lost') },
    {
      what: 'PostgreSQL transactions per article',
      value: String(stores.postgres_transactions_per_article),
      source: measured,
    },
    { what: 'PostgreSQL bytes per article', value: String(inputs.databaseBytesPerArticle), source: measured },
    { what: 'days that these are kept', value: String(configured.databaseDays), source: setting('docs/retention.md') },
    { what: 'cores of the PostgreSQL server', value: String(assumed.databaseCores), source: guess('one large server') },
    {
      what: 'connections per instance',
      value: '7; api and indexer 13',
      source: setting('packages/runtime/src/process/stores.ts'),
    },
    { what: 'max_connections', value: String(configured.maxConnections), source: setting('docs/record-store.md') },
    {
      what: 'Kafka bytes per article and topic',
      value: topics.map((t) => t.bytesPerArticle).join(', '),
      source: measured,
    },
    { what: 'Kafka retention, partitions', value: 'by event', source: setting('packages/contracts/src/flow.ts') },
    { what: 'copies in Kafka', value: String(configured.logCopies), source: setting('docs/event-log.md') },
    { what: 'Elasticsearch bytes per document', value: String(stores.search_bytes_per_document), source: measured },
    {
      what: 'copies in Elasticsearch',
      value: String(configured.searchCopies),
      source: setting('docs/search-store.md'),
    },
    { what: 'largest shard', value: '50 GB', source: guess("the vendor's advice: 10 to 50 GB") },
    { what: 'shards a node', value: String(configured.shardsPerNode), source: setting("Elasticsearch's default") },
    { what: 'Elasticsearch node', value: '16 cores, 8 TB', source: guess('a usual server') },
    { what: 'outbox slots', value: String(OUTBOX_SLOTS), source: setting('packages/record-store') },
  ]
  return { inputs, stated }
}

const fromKeys = <K extends CountedService | CountedServer, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>
