import type { PushResponse, SourceConfig, SourceState } from '@guanlan/contracts'
import type { Records } from '@guanlan/record-store'
import { unaskedState } from './routes/source-states.js'

export type PushSource = Extract<SourceConfig, { kind: 'push' }>

type Outcome = PushResponse['items'][number]['outcome']

/** Counts a push at its source: a source that speaks is healthy. The first word is told to the consoles. */
export async function countPush(
  records: Records,
  source: PushSource,
  outcomes: readonly Outcome[],
  now: string,
): Promise<void> {
  const row = await records.sources.get(source.id)
  const before = row?.state ?? unaskedState(source)
  const of = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length
  const { problem: _problem, ...rest } = before
  const state: SourceState = {
    ...rest,
    version: row ? before.version + 1 : 1,
    name: source.name,
    tier: source.tier,
    health: 'healthy',
    lastFetchAt: now,
    ...(of('accepted') + of('changed') > 0 ? { lastItemAt: now } : {}),
    counts: {
      ...before.counts,
      fetches: before.counts.fetches + 1,
      items: before.counts.items + of('accepted'),
      changed: before.counts.changed + of('changed'),
      duplicates: before.counts.duplicates + of('duplicate'),
    },
  }
  const still = { due: now, etag: null, lastModified: null, failuresInARow: 0, memory: null }
  await records.sources.put({ ...(row ?? still), state, failuresInARow: 0 })
  if (before.health !== 'healthy') await records.feed.append([{ kind: 'source', id: source.id, at: now, body: state }])
}
