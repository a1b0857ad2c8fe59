import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gather, usualChoices, type SplitBench } from '../load/capacity-inputs.js'
import { countedServers, countedServices, reckon, type CapacityInputs } from '../load/capacity-model.js'

/** Amounts that can happen; without those so small that dividing by them means nothing. */
const some = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((value) => (value < 1e-6 ? 0 : value))
const cost = fc.record({ cpuMsPerArticle: some(20), idleCores: some(1), rssMb: some(4_000) })
const each = <K extends string, V>(keys: readonly K[], value: fc.Arbitrary<V>) =>
  fc
    .tuple(...keys.map(() => value))
    .map((values) => Object.fromEntries(keys.map((key, i) => [key, values[i]])) as Record<K, V>)

const inputs: fc.Arbitrary<CapacityInputs> = fc.record({
  perDay: some(1e9),
  peakFactor: fc.double({ min: 1, max: 20, noNaN: true }),
  targetUse: fc.double({ min: 0.1, max: 1, noNaN: true }),
  jurisdictions: fc.integer({ min: 1, max: 50 }),
  leastInstances: fc.integer({ min: 1, max: 3 }),
  services: each(countedServices, cost),
  servers: each(countedServers, cost),
  topics: fc.array(
    fc.record({
      event: fc.string(),
      bytesPerArticle: some(10_000),
      retentionDays: fc.integer({ min: 1, max: 90 }),
      partitions: fc.integer({ min: 1, max: 12 }),
      readers: fc.subarray([...countedServices]),
    }),
    { maxLength: 7 },
  ),
  logCopies: fc.integer({ min: 1, max: 5 }),
  transactionsPerArticle: some(10),
  databaseBytesPerArticle: some(10_000),
  databaseDays: fc.integer({ min: 1, max: 1_000 }),
  databaseCores: fc.integer({ min: 1, max: 128 }),
  connectionsPerInstance: each(countedServices, fc.integer({ min: 1, max: 20 })),
  maxConnections: fc.integer({ min: 10, max: 10_000 }),
  searchBytesPerDocument: some(20_000),
  searchCopies: fc.integer({ min: 1, max: 3 }),
  monthsKept: fc.integer({ min: 1, max: 120 }),
  shardBytes: fc.constant(50e9),
  shardsPerNode: fc.constant(1_000),
  searchNodeCores: fc.constant(16),
  searchNodeBytes: fc.constant(8e12),
  outboxSlots: fc.constant(8),
})

/** Every number of a value, by its path. */
function numbers(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbers(inner, `${path}.${key}`))
}
const near = (actual: number, wanted: number) =>
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)))
/** What a scale takes, without the limits, which are sorted by how full they are. */
const demands = (from: CapacityInputs) => {
  const { limits: _limits, ...rest } = reckon(from)
  return numbers(rest)
}

describe('the capacity model', () => {
  it('asks for nothing negative and nothing that is not a number', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        for (const [path, value] of numbers(reckon(given))) expect([path, value >= 0]).toEqual([path, true])
      }),
    )
  })

  it('never asks for less when more articles come', () => {
    fc.assert(
      fc.property(inputs, some(1e9), (given, more) => {
        const after = new Map(demands({ ...given, perDay: given.perDay + more }))
        for (const [path, value] of demands(given))
          expect([path, (after.get(path) ?? -1) >= value]).toEqual([path, true])
        for (const { name, use } of reckon(given).limits) {
          const later = reckon({ ...given, perDay: given.perDay + more }).limits.find((one) => one.name === name)
          expect([name, (later?.use ?? -1) >= use]).toEqual([name, true])
        }
      }),
    )
  })

  it('doubles what flows, is kept and is worked when everything doubles, and at most doubles what is counted', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const once = reckon(given)
        const twice = reckon({ ...given, perDay: 2 * given.perDay })
        near(twice.articlesPerSecond, 2 * once.articlesPerSecond)
        for (const name of countedServices) {
          near(twice.services[name].cores, 2 * once.services[name].cores)
          expect(twice.services[name].instances).toBeLessThanOrEqual(2 * once.services[name].instances)
        }
        for (const name of countedServers) near(twice.servers[name].cores, 2 * once.servers[name].cores)
        for (const kind of ['transactionsPerDay', 'databaseBytes', 'logBytes', 'searchBytes'] as const)
          near(twice[kind], 2 * once[kind])
        expect(twice.shards).toBeLessThanOrEqual(2 * once.shards)
      }),
    )
  })

  it('gives every active reader of a topic a partition', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { topics, services } = reckon(given)
        for (const [i, { partitions }] of topics.entries())
          for (const reader of given.topics[i]?.readers ?? [])
            expect(partitions).toBeGreaterThanOrEqual(
              reader === 'topic-detector' || reader === 'alert-router'
                ? 1
                : services[reader].instances / given.jurisdictions,
            )
      }),
    )
  })

  it('names the scale at which a limit is reached so that it is just full there', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { limits } = reckon(given)
        expect(limits.map(({ use }) => use)).toEqual([...limits].map(({ use }) => use).sort((a, b) => b - a))
        const detector = limits.find(({ name }) => name.includes('topic detector'))
        if (!detector || detector.use === 0 || !Number.isFinite(detector.perDay)) return
        const there = reckon({ ...given, perDay: detector.perDay }).limits.find(({ name }) => name === detector.name)
        near(there?.use ?? 0, 1)
        const connections = limits.find(({ name }) => name.includes('max_connections'))
        if (!connections || connections.perDay === 0 || !Number.isFinite(connections.perDay)) return
        expect(reckon({ ...given, perDay: connections.perDay }).connections).toBeLessThanOrEqual(given.maxConnections)
        expect(reckon({ ...given, perDay: connections.perDay * 1.01 }).connections).toBeGreaterThan(
          given.maxConnections,
        )
      }),
    )
  })
})

const bench: SplitBench = {
  at: '2026-01-01T00:00:00.000Z',
  articles: 10_000,
  load_average: 2,
  processes: Object.fromEntries(
    [...countedServices.map((name) => `${name}-1`), ...countedServers.map((name) => `server:${name}`)].map((name) => [
      name,
      { rss_mb: 100, cpu_ms_per_article: 0.2, idle_cores: 0.01 },
    ]),
  ),
  stores: {
    postgres_transactions_per_article: 0.1,
    postgres_bytes_per_article: 500,
    kafka_bytes_per_article: { 'article.collected': 1_000, 'article.classified': 1_500, 'matter.sighted': 150 },
    search_bytes_per_document: 1_800,
  },
}
const choices = { ...usualChoices, perDay: 86_400_000 }

describe('the figures of a bench', () => {
  it('become instances, partitions and disk with a source for every number', () => {
    const { inputs: given, stated } = gather(bench, 'bench-split.json', choices)
    const { articlesPerSecond, services, topics, logBytes, limits } = reckon(given)
    expect(articlesPerSecond).toBe(3_000)
    // 3,000 articles a second of 0.2 ms are 0.6 of a core: one at 60 %, and one that may be lost.
    expect(services.classifier).toMatchObject({ instances: 2 })
    expect(topics.find(({ event }) => event === 'article.collected.v1')?.partitions).toBe(4)
    // Collected and classified stay 7 days, sighted 30, each in three copies.
    expect(logBytes).toBeCloseTo(3 * 86.4e6 * (7 * 1_000 + 7 * 1_500 + 30 * 150), -3)
    expect(limits.find(({ name }) => name.includes('topic detector'))?.use).toBeCloseTo(1)
    for (const { what, source } of stated)
      expect([what, source]).toEqual([what, expect.stringMatching(/^(measured|configured|assumed|asked)/)])
  })

  it('that lack a server are refused with its name', () => {
    const { 'server:postgres': _left, ...processes } = bench.processes
    expect(() => gather({ ...bench, processes }, 'b.json', choices)).toThrow(/b\.json: no figures of server:postgres/)
  })
})
