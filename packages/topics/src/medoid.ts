import { comparable } from './comparable.js'
import { distinct } from './cluster/vector.js'
import type { TopicItem } from './item.js'

/** Headlines compared: the newest ones speak for a long topic. */
const compared = 60

/**
 * Item whose headline shares most character pairs with the others' (Dice); the earliest of equals. `items`: at least one, by
 * time; `telling`: those of them that say what it is about.
 */
export function medoidOf(items: readonly TopicItem[], telling: readonly TopicItem[]): TopicItem {
  const pool = (telling.length > 0 ? telling : items).filter(({ title }) => title.trim() !== '').slice(-compared)
  const first = pool[0] ?? (items[0] as TopicItem)
  // Of two headlines neither is nearer to the other.
  if (pool.length < 3) return first
  const pairs = pool.map(({ title }) => pairsOf(comparable(title)))
  const sums = new Float64Array(pool.length)
  for (let a = 0; a < pool.length; a += 1) {
    for (let b = a + 1; b < pool.length; b += 1) {
      const likeness = dice(pairs[a] as Uint32Array, pairs[b] as Uint32Array)
      sums[a] = (sums[a] as number) + likeness
      sums[b] = (sums[b] as number) + likeness
    }
  }
  let best = 0
  for (let at = 1; at < sums.length; at += 1) if ((sums[at] as number) > (sums[best] as number) + 1e-9) best = at
  return pool[best] ?? first
}

/** Distinct pairs of UTF-16 units, each as one number. */
function pairsOf(text: string): Uint32Array {
  const pairs = new Uint32Array(Math.max(0, text.length - 1))
  for (let at = 0; at < pairs.length; at += 1) pairs[at] = text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1)
  return distinct(pairs)
}

function dice(a: Uint32Array, b: Uint32Array): number {
  if (a.length + b.length === 0) return 0
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i] as number
    const right = b[j] as number
    if (left === right) shared += 1
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return (2 * shared) / (a.length + b.length)
}
