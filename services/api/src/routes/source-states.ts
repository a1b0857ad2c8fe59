import type { SourceConfig, SourceState, Status } from '@guanlan/contracts'
import { MINUTE, toMs } from '@guanlan/kernel'
import type { ApiDeps } from '../deps.js'

const unheard = new Set(['failing', 'silent', 'blocked', 'gone'])
/** A source that fails is missed only when it has for so long (domain clock). */
const HICCUP_MS = 15 * MINUTE

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

/** Whether a source is asked and does not answer as it used to. */
export const isUnheard = ({ health }: SourceState): boolean => unheard.has(health)

/**
 * 失明: what was heard once and is not heard now, longest first. What never said anything is on the page of sources only, and so is what
 * has failed for a short while: the web hiccups.
 */
export function lostSources(states: readonly SourceState[], nowMs: number): Status['blind']['sources'] {
  const isPassing = ({ health, problem }: SourceState): boolean =>
    health === 'failing' && problem !== undefined && nowMs - toMs(problem.since) < HICCUP_MS
  const lost = states.flatMap((state) => {
    const { source, name, health, lastItemAt, problem } = state
    if (!isUnheard(state) || lastItemAt === undefined || isPassing(state)) return []
    return [{ source, name, health, message: problem?.message ?? '', since: problem?.since ?? lastItemAt }]
  })
  return lost.sort((a, b) => a.since.localeCompare(b.since) || a.source.localeCompare(b.source))
}
