import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { metricTable, type MetricName } from './metric-table.js'

type Spec = (typeof metricTable)[MetricName]
type Labels<S extends Spec> = S['labels'][number]
type Metric<S extends Spec> = S['type'] extends 'counter'
  ? Counter<Labels<S>>
  : S['type'] extends 'gauge'
    ? Gauge<Labels<S>>
    : Histogram<Labels<S>>

/** Metrics of one process, by their names in `metricTable`; `/metrics` prints them. */
export type Metrics = { readonly registry: Registry } & {
  readonly [Name in MetricName]: Metric<(typeof metricTable)[Name]>
}

/** A registry of its own with every metric of the table and prom-client's own of the process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const made = Object.entries(metricTable).map(([name, spec]) => [name, make(spec, registry)] as const)
  return { registry, ...Object.fromEntries(made) } as Metrics
}

function make(spec: Spec, registry: Registry): Counter | Gauge | Histogram {
  const settings = { name: spec.name, help: spec.help, labelNames: [...spec.labels], registers: [registry] }
  if (spec.type === 'counter') return new Counter(settings)
  if (spec.type === 'gauge') {
    const gauge = new Gauge(settings)
    // A gauge without labels would begin as 0, which says something: until it is measured it says nothing.
    if (spec.labels.length === 0) gauge.remove()
    return gauge
  }
  return new Histogram({ ...settings, buckets: [...spec.buckets] })
}
