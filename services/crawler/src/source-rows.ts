import type { SourceConfig, SourceState } from '@guanlan/contracts'
import { type Instant } from '@guanlan/kernel'
import type { SourceRow } from '@guanlan/record-store'

const never: Instant = '9999-12-31T23:59:59.999Z'
const atOnce: Instant = '0000-01-01T00:00:00.000Z'

/** Row of a source that was never visited. What is pushed is never due. */
export function newRow(source: SourceConfig): SourceRow {
  const due = source.kind === 'push' || !source.enabled ? never : atOnce
  return {
    state: {
      source: source.id,
      version: 1,
      ...factsOf(source),
      health: source.enabled ? 'unknown' : 'off',
      counts: { fetches: 0, failures: 0, unchanged: 0, items: 0, changed: 0, duplicates: 0, refused: 0 },
    },
    due,
    etag: null,
    lastModified: null,
    failuresInARow: 0,
    memory: null,
  }
}

/** The row as the configuration wants it: name, address and switch follow the file; null when nothing is to be changed. */
export function adjustedRow(row: SourceRow, source: SourceConfig): SourceRow | null {
  const facts = factsOf(source)
  const moved = facts.url !== row.state.url || facts.kind !== row.state.kind
  const renamed = facts.name !== row.state.name || facts.tier !== row.state.tier
  const wasOff = row.state.health === 'off'
  if (!moved && !renamed && wasOff === !source.enabled) return null
  const fresh = newRow(source)
  const { problem: _, nextDueAt: __, ...state } = row.state
  const kept = moved || wasOff ? { ...state, health: fresh.state.health } : row.state
  return {
    ...row,
    ...(moved || wasOff || !source.enabled ? { due: fresh.due, failuresInARow: 0 } : {}),
    ...(moved ? { etag: null, lastModified: null, memory: null } : {}),
    state: {
      ...(source.enabled ? kept : { ...state, health: 'off' as const }),
      ...facts,
      version: row.state.version + 1,
    },
  }
}

/** The row of a source that no file names any more; null when it is off already. */
export function retiredRow(row: SourceRow): SourceRow | null {
  if (row.state.health === 'off') return null
  const { problem: _, nextDueAt: __, ...state } = row.state
  return { ...row, due: never, state: { ...state, health: 'off', version: row.state.version + 1 } }
}

const factsOf = (source: SourceConfig): Pick<SourceState, 'name' | 'kind' | 'tier' | 'url'> => ({
  name: source.name,
  kind: source.kind,
  tier: source.tier,
  url: source.kind === 'push' ? '' : source.url,
})
