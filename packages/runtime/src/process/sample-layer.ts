import { AppError, SECOND, systemClock } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import type { SampleLayer } from '../config/load-office.js'

const FACT = 'sample-layer'
const PATIENCE_MS = 60 * SECOND
const LOOK_MS = 250

/** Tells the other processes what the sample city adds to the configuration: its sites have ports of their own. */
export const tellSample = (recordStore: RecordStore, layer: SampleLayer): Promise<void> =>
  recordStore.transaction((records) => records.facts.put(FACT, layer))

/** What the sample city told; waits a minute (wall) for it to start. Throws `config_invalid` when it does not. */
export async function waitForSample(recordStore: RecordStore): Promise<SampleLayer> {
  const end = systemClock.now() + PATIENCE_MS
  for (;;) {
    const layer = await recordStore.records.facts.get<SampleLayer>(FACT)
    if (layer) return layer
    if (systemClock.now() > end)
      throw new AppError('config_invalid', 'GUANLAN_SAMPLE=on，但示例城市（services/sample-city）没有启动。')
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
