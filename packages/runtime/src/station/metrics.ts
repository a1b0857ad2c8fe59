import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Metrics of one process; `/metrics` prints them. */
export interface Metrics {
  readonly registry: Registry
  readonly inputs: Counter<'station' | 'outcome'>
  readonly failures: Counter<'station' | 'code'>
  readonly seconds: Histogram<'station'>
  readonly lag: Gauge<'group' | 'topic'>
  readonly fetches: Counter<'outcome'>
  readonly calls: Counter<'channel' | 'outcome'>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    inputs: new Counter({
      name: 'guanlan_inputs_total',
      help: 'Inputs by station and what became of them',
      labelNames: ['station', 'outcome'],
      registers,
    }),
    failures: new Counter({
      name: 'guanlan_failures_total',
      help: 'Errors by station and code',
      labelNames: ['station', 'code'],
      registers,
    }),
    seconds: new Histogram({
      name: 'guanlan_batch_seconds',
      help: 'Time a station took for one batch',
      labelNames: ['station'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
    lag: new Gauge({
      name: 'guanlan_lag',
      help: 'Messages published and not yet committed',
      labelNames: ['group', 'topic'],
      registers,
    }),
    fetches: new Counter({
      name: 'guanlan_fetches_total',
      help: 'Requests of the crawler by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    calls: new Counter({
      name: 'guanlan_calls_total',
      help: 'Outgoing notifications by channel and outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
  }
}
