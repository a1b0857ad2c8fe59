import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createMetrics, metricTable } from '../src/index.js'
import { mentionsOf } from './promql.js'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** Every sample that a scrape can hold, with its labels. */
async function samples(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const own = Object.values(metricTable)
  const found = new Map<string, Set<string>>([['up', new Set()]])
  for (const { name, type } of await createMetrics().registry.getMetricsAsJSON()) {
    const labels = own.find((spec) => spec.name === name)?.labels ?? []
    const suffixes = String(type) === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
    for (const suffix of suffixes)
      found.set(name + suffix, new Set([...labels, ...(suffix === '_bucket' ? ['le'] : [])]))
  }
  return found
}
/** What Prometheus adds to every sample. */
const scraped = ['job', 'instance']

interface Panel {
  readonly id: number
  readonly title: string
  readonly type: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource?: { readonly uid: string }
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[]
}
interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook: string }
}

const dashboard = JSON.parse(read('infra/observability/grafana/guanlan.json')) as {
  readonly uid: string
  readonly panels: readonly Panel[]
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: string | { query: string } }[]
  }
}
const rules = (
  parse(read('infra/observability/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }
).groups.flatMap((group) => group.rules)
const doc = read('docs/observability.md')

/** Names and labels of an expression that no process tells. */
async function unknownIn(expression: string, written: readonly string[] = []): Promise<string[]> {
  const known = await samples()
  const { metrics, grouped } = mentionsOf(expression)
  const all = new Set([...scraped, ...metrics.flatMap(({ name }) => [...(known.get(name) ?? [])])])
  return [
    ...metrics.filter(({ name }) => !known.has(name)).map(({ name }) => name),
    ...metrics.flatMap(({ name, labels }) =>
      labels
        .filter((label) => !scraped.includes(label) && !known.get(name)?.has(label))
        .map((label) => `${name}{${label}}`),
    ),
    ...[...grouped, ...written].filter((label) => !all.has(label)),
  ]
}
const placeholders = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, label = '']) => label)

describe('reading PromQL', () => {
  it('finds names, labels and groupings, and takes functions, words, strings and ranges for none', () => {
    const { metrics, grouped } = mentionsOf(
      'max by (group, topic) (deriv(a_lag{group=~"x_y|z",t!="u"}[10m])) > 1e3 and on (group) sum(b_total) or vector(0)',
    )
    expect(metrics).toEqual([
      { name: 'a_lag', labels: ['group', 't'] },
      { name: 'b_total', labels: [] },
    ])
    expect(grouped).toEqual(['group', 'topic', 'group'])
  })

  it('sees what no process tells', async () => {
    expect(await unknownIn('sum by (nobody) (rate(guanlan_inputs_total{staton="x"}[5m])) + guanlan_made_up')).toEqual([
      'guanlan_made_up',
      'guanlan_inputs_total{staton}',
      'nobody',
    ])
    expect(await unknownIn('guanlan_batch_seconds')).toEqual(['guanlan_batch_seconds'])
  })
})

describe('the Grafana dashboard', () => {
  const graphs = dashboard.panels.filter(({ type }) => type !== 'row')

  it('asks only for metrics and labels that processes tell', async () => {
    const targets = graphs.flatMap(({ title, targets: all = [] }) => all.map((target) => ({ title, ...target })))
    expect(targets.length).toBeGreaterThan(30)
    for (const { title, expr, legendFormat } of targets) {
      const labels = placeholders(legendFormat, /\{\{\s*(\w+)\s*\}\}/g)
      expect({ title, unknown: await unknownIn(expr, labels) }).toEqual({ title, unknown: [] })
    }
  })

  it('shows every metric of the table somewhere', () => {
    const text = JSON.stringify(dashboard)
    expect(Object.values(metricTable).filter(({ name }) => !text.includes(name))).toEqual([])
  })

  it('can be imported anywhere: its data source is a variable, its ids and places are its own', () => {
    expect(dashboard.templating.list[0]).toMatchObject({ name: 'datasource', query: 'prometheus' })
    expect(graphs.every(({ datasource }) => datasource?.uid === '${datasource}')).toBe(true)
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    const taken = new Set<string>()
    for (const { gridPos: g } of dashboard.panels)
      for (let x = g.x; x < g.x + g.w; x += 1)
        for (let y = g.y; y < g.y + g.h; y += 1) {
          expect(taken.has(`${x},${y}`)).toBe(false)
          expect(x).toBeLessThan(24)
          taken.add(`${x},${y}`)
        }
  })

  it('fills its choice of stations from a metric that has them', async () => {
    const query = dashboard.templating.list[1]?.query as { query: string }
    const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(query.query) ?? []
    expect((await samples()).get(metric)?.has(label)).toBe(true)
  })
})

describe('the alert rules', () => {
  it('rest on metrics and labels that processes tell, also in what they say', async () => {
    expect(rules.length).toBeGreaterThan(10)
    for (const { alert, expr, annotations } of rules) {
      const labels = placeholders(annotations.summary, /\$labels\.(\w+)/g)
      expect({ alert, unknown: await unknownIn(expr, labels) }).toEqual({ alert, unknown: [] })
    }
  })

  it('say in Chinese what is wrong, how urgent it is, and wait before they say it', () => {
    for (const { alert, annotations, labels, ...rule } of rules) {
      expect(alert).toMatch(/^Guanlan[A-Z]\w+$/)
      expect(annotations.summary).toMatch(/\p{Script=Han}{4}/u)
      expect(['page', 'ticket']).toContain(labels.severity)
      expect(rule.for).toMatch(/^\d+m$/)
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  })

  it('lead to a section of the runbook each, and every section is led to', () => {
    const anchors = [...doc.matchAll(/^### (Guanlan\w+)$/gm)].map(([, name = '']) => name)
    expect(anchors.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted())
    for (const { alert, annotations } of rules)
      expect(annotations.runbook).toBe(`docs/observability.md#${alert.toLowerCase()}`)
  })

  it('are those that Prometheus is told to load', () => {
    const settings = parse(read('infra/observability/prometheus/prometheus.yml')) as {
      rule_files: string[]
      scrape_configs: { job_name: string; metrics_path: string }[]
    }
    expect(settings.rule_files).toEqual(['alerts.yml'])
    expect(settings.scrape_configs).toMatchObject([{ job_name: 'guanlan', metrics_path: '/metrics' }])
  })
})

describe('docs/observability.md', () => {
  it('has a row for every metric, with its type and labels, and no other', () => {
    const rows = [...doc.matchAll(/^\| `(guanlan_\w+)` \| (\w+) \| ([^|]*) \|/gm)].map(([, name, type, labels]) => ({
      name,
      type,
      labels: [...(labels ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label),
    }))
    const table = Object.values(metricTable).map(({ name, type, labels }) => ({ name, type, labels: [...labels] }))
    const byName = (a: { name?: string | undefined }, b: { name?: string | undefined }) =>
      String(a.name).localeCompare(String(b.name))
    expect(rows.toSorted(byName)).toEqual(table.toSorted(byName))
  })
})
