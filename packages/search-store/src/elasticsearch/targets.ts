import type { Indices } from './indices.js'
import type { Month } from '../months.js'

/** A generation that is written to. */
export interface Target {
  readonly generation: number
  /** Fields that it knows; null = all of this build's. */
  readonly fields: ReadonlySet<string> | null
}

export interface Targets {
  /** The searched generation first. Asked of the cluster again after a few seconds. */
  current(): Promise<readonly Target[]>
  /** The same, asked of the cluster now. */
  again(): Promise<readonly Target[]>
  /** Makes the index of a month where it was not there when last asked. */
  make(generation: number, month: Month): Promise<void>
}

/** How long an answer of the cluster is relied upon, ms. What went meanwhile is noticed by writing to it. */
const FRESH = 5_000

/** Which generations are written to: this build's own and, until searches have moved to it, the one they go through. */
export function createTargets(indices: Indices, own: number): Targets {
  const known = new Map<number, ReadonlySet<string>>()
  const made = new Set<string>()
  let targets: readonly Target[] = []
  let asked = -Infinity

  async function ask(): Promise<readonly Target[]> {
    const found = await indices.list()
    made.clear()
    // One that is not searched yet though its generation is, is made again: its maker may have died half-way.
    for (const { generation, month, write, read } of found.indices)
      if (month && write && (read || generation !== found.reading)) made.add(`${generation} ${month}`)
    const mine: Target = { generation: own, fields: null }
    if (found.reading === null || found.reading === own) targets = [mine]
    else targets = [{ generation: found.reading, fields: await fieldsOf(found.reading) }, mine]
    asked = performance.now()
    return targets
  }

  async function fieldsOf(generation: number): Promise<ReadonlySet<string>> {
    const fields = known.get(generation) ?? (await indices.fieldsOf(generation))
    known.set(generation, fields)
    return fields
  }

  return {
    current: async () => (performance.now() - asked < FRESH ? targets : ask()),
    again: ask,
    async make(generation, month) {
      if (made.has(`${generation} ${month}`)) return
      await indices.make(generation, month)
      made.add(`${generation} ${month}`)
    },
  }
}
