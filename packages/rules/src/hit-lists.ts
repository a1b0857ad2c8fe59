import type { HitList } from './document-hits.js'

/** Up to this many numbers (16 hits) are looked through, or sorted, one by one. */
const FEW = 48

/** Adds the hits in the fields of the mask to `taken`, leftmost first, without those that overlap one taken before. */
export function separateHits(hits: HitList, mask: number, taken: number[]): void {
  let lastField = -1
  let lastEnd = 0
  for (let i = 0; i < hits.length; i += 3) {
    const field = hits[i] ?? 0
    const start = hits[i + 1] ?? 0
    if (((1 << field) & mask) === 0 || (field === lastField && start < lastEnd)) continue
    lastField = field
    lastEnd = hits[i + 2] ?? 0
    taken.push(field, start, lastEnd)
  }
}

/** Sorts hits in place by field, start and end; equal ones stay. */
export function sortHits(hits: number[]): void {
  if (hits.length > FEW) {
    const sorted = Array.from({ length: hits.length / 3 }, (_, i) => hits.slice(i * 3, i * 3 + 3))
    sorted.sort((a, b) => compareHits(a, 0, b[0] ?? 0, b[1] ?? 0, b[2] ?? 0))
    sorted.flat().forEach((value, i) => (hits[i] = value))
    return
  }
  for (let i = 3; i < hits.length; i += 3) {
    const field = hits[i] ?? 0
    const start = hits[i + 1] ?? 0
    const end = hits[i + 2] ?? 0
    let to = i
    for (; to > 0 && compareHits(hits, to - 3, field, start, end) > 0; to -= 3) {
      hits[to] = hits[to - 3] ?? 0
      hits[to + 1] = hits[to - 2] ?? 0
      hits[to + 2] = hits[to - 1] ?? 0
    }
    if (to === i) continue
    hits[to] = field
    hits[to + 1] = start
    hits[to + 2] = end
  }
}

const compareHits = (hits: HitList, at: number, field: number, start: number, end: number): number =>
  (hits[at] ?? 0) - field || (hits[at + 1] ?? 0) - start || (hits[at + 2] ?? 0) - end

/** Whether there is any hit in the fields of the mask. */
export function hasHit(hits: HitList, mask: number): boolean {
  for (let i = 0; i < hits.length; i += 3) if (((1 << (hits[i] ?? 0)) & mask) !== 0) return true
  return false
}

/** The hits of one side of NEAR, overlapping ones too, for any of them may make the pair. */
export class NearSide {
  readonly hits: number[] = []
  /** By field: starts and ends in order; made when there are many hits. */
  #sorted: { readonly starts: number[][]; readonly ends: number[][] } | undefined

  /** Adds the hits in the fields of the mask. Not after the first question. */
  add(hits: HitList, mask: number): void {
    for (let i = 0; i < hits.length; i += 3) {
      const field = hits[i] ?? 0
      if (((1 << field) & mask) !== 0) this.hits.push(field, hits[i + 1] ?? 0, hits[i + 2] ?? 0)
    }
  }

  /** Whether a hit begins in [from, to]. */
  startsIn(field: number, from: number, to: number): boolean {
    if (this.hits.length <= FEW) return hasBoundBetween(this.hits, 1, field, from, to)
    this.#sorted ??= sortedBounds(this.hits)
    return hasBetween(this.#sorted.starts[field] ?? [], from, to)
  }

  /** Whether a hit ends in [from, to]. */
  endsIn(field: number, from: number, to: number): boolean {
    if (this.hits.length <= FEW) return hasBoundBetween(this.hits, 2, field, from, to)
    this.#sorted ??= sortedBounds(this.hits)
    return hasBetween(this.#sorted.ends[field] ?? [], from, to)
  }
}

/** `bound`: 1 for the hits' starts, 2 for their ends. */
function hasBoundBetween(hits: HitList, bound: 1 | 2, field: number, from: number, to: number): boolean {
  for (let i = 0; i < hits.length; i += 3) {
    const at = hits[i + bound] ?? 0
    if (hits[i] === field && at >= from && at <= to) return true
  }
  return false
}

function sortedBounds(hits: HitList): { starts: number[][]; ends: number[][] } {
  const starts: number[][] = [[], [], [], []]
  const ends: number[][] = [[], [], [], []]
  for (let i = 0; i < hits.length; i += 3) {
    starts[hits[i] ?? 0]?.push(hits[i + 1] ?? 0)
    ends[hits[i] ?? 0]?.push(hits[i + 2] ?? 0)
  }
  for (const list of [...starts, ...ends]) list.sort((a, b) => a - b)
  return { starts, ends }
}

/** The hits of `side` that have a hit of `other` within `distance` behind them (`after`) or before them (`before`). */
export function nearHits(side: NearSide, other: NearSide, distance: number, after: boolean, before: boolean): number[] {
  const found: number[] = []
  const hits = side.hits
  for (let i = 0; i < hits.length; i += 3) {
    const field = hits[i] ?? 0
    const start = hits[i + 1] ?? 0
    const end = hits[i + 2] ?? 0
    const has =
      (after && other.startsIn(field, end, end + distance)) || (before && other.endsIn(field, start - distance, start))
    if (has) found.push(field, start, end)
  }
  return found
}

/** Whether `nearHits` would find any: a hit of `left` with one of `right` within `distance` behind it or, unless `ordered`, before it. */
export function hasNearHit(left: NearSide, right: NearSide, distance: number, ordered: boolean): boolean {
  const hits = left.hits
  for (let i = 0; i < hits.length; i += 3) {
    const field = hits[i] ?? 0
    const start = hits[i + 1] ?? 0
    const end = hits[i + 2] ?? 0
    if (right.startsIn(field, end, end + distance)) return true
    if (!ordered && right.endsIn(field, start - distance, start)) return true
  }
  return false
}

/** Fewest units between a hit of one list and one of the other in the same field; undefined where none lie apart. */
export function nearestGap(left: HitList, right: HitList): number | undefined {
  let nearest: number | undefined
  for (let i = 0; i < left.length; i += 3) {
    for (let j = 0; j < right.length; j += 3) {
      if (left[i] !== right[j]) continue
      const gap = Math.max((right[j + 1] ?? 0) - (left[i + 2] ?? 0), (left[i + 1] ?? 0) - (right[j + 2] ?? 0))
      if (gap >= 0 && (nearest === undefined || gap < nearest)) nearest = gap
    }
  }
  return nearest
}

function hasBetween(sorted: readonly number[], from: number, to: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  const first = sorted[low]
  return first !== undefined && first <= to
}
