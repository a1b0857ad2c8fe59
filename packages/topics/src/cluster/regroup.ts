import { oppositeOf, type Bonds } from './bonds.js'

/** A pair that was compared when the later of the two came, and what it scored. */
export interface Link {
  readonly a: number
  readonly b: number
  /** In (0, 1]. */
  readonly score: number
}

/** So many of the best pair scores between two groups say how near they are. */
const best = 3

/** What lies between two groups: the best scores, falling. */
type Between = readonly number[]

interface Group {
  /** Smallest member: its name in every comparison, whatever the order of merging. */
  root: number
  readonly members: number[]
  readonly near: Map<Group, Between>
  /** Sides of splits by people that some member is on. */
  readonly sides: Set<string>
  alive: boolean
}

/** Two groups that may become one, as they were when this was put down. */
interface Step {
  readonly nearness: number
  readonly a: Group
  readonly b: Group
  /** Their roots, the smaller first. */
  readonly first: number
  readonly second: number
}

const stepOf = (a: Group, b: Group): Step => ({
  nearness: nearnessOf(a, b),
  a,
  b,
  first: Math.min(a.root, b.root),
  second: Math.max(a.root, b.root),
})

/**
 * Agglomerates members along their links: again and again the two nearest groups become one, while their nearness, the sum
 * of the best three scores between them / min(3, pairs of members), is `cut` or more. Pairs without a link count 0. What people
 * bound together begins as one group, and groups that they parted never become one. Groups by their smallest member, members
 * ascending. A function of the set of links, not of their order.
 */
export function regroup(
  members: readonly number[],
  links: readonly Link[],
  cut: number,
  bonds: ReadonlyMap<number, Bonds> = new Map(),
): number[][] {
  const groups = startingGroups(members, bonds)
  const queue = createQueue()
  const pairs: (readonly [Group, Group])[] = []
  for (const { a, b, score } of links) {
    const [left, right] = [groups.get(a), groups.get(b)]
    if (!left || !right || left === right) continue
    if (!left.near.has(right)) pairs.push([left, right])
    setNear(left, right, [score])
  }
  for (const [left, right] of pairs) queue.push(stepOf(left, right))
  for (let step = queue.pop(); step && step.nearness >= cut; step = queue.pop()) {
    const { a, b } = step
    if (!a.alive || !b.alive || areApart(a, b)) continue
    const now = stepOf(a, b)
    // Of a pair whose nearness changed the new step is in the queue as well; ties go by the names that groups had when put down.
    if (now.nearness === step.nearness) merge(a, b, queue)
  }
  return [...new Set(groups.values())]
    .filter(({ alive }) => alive)
    .toSorted((a, b) => a.root - b.root)
    .map((group) => group.members.toSorted((a, b) => a - b))
}

/** A group for each member; one for all that people bound together. */
function startingGroups(members: readonly number[], bonds: ReadonlyMap<number, Bonds>): Map<number, Group> {
  const groups = new Map<number, Group>()
  const byBond = new Map<string, Group>()
  for (const member of [...members].sort((a, b) => a - b)) {
    let group: Group = { root: member, members: [member], near: new Map(), sides: new Set(), alive: true }
    groups.set(member, group)
    for (const bond of bonds.get(member) ?? []) {
      const bound = byBond.get(bond) ?? group
      if (bound !== group) {
        // The older one goes on, so that the root stays the smallest member.
        const [into, from] = bound.root < group.root ? [bound, group] : [group, bound]
        for (const each of from.members) groups.set(each, into)
        for (const side of from.sides) into.sides.add(side)
        into.members.push(...from.members)
        for (const [known, of] of byBond) if (of === from) byBond.set(known, into)
        group = into
      }
      byBond.set(bond, group)
      if (oppositeOf(bond) !== null) group.sides.add(bond)
    }
  }
  return groups
}

function areApart(a: Group, b: Group): boolean {
  for (const side of a.sides) if (b.sides.has(oppositeOf(side) ?? '')) return true
  return false
}

/** Takes falling scores in between two groups: the best stay. */
function setNear(a: Group, b: Group, scores: Between): void {
  const known = a.near.get(b)
  const all = known ? bestOf(known, scores) : scores
  a.near.set(b, all)
  b.near.set(a, all)
}

/** The best of two falling lists. */
function bestOf(a: Between, b: Between): Between {
  const merged: number[] = []
  for (let i = 0, j = 0; merged.length < best && (i < a.length || j < b.length);) {
    const [left = -1, right = -1] = [a[i], b[j]]
    merged.push(Math.max(left, right))
    if (left >= right) i += 1
    else j += 1
  }
  return merged
}

const nearnessOf = (a: Group, b: Group): number =>
  (a.near.get(b) ?? []).reduce((sum, score) => sum + score, 0) / Math.min(best, a.members.length * b.members.length)

/** The one with fewer neighbours goes into the other, so that a group of thousands costs no more to grow than a small one. */
function merge(a: Group, b: Group, queue: Queue): void {
  const [into, from] = a.near.size >= b.near.size ? [a, b] : [b, a]
  const { members } = into
  const wasSmall = members.length < best
  from.alive = false
  into.root = Math.min(into.root, from.root)
  for (const member of from.members) members.push(member)
  for (const side of from.sides) into.sides.add(side)
  into.near.delete(from)
  from.near.delete(into)
  const changed: Group[] = []
  for (const [other, scores] of from.near) {
    other.near.delete(from)
    setNear(into, other, scores)
    changed.push(other)
  }
  // Between others the scores are what they were; only while groups are small does their number of pairs count.
  const anew = wasSmall ? into.near.keys() : changed
  for (const other of anew) queue.push(stepOf(into, other))
}

interface Queue {
  push(step: Step): void
  pop(): Step | undefined
}

/** Nearest first; of equal ones the older. A binary heap. */
function createQueue(): Queue {
  const heap: Step[] = []
  const before = (x: Step, y: Step): boolean => {
    if (x.nearness !== y.nearness) return x.nearness > y.nearness
    return x.first !== y.first ? x.first < y.first : x.second < y.second
  }
  const swap = (i: number, j: number) => ([heap[i], heap[j]] = [heap[j] as Step, heap[i] as Step])
  return {
    push(step) {
      heap.push(step)
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1
        if (!before(heap[at] as Step, heap[parent] as Step)) return
        swap(at, parent)
        at = parent
      }
    },
    pop() {
      const first = heap[0]
      const last = heap.pop()
      if (heap.length === 0 || last === undefined) return first
      heap[0] = last
      for (let at = 0; ;) {
        const left = 2 * at + 1
        const right = left + 1
        let next = at
        if (left < heap.length && before(heap[left] as Step, heap[next] as Step)) next = left
        if (right < heap.length && before(heap[right] as Step, heap[next] as Step)) next = right
        if (next === at) return first
        swap(at, next)
        at = next
      }
    },
  }
}
