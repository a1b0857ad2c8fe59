import type { Clock, Logger } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { startSampleCity, type SampleCity } from '@guanlan/service-sample-city'

const FACT = 'sample-city'

/** Starts the sample city on the ports (and with the seed) of its last start, so that its addresses stay. */
export async function startSample(
  recordStore: RecordStore,
  options: { clock: Clock; logger: Logger; seed: number; apiUrl: () => string | null },
): Promise<SampleCity> {
  const kept = await recordStore.records.facts.get<{ ports: SampleCity['ports']; seed: number }>(FACT)
  const seed = kept?.seed ?? options.seed
  const city = await startSampleCity({ ...options, seed, ...(kept ? { ports: kept.ports } : {}) })
  await recordStore.transaction((records) => records.facts.put(FACT, { ports: city.ports, seed }))
  return city
}
