import type { SourceConfig, SourceState } from '@guanlan/contracts'
import type { ApiDeps } from '../deps.js'

/** Every configured source as the desk sees it, in the order of the configuration; one that was never asked is unknown. */
export async function sourceStates({
  office,
  recordStore,
}: Pick<ApiDeps, 'office' | 'recordStore'>): Promise<SourceState[]> {
  const known = new Map((await recordStore.records.sources.list()).map(({ state }) => [state.source, state]))
  return office.sources.map((source) => known.get(source.id) ?? unaskedState(source))
}

/** What is known of a source before anything was heard from it. */
export const unaskedState = (source: SourceConfig): SourceState => ({
  source: source.id,
  version: 1,
  name: source.name,
  kind: source.kind,
  tier: source.tier,
  url: source.kind === 'push' ? '' : source.url,
  health: source.enabled ? 'unknown' : 'off',
  counts: { fetches: 0, failures: 0, unchanged: 0, items: 0, changed: 0, duplicates: 0, refused: 0 },
})
