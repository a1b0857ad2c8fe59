import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchClassify } from './classify.js'
import { benchOneProcess } from './one-process.js'
import { benchPages } from './pages.js'
import { benchRules } from './rules.js'
import { benchSources } from './sources.js'
import { benchSplit } from './split.js'
import { benchStorm } from './storm.js'
import { benchTopics } from './topics.js'

const USAGE = `npm run bench -- [--shape one|split|sources|pages|topics|storm|rules|classify]    default one; prints one JSON object, and keeps it as build/bench-<shape>.json
npm run bench -- sources                 a thousand sources on one process: how late visits begin, whether memory grows
  GUANLAN_BENCH_SOURCES=N    (1000)   GUANLAN_BENCH_SECONDS=S    after the first round (300; 3600 for a soak)
npm run bench -- storm                   ten minutes of alerts at once on a clock that leaps: what people are told, how soon
  GUANLAN_BENCH_RAW=N        (100000)
npm run bench -- pages                   reading alone: pages/s and MB/s of extract on pages made here, feeds too
  GUANLAN_BENCH_PAGES=N      documents of each family (400)
npm run bench -- rules                   matching alone, from text: documents/s and MB/s at 1k, 5k, 100k rules, beside Lucene Monitor (Maven, JDK 21)
  GUANLAN_BENCH_RULES=N,N…   (1000,5000,100000)   GUANLAN_BENCH_DOCUMENTS=N   (4000)   GUANLAN_BENCH_PEER=0 leaves Lucene out
npm run bench -- classify                the classifier beside the bare segmentation of the same texts, memory, cold start
  GUANLAN_BENCH_ARTICLES=N   articles measured of each kind (4000)   GUANLAN_EVAL_DATA=DIR   where news and complaints are
  GUANLAN_BENCH_ARTICLES=N   articles of the load (20000)
  GUANLAN_BENCH_TOPICS=N     live topics that the detector is measured at, beside 1,000 (50000)
  GUANLAN_BENCH_OUTAGE=S     seconds of the outage after it (60; 0 leaves it out)
split needs \`npm run build\`, and uses the servers of KAFKA_BROKERS, ELASTICSEARCH_URL, DATABASE_URL, or starts its own`

/** Benchmarks by shape. Not part of the tests: timings are the machine's. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  one: benchOneProcess,
  split: benchSplit,
  topics: benchTopics,
  sources: benchSources,
  pages: benchPages,
  storm: benchStorm,
  rules: benchRules,
  classify: benchClassify,
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { shape: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    process.stdout.write(`${USAGE}\n`)
    return 0
  }
  const shape = values.shape ?? positionals[0] ?? 'one'
  const bench = benches[shape]
  if (!bench) {
    process.stderr.write(`no bench ${shape}; there are: ${Object.keys(benches).join(', ')}\n`)
    return 2
  }
  const head = { bench: shape, at: new Date().toISOString(), node: process.versions.node }
  const json = JSON.stringify({ ...head, ...((await bench()) as object) }, null, 2)
  const build = fileURLToPath(new URL('../../build', import.meta.url))
  mkdirSync(build, { recursive: true })
  writeFileSync(join(build, `bench-${shape}.json`), `${json}\n`)
  process.stdout.write(`${json}\n`)
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
}
