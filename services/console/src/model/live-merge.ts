interface Versioned {
  readonly version: number
}

export type MergeOutcome = 'new' | 'newer' | 'stale'

/** Puts an entity into the map unless a same or newer version stands there: messages may come twice or late. */
export function mergeVersion<T extends Versioned>(map: Map<string, T>, id: string, entity: T): MergeOutcome {
  const known = map.get(id)
  if (known && known.version >= entity.version) return 'stale'
  map.set(id, entity)
  return known ? 'newer' : 'new'
}

/** What a list shows, and how many wait outside. */
export interface Arrangement {
  readonly shown: readonly string[]
  readonly pending: readonly string[]
}

/**
 * Keeps a list still under the hand. Held: rows stay where they are, whatever they have become, and new ones gather in
 * `pending`; gone ones (`exists` says no) leave. Not held: the wanted order, nothing pending.
 */
export function arrange(
  before: readonly string[],
  wanted: readonly string[],
  held: boolean,
  exists: (id: string) => boolean,
): Arrangement {
  if (!held || before.length === 0) return { shown: wanted, pending: [] }
  const shown = before.filter(exists)
  const known = new Set(shown)
  return { shown, pending: wanted.filter((id) => !known.has(id)) }
}

/** What is not done yet, as a new map. */
export const withoutDone = <T>(all: ReadonlyMap<string, T>, isDone: (one: T) => boolean): Map<string, T> =>
  new Map([...all].filter(([, one]) => !isDone(one)))
