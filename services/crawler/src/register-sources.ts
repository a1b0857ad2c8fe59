import type { SourceConfig } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { sourceDesk } from '@guanlan/runtime'
import { announceSource, isNews } from './announce-source.js'
import { adjustedRow, newRow, retiredRow } from './source-rows.js'

/**
 * Brings the rows of the sources in line with the configuration and the switches that people set over it, also those that are off or pushed, so that the desk
 * sees all of them; what `holder` had leased before it died is free again.
 */
export async function registerSources(
  recordStore: RecordStore,
  sources: readonly SourceConfig[],
  holder: string,
  now: Instant,
): Promise<void> {
  await recordStore.transaction(async (records) => {
    const switches = await sourceDesk.switches(records)
    const rows = new Map((await records.sources.list()).map((row) => [row.state.source, row]))
    for (const configured of sources) {
      const source = { ...configured, enabled: switches.get(configured.id)?.on ?? configured.enabled }
      const row = rows.get(source.id)
      rows.delete(source.id)
      await records.sources.release(holder, source.id)
      const wanted = row ? adjustedRow(row, source) : newRow(source)
      if (!wanted) continue
      await records.sources.put(wanted)
      if (!row || isNews(row.state, wanted.state)) await announceSource(records, wanted.state, now)
    }
    for (const row of rows.values()) {
      const retired = retiredRow(row)
      if (!retired) continue
      await records.sources.put(retired)
      await announceSource(records, retired.state, now)
    }
  })
}
