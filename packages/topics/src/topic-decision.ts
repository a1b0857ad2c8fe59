import { boundTogether, partedBy, type Bonds } from './cluster/bonds.js'
import type { Member } from './topic-group.js'
import { changeOf, type Recheck, type Recheckable } from './topic-recheck.js'

/**
 * What a person decides: members of one topic go into another, or some of them open a new one. `act` marks them, so that later looks
 * keep to it. Moves copies with their originals.
 */
export interface Decision {
  readonly act: string
  readonly from: string
  readonly into: string
  /** A split: articles that leave `from`; left out: all of them do. */
  readonly leaving?: readonly string[]
}

/** See `TopicIndex.decide`. */
export function decide(
  index: Recheckable & { bind(order: number, bonds: Bonds): void },
  { act, from, into, leaving }: Decision,
): Recheck & { readonly bound: readonly Member[] } {
  const canonicalOf = (topic: string) => index.members(topic).filter(({ copyOf }) => copyOf === null)
  const before = canonicalOf(from)
  const wanted = new Set(leaving)
  const copies = index.members(from).filter(({ item }) => wanted.has(item.article))
  for (const { copyOf } of copies) if (copyOf !== null) wanted.add(copyOf)
  const going = leaving ? before.filter(({ item }) => wanted.has(item.article)) : before
  const staying = leaving
    ? before.filter(({ item }) => !wanted.has(item.article))
    : from === into
      ? []
      : canonicalOf(into)
  const nothing = { moved: [], touched: [], redirects: [], bound: [] }
  if (going.length === 0 || (leaving && staying.length === 0)) return nothing
  const bondsOf = (members: readonly Member[]) => members.map(({ bonds }) => bonds)
  const all = [...going, ...staying]
  const parted = leaving && partedBy(act, bondsOf(going), bondsOf(staying))
  const bonds = parted ? [...parted.leaving, ...parted.staying] : boundTogether(bondsOf(all), act)
  all.forEach(({ order }, at) => index.bind(order, bonds[at] as Bonds))
  const moved = from === into ? [] : going.flatMap(({ order }) => index.move(order, into))
  const gone = new Map(moved.length > 0 ? [[from, new Map([[into, moved.length]])]] : [])
  const bound = all.map(({ order }) => index.canonical(order) as Member)
  return { ...changeOf(moved, gone, index), bound }
}
