// `npm run capacity -- --per-day N`: what a scale takes, by the figures of `npm run bench -- --shape split` (docs/scaling.md).
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gather, usualChoices, type SplitBench, type Stated } from './capacity-inputs.js'
import { countedServers, countedServices, reckon, type Capacity } from './capacity-model.js'

const USAGE = `npm run capacity -- --per-day N [options]
  --bench FILE        figures of \`npm run bench -- --shape split\` (default build/bench-split.json)
  --peak X            busiest second against the day's mean (${usualChoices.peakFactor})
  --months N          months that can be searched (${usualChoices.monthsKept})
  --jurisdictions N   each with an office of its own (${usualChoices.jurisdictions})
  --json              the same as one JSON object`

const LATEST = fileURLToPath(new URL('../../build/bench-split.json', import.meta.url))

function main(): number {
  const { values } = parseArgs({
    options: {
      'per-day': { type: 'string' },
      bench: { type: 'string', default: LATEST },
      peak: { type: 'string', default: String(usualChoices.peakFactor) },
      months: { type: 'string', default: String(usualChoices.monthsKept) },
      jurisdictions: { type: 'string', default: String(usualChoices.jurisdictions) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || values['per-day'] === undefined) {
    process.stdout.write(`${USAGE}\n`)
    return values.help ? 0 : 2
  }
  if (!existsSync(values.bench))
    throw new Error(`${values.bench} is not there: run \`npm run bench -- --shape split\` first`)
  const { inputs, stated } = gather(JSON.parse(readFileSync(values.bench, 'utf8')) as SplitBench, values.bench, {
    perDay: amount('per-day', values['per-day']),
    peakFactor: amount('peak', values.peak, 1),
    monthsKept: amount('months', values.months, 1),
    jurisdictions: Math.ceil(amount('jurisdictions', values.jurisdictions, 1)),
  })
  const capacity = reckon(inputs)
  process.stdout.write(
    values.json ? `${JSON.stringify({ stated, inputs, capacity }, null, 2)}\n` : `${print(stated, capacity)}\n`,
  )
  return 0
}

function amount(name: string, text: string, least = 0): number {
  const value = Number(text.replaceAll('_', ''))
  if (!Number.isFinite(value) || value < least) throw new Error(`--${name}: a number from ${least} on, not ${text}`)
  return value
}

function print(stated: readonly Stated[], capacity: Capacity): string {
  const { services, servers, topics, limits } = capacity
  const [first] = limits
  return [
    'What it is reckoned from',
    ...table(stated.map(({ what, value, source }) => [what, value, source])),
    '',
    `Peak: ${count(capacity.articlesPerSecond)} articles/s`,
    '',
    'Services                 cores at the peak, instances, memory',
    ...table(
      countedServices.map((name) => [
        name,
        fixed(services[name].cores),
        String(services[name].instances),
        `${count(services[name].rssMb)} MB`,
      ]),
    ),
    '',
    'Servers                  cores at the peak',
    ...table(countedServers.map((name) => [name, fixed(servers[name].cores)])),
    '',
    'Kafka                    partitions in each jurisdiction, disk in all copies',
    ...table([
      ...topics.map(({ event, partitions, bytes }) => [event, String(partitions), size(bytes)]),
      ['in all', '', size(capacity.logBytes)],
    ]),
    '',
    'PostgreSQL',
    ...table([
      [
        'transactions',
        `${count(capacity.transactionsPerSecond)}/s at the peak`,
        `${count(capacity.transactionsPerDay)} a day`,
      ],
      ['disk', `${size(capacity.databaseBytesPerDay)} a day`, `${size(capacity.databaseBytes)} in all`],
      ['connections', String(capacity.connections), ''],
    ]),
    '',
    'Elasticsearch',
    ...table([
      ['shards', `${capacity.shardsPerMonth} a month`, `${count(capacity.shards)} in all, copies among them`],
      ['disk', size(capacity.searchBytes), `${capacity.searchNodes} nodes`],
    ]),
    '',
    'Limits, fullest first: how full at this scale, articles a day at which it is reached',
    ...table(limits.map(({ name, use, perDay }) => [`${Math.round(use * 100)}%`, count(perDay), name])),
    '',
    first && first.use >= 1
      ? `Reached first: ${first.name}. Then: ${first.remedy}.`
      : `None is reached at this scale; first will be: ${first?.name}, then: ${first?.remedy}.`,
  ].join('\n')
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
}

const count = (value: number): string => (Number.isFinite(value) ? Math.round(value).toLocaleString('en') : 'none')
const fixed = (value: number): string => value.toFixed(2)

/** Decimal units, as disks are sold. */
function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  return `${(bytes / 1_000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`
}

try {
  process.exitCode = main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
