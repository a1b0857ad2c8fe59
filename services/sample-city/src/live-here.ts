import type { Clock, Logger } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import type { SampleLayer } from '@guanlan/runtime'
import { sampleSources } from './sources.js'
import { startSampleCity, type SampleCity } from './start-sample-city.js'

const FACT = 'sample-city'

type Ports = SampleCity['ports']

/** What is remembered of the sample city of a data folder; null when it never ran there. */
export const keptSample = (recordStore: RecordStore): Promise<{ ports: Ports; seed: number } | null> =>
  recordStore.records.facts.get<{ ports: Ports; seed: number }>(FACT)

/** All that `--sample on` adds to the configuration: the sources of its sites, exactly their addresses, dispatch by itself. */
export const sampleLayer = (ports: Ports): SampleLayer => ({
  sources: sampleSources((site) => `http://127.0.0.1:${ports[site] ?? 0}`),
  allowPrivate: Object.values(ports).map((port) => `127.0.0.1:${port}`),
  autoDispatch: { levels: ['yellow', 'orange', 'red'], confidence: 0.6 },
})

/** Starts the sample city on the ports (and with the seed) of its last start, so that its addresses stay. */
export async function startSample(
  recordStore: RecordStore,
  options: { clock: Clock; logger: Logger; seed: number; apiUrl: () => string | null },
): Promise<SampleCity> {
  const kept = await keptSample(recordStore)
  const seed = kept?.seed ?? options.seed
  const city = await startSampleCity({ ...options, seed, ...(kept ? { ports: kept.ports } : {}) })
  await recordStore.transaction((records) => records.facts.put(FACT, { ports: city.ports, seed }))
  return city
}
