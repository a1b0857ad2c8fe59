import type { DocumentHits } from './document-hits.js'
import { hasHit, hasNearHit, nearHits, NearSide, separateHits } from './hit-lists.js'
import { AND, COUNT, LEAF, NEAR, NOT, OR } from './program.js'

/** Whether the node at `at` holds for the loaded document. */
export function holds(program: Int32Array, at: number, hits: DocumentHits): boolean {
  const end = program[at + 1] ?? 0
  switch (program[at]) {
    case LEAF:
      return hits.has(program[at + 4] ?? 0) && hasHit(hits.hitsOf(program[at + 2] ?? 0), program[at + 3] ?? 0)
    case NOT:
      return !holds(program, at + 2, hits)
    case AND:
      for (let child = at + 2; child < end; child = program[child + 1] ?? end) {
        if (!holds(program, child, hits)) return false
      }
      return true
    case OR:
      for (let child = at + 2; child < end; child = program[child + 1] ?? end) {
        if (holds(program, child, hits)) return true
      }
      return false
    case COUNT: {
      const count = countedHits(program, at, hits).length / 3
      const max = program[at + 3] ?? -1
      return count >= (program[at + 2] ?? 0) && (max < 0 || count <= max)
    }
    default:
      return hasNearPair(program, at, hits)
  }
}

/**
 * The hits on which the node at `at` rests, given that it holds: triples field, start, end, in no order, possibly repeated.
 * NOT rests on none; OR on those of its alternatives that hold.
 */
export function collectHits(program: Int32Array, at: number, hits: DocumentHits, into: number[]): void {
  const end = program[at + 1] ?? 0
  const operation = program[at]
  if (operation === LEAF) separateHits(hits.hitsOf(program[at + 2] ?? 0), program[at + 3] ?? 0, into)
  else if (operation === COUNT) append(into, countedHits(program, at, hits))
  else if (operation === NEAR) append(into, nearPairs(program, at, hits))
  else if (operation === AND || operation === OR) {
    for (let child = at + 2; child < end; child = program[child + 1] ?? end) {
      if (operation === AND || holds(program, child, hits)) collectHits(program, child, hits, into)
    }
  }
}

/** The hits that COUNT counts: those of each term apart, as far as they do not overlap. */
export function countedHits(program: Int32Array, at: number, hits: DocumentHits): number[] {
  const end = program[at + 1] ?? 0
  const counted: number[] = []
  for (let pair = at + 4; pair < end; pair += 2) {
    separateHits(hits.hitsOf(program[pair] ?? 0), program[pair + 1] ?? 0, counted)
  }
  return counted
}

/** Whether a hit of one side of NEAR has a partner. */
function hasNearPair(program: Int32Array, at: number, hits: DocumentHits): boolean {
  const middle = program[at + 4] ?? 0
  const left = nearSide(program, at + 5, middle, hits)
  if (left.hits.length === 0) return false
  const right = nearSide(program, middle, program[at + 1] ?? 0, hits)
  return right.hits.length > 0 && hasNearHit(left, right, program[at + 2] ?? 0, program[at + 3] === 1)
}

/** The hits of both sides of NEAR that have a partner. */
function nearPairs(program: Int32Array, at: number, hits: DocumentHits): number[] {
  const distance = program[at + 2] ?? 0
  const ordered = program[at + 3] === 1
  const middle = program[at + 4] ?? 0
  const left = nearSide(program, at + 5, middle, hits)
  if (left.hits.length === 0) return []
  const right = nearSide(program, middle, program[at + 1] ?? 0, hits)
  if (right.hits.length === 0) return []
  const found = nearHits(left, right, distance, true, !ordered)
  append(found, nearHits(right, left, distance, !ordered, true))
  return found
}

function nearSide(program: Int32Array, from: number, to: number, hits: DocumentHits): NearSide {
  const side = new NearSide()
  for (let pair = from; pair < to; pair += 2) {
    const found = hits.hitsOf(program[pair] ?? 0)
    if (found.length > 0) side.add(found, program[pair + 1] ?? 0)
  }
  return side
}

function append(into: number[], more: readonly number[]): void {
  for (const value of more) into.push(value)
}
