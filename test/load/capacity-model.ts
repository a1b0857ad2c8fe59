/** Services whose instances are counted. */
export const countedServices = ['api', 'crawler', 'classifier', 'topic-detector', 'alert-router', 'indexer'] as const
export type CountedService = (typeof countedServices)[number]
/** Servers whose cores are counted. */
export const countedServers = ['kafka', 'elasticsearch', 'postgres'] as const
export type CountedServer = (typeof countedServers)[number]

/** What one process or server takes, as the bench measured it. */
export interface Cost {
  /** Processor time per article of the whole load, ms. What it takes at rest is in it, so that it is rather too much. */
  readonly cpuMsPerArticle: number
  /** Cores that it takes at rest. */
  readonly idleCores: number
  readonly rssMb: number
}

/** One event's topic. */
export interface TopicLoad {
  readonly event: string
  /** Bytes of its segments per article of the whole load, one copy. */
  readonly bytesPerArticle: number
  readonly retentionDays: number
  readonly partitions: number
  /** Stations that read it. */
  readonly readers: readonly CountedService[]
}

/** Everything that the model reckons with. Amounts are not negative; shares lie in (0, 1]. */
export interface CapacityInputs {
  readonly perDay: number
  /** Busiest second against the day's mean. */
  readonly peakFactor: number
  /** Share of a core that may be busy at the peak. */
  readonly targetUse: number
  /** Offices, each for a jurisdiction, with processes, topics, database and an equal share of the articles of its own, on the same servers. */
  readonly jurisdictions: number
  /** Fewest instances of a service, so that one may be lost. */
  readonly leastInstances: number
  readonly services: Readonly<Record<CountedService, Cost>>
  readonly servers: Readonly<Record<CountedServer, Cost>>
  readonly topics: readonly TopicLoad[]
  readonly logCopies: number
  readonly transactionsPerArticle: number
  readonly databaseBytesPerArticle: number
  readonly databaseDays: number
  readonly databaseCores: number
  readonly connectionsPerInstance: Readonly<Record<CountedService, number>>
  readonly maxConnections: number
  readonly searchBytesPerDocument: number
  readonly searchCopies: number
  readonly monthsKept: number
  readonly shardBytes: number
  readonly shardsPerNode: number
  readonly searchNodeCores: number
  readonly searchNodeBytes: number
  readonly outboxSlots: number
}

/** A ceiling and how much of it is used; 1 = reached. */
export interface Limit {
  readonly name: string
  readonly use: number
  /** Articles a day at which it is reached, everything else as it is. */
  readonly perDay: number
  /** What to do then. */
  readonly remedy: string
}

/** What a scale takes. `…PerSecond` at the peak, bytes in all copies. */
export interface Capacity {
  readonly articlesPerSecond: number
  readonly services: Readonly<
    Record<CountedService, { readonly cores: number; readonly instances: number; readonly rssMb: number }>
  >
  readonly servers: Readonly<Record<CountedServer, { readonly cores: number }>>
  /** Partitions in each jurisdiction, bytes in all. */
  readonly topics: readonly { readonly event: string; readonly partitions: number; readonly bytes: number }[]
  readonly transactionsPerSecond: number
  readonly transactionsPerDay: number
  readonly databaseBytesPerDay: number
  readonly databaseBytes: number
  readonly logBytes: number
  readonly searchBytes: number
  readonly shardsPerMonth: number
  readonly shards: number
  readonly searchNodes: number
  readonly connections: number
  /** Fullest first. */
  readonly limits: readonly Limit[]
}

const DAY = 86_400
const DAYS_OF_MONTH = 30.4
/** Beyond any scale that this is asked for. */
const MOST_PER_DAY = 1e15
/** Active one for each jurisdiction: more instances than that only stand by. */
const seated: ReadonlySet<CountedService> = new Set(['topic-detector', 'alert-router'])

/** Reckons what a scale takes. Pure; everything but counts grows in proportion to `perDay`. */
export function reckon(inputs: CapacityInputs): Capacity {
  const { perDay, targetUse, services: costs, servers: serverCosts, jurisdictions } = inputs
  const articlesPerSecond = (perDay / DAY) * inputs.peakFactor
  const busy = (cost: Cost) => (articlesPerSecond * cost.cpuMsPerArticle) / 1_000
  const services = mapKeys(countedServices, (name) => {
    const instances = instancesOf(inputs, name, articlesPerSecond)
    return { cores: busy(costs[name]), instances, rssMb: instances * costs[name].rssMb }
  })
  const servers = mapKeys(countedServers, (name) => ({ cores: busy(serverCosts[name]) }))
  const topics = inputs.topics.map(({ event, bytesPerArticle, retentionDays, partitions, readers }) => {
    const active = readers.map((name) => (seated.has(name) ? 1 : services[name].instances / jurisdictions))
    return {
      event,
      partitions: Math.max(partitions, ...active),
      bytes: perDay * retentionDays * bytesPerArticle * inputs.logCopies,
    }
  })
  const databaseBytesPerDay = perDay * inputs.databaseBytesPerArticle
  const searchBytesPerMonth = perDay * DAYS_OF_MONTH * inputs.searchBytesPerDocument
  const shardsPerMonth = Math.max(1, Math.ceil(searchBytesPerMonth / inputs.shardBytes))
  const searchBytes = searchBytesPerMonth * inputs.monthsKept * inputs.searchCopies
  const shards = Math.ceil(inputs.monthsKept) * shardsPerMonth * inputs.searchCopies
  const searchNodes = Math.max(
    inputs.searchCopies,
    Math.ceil(servers.elasticsearch.cores / targetUse / inputs.searchNodeCores),
    Math.ceil(searchBytes / inputs.searchNodeBytes),
    Math.ceil(shards / inputs.shardsPerNode),
  )
  const connections = connectionsOf(inputs, articlesPerSecond)
  // Whoever writes events carries them too: its whole work per article is the most that carrying can take of it.
  const carrying = Math.max(costs.api.cpuMsPerArticle, costs.crawler.cpuMsPerArticle)
  const limit = (name: string, use: number, remedy: string, reached = use > 0 ? perDay / use : Infinity): Limit => ({
    name,
    use,
    perDay: reached,
    remedy,
  })
  const limits = [
    limit(
      'one active topic detector for each jurisdiction',
      busy(costs['topic-detector']) / (jurisdictions * targetUse),
      'split the office into more jurisdictions, each with a detector of its own',
    ),
    limit(
      'one active alert router for each jurisdiction',
      busy(costs['alert-router']) / (jurisdictions * targetUse),
      'split the office into more jurisdictions, each with an alert router of its own',
    ),
    limit(
      `PostgreSQL: one server of ${inputs.databaseCores} cores`,
      servers.postgres.cores / (inputs.databaseCores * targetUse),
      'a larger machine, or a server for each group of jurisdictions',
    ),
    limit(
      `PostgreSQL: max_connections = ${inputs.maxConnections}`,
      connections / inputs.maxConnections,
      'raise max_connections (some 10 MB each), or a pooler by session',
      connectionsReachedAt(inputs),
    ),
    limit(
      `outbox of a jurisdiction: ${inputs.outboxSlots} slots, each carried by one process`,
      (articlesPerSecond * carrying) / 1_000 / (jurisdictions * inputs.outboxSlots * targetUse),
      'more jurisdictions, each with an outbox of its own: the number of slots never changes',
    ),
  ].sort((a, b) => b.use - a.use)
  return {
    articlesPerSecond,
    services,
    servers,
    topics,
    transactionsPerSecond: articlesPerSecond * inputs.transactionsPerArticle,
    transactionsPerDay: perDay * inputs.transactionsPerArticle,
    databaseBytesPerDay,
    databaseBytes: databaseBytesPerDay * inputs.databaseDays,
    logBytes: topics.reduce((sum, { bytes }) => sum + bytes, 0),
    searchBytes,
    shardsPerMonth,
    shards,
    searchNodes,
    connections,
    limits,
  }
}

/** One process does its work on one core: as many as keep each below the use that is wanted, what it takes at rest included. */
function instancesOf(inputs: CapacityInputs, name: CountedService, articlesPerSecond: number): number {
  const { cpuMsPerArticle, idleCores } = inputs.services[name]
  const room = Math.max(inputs.targetUse - idleCores, inputs.targetUse / 2)
  const { jurisdictions, leastInstances } = inputs
  // One works, the others stand by.
  if (seated.has(name)) return jurisdictions * Math.max(2, leastInstances)
  const share = articlesPerSecond / jurisdictions
  return jurisdictions * Math.max(leastInstances, Math.ceil((share * cpuMsPerArticle) / 1_000 / room))
}

const connectionsOf = (inputs: CapacityInputs, articlesPerSecond: number): number =>
  countedServices.reduce(
    (sum, name) => sum + instancesOf(inputs, name, articlesPerSecond) * inputs.connectionsPerInstance[name],
    0,
  )

/** Articles a day from which on the connections do not suffice; they grow in steps, so that it is looked for. */
function connectionsReachedAt(inputs: CapacityInputs): number {
  const suffice = (perDay: number) => connectionsOf(inputs, (perDay / DAY) * inputs.peakFactor) <= inputs.maxConnections
  if (!suffice(0)) return 0
  let [low, high] = [0, 1]
  while (suffice(high)) {
    if (high > MOST_PER_DAY) return Infinity
    ;[low, high] = [high, high * 2]
  }
  while (high - low > high / 1_000) {
    const middle = (low + high) / 2
    if (suffice(middle)) low = middle
    else high = middle
  }
  return low
}

const mapKeys = <K extends string, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>
