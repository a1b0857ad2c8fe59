import type { Month } from '../months.js'
import type { IndexName, Names } from './names.js'

/** One of our indices as the cluster has it. */
export interface FoundIndex extends IndexName {
  /** Whether searches go through it. */
  readonly read: boolean
  /** Whether it has the name that writes go by. */
  readonly write: boolean
}

/** What stands in the cluster. */
export interface Generations {
  readonly indices: readonly FoundIndex[]
  /** Versions of mapping that have indices, ascending. */
  readonly all: readonly number[]
  /** The generation that is searched; null before the first start. */
  readonly reading: number | null
}

/** Aliases by index, as the engine lists them. */
export type AliasList = Readonly<Record<string, { readonly aliases?: Readonly<Record<string, unknown>> }>>

/** Reads our indices out of the engine's list. */
export function generationsOf(list: AliasList, names: Names): Generations {
  const indices = Object.entries(list).flatMap(([name, { aliases = {} }]): FoundIndex[] => {
    const known = names.read(name)
    if (!known) return []
    return [{ ...known, read: names.readAlias in aliases, write: names.writeAlias(name) in aliases }]
  })
  indices.sort((a, b) => (a.name < b.name ? -1 : 1))
  const all = [...new Set(indices.map((index) => index.generation))].sort((a, b) => a - b)
  const searched = indices.filter((index) => index.read).map((index) => index.generation)
  return { indices, all, reading: searched.length === 0 ? null : Math.max(...searched) }
}

/** Months that a generation has an index of, oldest first. */
export const monthsOf = ({ indices }: Generations, generation: number): Month[] =>
  indices.flatMap((index) => (index.generation === generation && index.month !== null ? [index.month] : []))
