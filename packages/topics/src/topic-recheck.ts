import { hashId } from '@guanlan/kernel'
import type { LinkTable } from './cluster/link-table.js'
import { regroup, type Link } from './cluster/regroup.js'
import type { TopicsConfig } from './config.js'
import type { Member } from './topic-group.js'

/** What a second look, or a person, changed. */
export interface Recheck {
  /** Members as they are now, copies after their originals. */
  readonly moved: readonly Member[]
  /** Topics that won or lost members and have some now, by id. */
  readonly touched: readonly string[]
  /** Topics of which nothing is left, and where most of their members went. */
  readonly redirects: readonly { readonly from: string; readonly to: string }[]
}

/** What the second look sees of an index, and how it changes it. */
export interface Recheckable {
  readonly links: LinkTable
  readonly config: TopicsConfig
  readonly firstHeld: number
  readonly nextOrder: number
  /** The canonical member of this order, or undefined. */
  canonical(order: number): Member | undefined
  /** Takes a canonical member into another topic; it and its copies as they are then. */
  move(order: number, topic: string): readonly Member[]
  /** Members and copies of a topic; [] = there is no such topic. */
  members(topic: string): readonly Member[]
}

/** See `TopicIndex.recheck`. */
export function recheck(index: Recheckable, since: number): Recheck {
  const { config, firstHeld, nextOrder } = index
  const looked = new Set<number>()
  const moved: Member[] = []
  /** How many members of a topic went where. */
  const gone = new Map<string, Map<string, number>>()
  /** Topics that hang together with too many. */
  const floods = new Set<string>()
  for (let order = Math.max(since, firstHeld); order < nextOrder; order += 1) {
    const first = index.canonical(order)
    if (!first || looked.has(order) || floods.has(first.topic)) continue
    const { known, near, topics } = neighbourhood(index, order)
    for (const member of known) looked.add(member.order)
    if (known.length > config.maxRecheck) {
      for (const topic of topics) floods.add(topic)
      continue
    }
    const orders = known.map((member) => member.order)
    const bonds = new Map(known.flatMap((member) => (member.bonds ? [[member.order, member.bonds] as const] : [])))
    const groups = regroup(orders, near, config.join, bonds).map((group) =>
      group.map((member) => index.canonical(member) as Member),
    )
    for (const { member, topic } of newTopics(groups, nextOrder)) {
      const to = gone.get(member.topic) ?? new Map<string, number>()
      gone.set(member.topic, to.set(topic, (to.get(topic) ?? 0) + 1))
      moved.push(...index.move(member.order, topic))
    }
  }
  return changeOf(moved, gone, index)
}

/** What moving did; `gone`: how many members of each topic went where. */
export function changeOf(
  moved: readonly Member[],
  gone: ReadonlyMap<string, ReadonlyMap<string, number>>,
  index: Pick<Recheckable, 'members'>,
): Recheck {
  const redirects = [...gone].flatMap(([from, to]) => {
    const [most] = [...to].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    return index.members(from).length > 0 || !most ? [] : [{ from, to: most[0] }]
  })
  const topics = new Set([...gone.keys(), ...moved.map(({ topic }) => topic)])
  const touched = [...topics].filter((topic) => index.members(topic).length > 0).toSorted()
  return { moved, touched, redirects }
}

/** Canonical members that are looked at together. */
interface Neighbourhood {
  /** In their order; more than `maxRecheck`, and it may be that some are missing. */
  readonly known: Member[]
  readonly near: readonly Link[]
  readonly topics: ReadonlySet<string>
}

/**
 * The canonical members that hang together with this one by their topics or by links that could join two of them alone, and all
 * links among them: two groups come together only where some link between them is `join` or more.
 */
function neighbourhood(index: Recheckable, order: number): Neighbourhood {
  const { links, config, canonical } = index
  const topics = new Set<string>()
  let known = new Map<number, Member>()
  let near: readonly Link[] = []
  let seeds = new Set([order])
  for (let size = 0; seeds.size > size && seeds.size <= config.maxRecheck;) {
    size = seeds.size
    const around = links.around(seeds, config.join)
    near = around.links
    known = new Map(
      around.members.flatMap((member) => {
        const found = canonical(member)
        return found ? [[member, found] as const] : []
      }),
    )
    seeds = new Set(known.keys())
    for (const { topic } of known.values()) {
      if (topics.has(topic)) continue
      topics.add(topic)
      for (const member of index.members(topic)) if (member.copyOf === null) seeds.add(member.order)
    }
  }
  const all = seeds.size > config.maxRecheck ? [...seeds].flatMap((each) => canonical(each) ?? []) : [...known.values()]
  return { known: all.toSorted((a, b) => a.order - b.order), near, topics }
}

/**
 * Members whose topic is another one now. A topic goes on in the group that has most of its members (of equal ones in the one
 * whose member is older); a group that inherits none opens a topic named after its first member and the moment.
 */
function newTopics(groups: readonly (readonly Member[])[], now: number): { member: Member; topic: string }[] {
  const claims = groups.flatMap((group, at) => {
    const counts = new Map<string, { count: number; oldest: number }>()
    for (const { topic, order } of group) {
      const known = counts.get(topic)
      counts.set(topic, { count: (known?.count ?? 0) + 1, oldest: known?.oldest ?? order })
    }
    return [...counts].map(([topic, { count, oldest }]) => ({ at, topic, count, oldest }))
  })
  const topics = new Map<number, string>()
  const taken = new Set<string>()
  for (const { at, topic } of claims.toSorted((a, b) => b.count - a.count || a.oldest - b.oldest)) {
    if (topics.has(at) || taken.has(topic)) continue
    topics.set(at, topic)
    taken.add(topic)
  }
  return groups.flatMap((group, at) => {
    const topic = topics.get(at) ?? hashId<'topic'>('topic', group[0]?.item.article ?? '', now)
    return group.filter((member) => member.topic !== topic).map((member) => ({ member, topic }))
  })
}
