/** One metric: what it counts, and by what. Its labels are closed lists or bounded by the configuration. */
interface MetricSpec {
  readonly name: `guanlan_${string}`
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels: readonly string[]
  /** Upper bounds of a histogram, in its unit. */
  readonly buckets?: readonly number[]
}

const defineMetrics = <const Table extends Record<string, MetricSpec>>(table: Table): Table => table

/** Seconds from a millisecond to ten seconds: what a machine takes. */
const MACHINE = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
/** Seconds within which an alert should be up: a minute, with some before and after. */
const DETECTION = [0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3_600]
/** Seconds from a minute to three days: how late a source is heard. */
const HEARING = [10, 60, 300, 900, 1_800, 3_600, 10_800, 21_600, 86_400, 259_200]

/**
 * Every metric of every process, beside prom-client's own of the process. Cardinality is bounded: no label carries an article,
 * topic, alert, ticket, source or address; sources (an office has hundreds) are counted by kind, tier or health. Dashboard and
 * alert rules in infra/observability name only what stands here; docs/observability.md explains it.
 */
export const metricTable = defineMetrics({
  inputs: {
    name: 'guanlan_inputs_total',
    type: 'counter',
    help: 'Inputs by station and what became of them',
    labels: ['station', 'outcome'],
  },
  failures: {
    name: 'guanlan_failures_total',
    type: 'counter',
    help: 'Errors by station and code of the closed list',
    labels: ['station', 'code'],
  },
  seconds: {
    name: 'guanlan_batch_seconds',
    type: 'histogram',
    help: 'Time a station took for one batch',
    labels: ['station'],
    buckets: MACHINE,
  },
  deadLetters: {
    name: 'guanlan_dead_letters_total',
    type: 'counter',
    help: 'Inputs set aside by station and reason',
    labels: ['station', 'code'],
  },
  leader: {
    name: 'guanlan_station_leader',
    type: 'gauge',
    help: '1 while this process is the active instance of the station, else 0',
    labels: ['station'],
  },
  fetches: {
    name: 'guanlan_fetches_total',
    type: 'counter',
    help: 'Requests of the crawler by kind of source and outcome of the visit',
    labels: ['kind', 'outcome'],
  },
  fetchedBytes: {
    name: 'guanlan_fetched_bytes_total',
    type: 'counter',
    help: 'Bytes of the answers that the crawler read, unpacked, by kind of source',
    labels: ['kind'],
  },
  visitLateness: {
    name: 'guanlan_visit_late_seconds',
    type: 'histogram',
    help: 'How long after it was due a visit of a source began, wall time',
    labels: [],
    buckets: [0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 300],
  },
  articles: {
    name: 'guanlan_articles_total',
    type: 'counter',
    help: 'Articles taken in, by the tier of their source; news: first sight or a later revision',
    labels: ['tier', 'news'],
  },
  hearingSeconds: {
    name: 'guanlan_published_to_seen_seconds',
    type: 'histogram',
    help: 'From publication to first sight of live items, domain clock, by the tier of their source',
    labels: ['tier'],
    buckets: HEARING,
  },
  detectionSeconds: {
    name: 'guanlan_seen_to_alert_seconds',
    type: 'histogram',
    help: 'From the sight of the item that called for it to the alert being saved, wall time',
    labels: ['level'],
    buckets: DETECTION,
  },
  calls: {
    name: 'guanlan_calls_total',
    type: 'counter',
    help: 'Outgoing notifications by channel and outcome',
    labels: ['channel', 'outcome'],
  },
  requestSeconds: {
    name: 'guanlan_http_request_seconds',
    type: 'histogram',
    help: 'Answers of the api by method, route pattern and status',
    labels: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.25, 0.5, 1, 2.5, 10],
  },
  streamClients: {
    name: 'guanlan_stream_clients',
    type: 'gauge',
    help: 'Browsers on the live stream of this process',
    labels: [],
  },
  searchSeconds: {
    name: 'guanlan_search_seconds',
    type: 'histogram',
    help: 'Time of the search store by operation and outcome (ok or an error code)',
    labels: ['operation', 'outcome'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  },
  lag: {
    name: 'guanlan_lag',
    type: 'gauge',
    help: 'Messages published and not yet committed by the group',
    labels: ['group', 'topic'],
  },
  storeUp: {
    name: 'guanlan_store_up',
    type: 'gauge',
    help: '1 when the store (event-log, record-store, search-store) can be used from this process, else 0',
    labels: ['store'],
  },
  storeErrors: {
    name: 'guanlan_store_errors_total',
    type: 'counter',
    help: 'Batches of a station that a store’s outage sent back, by code',
    labels: ['station', 'code'],
  },
  outboxWaiting: {
    name: 'guanlan_outbox_waiting',
    type: 'gauge',
    help: 'Events saved and not yet published to the log',
    labels: [],
  },
  outboxStuck: {
    name: 'guanlan_outbox_stuck_seconds',
    type: 'gauge',
    help: 'How long the oldest event of the outbox has been seen there by this process, wall time; 0 = nothing waits',
    labels: [],
  },
  feedLength: {
    name: 'guanlan_feed_length',
    type: 'gauge',
    help: 'Lines of the change feed that reconnecting consoles can still read',
    labels: [],
  },
  deadLettersWaiting: {
    name: 'guanlan_dead_letters_waiting',
    type: 'gauge',
    help: 'Inputs set aside and not replayed yet (10,000 at most for each topic)',
    labels: [],
  },
  timerOverdue: {
    name: 'guanlan_timer_overdue_seconds',
    type: 'gauge',
    help: 'How long ago, in wall time, the earliest timer of the station should have fired',
    labels: ['station'],
  },
  heartbeatAge: {
    name: 'guanlan_heartbeat_age_seconds',
    type: 'gauge',
    help: 'How long ago, in wall time, the last heartbeat of the chain that came through to its receipt set out',
    labels: [],
  },
  callsWaiting: {
    name: 'guanlan_calls_waiting',
    type: 'gauge',
    help: 'Outgoing notifications not sent yet (1,000 at most in all)',
    labels: ['channel'],
  },
  sources: {
    name: 'guanlan_sources',
    type: 'gauge',
    help: 'Configured sources by health',
    labels: ['health'],
  },
  alertsOpen: {
    name: 'guanlan_alerts_open',
    type: 'gauge',
    help: 'Alerts that nobody has acknowledged',
    labels: [],
  },
  ticketsOpen: {
    name: 'guanlan_tickets_open',
    type: 'gauge',
    help: 'Tickets that are not archived',
    labels: [],
  },
  ticketsOverdue: {
    name: 'guanlan_tickets_overdue',
    type: 'gauge',
    help: 'Open tickets with a clock that ran out unmet (500 at most)',
    labels: [],
  },
  diskFree: {
    name: 'guanlan_disk_free_bytes',
    type: 'gauge',
    help: 'Bytes that may still be written where the data folder lies',
    labels: [],
  },
  diskSize: {
    name: 'guanlan_disk_size_bytes',
    type: 'gauge',
    help: 'Size of the disk on which the data folder lies',
    labels: [],
  },
  measureFailures: {
    name: 'guanlan_measure_failures_total',
    type: 'counter',
    help: 'Gauges that could not be read at a scrape, by part: then they are absent, not old',
    labels: ['part'],
  },
})

export type MetricName = keyof typeof metricTable
