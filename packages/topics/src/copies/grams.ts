import { distinct } from '../cluster/vector.js'
import { mix } from '../hash.js'

/** A set of character 3-grams as sorted distinct 32-bit hashes. */
export type GramSet = Uint32Array

/** Character 3-grams (UTF-16 units) of several stretches of text; none spans two stretches. */
export function gramsOf(...texts: readonly string[]): GramSet {
  const occurrences = new Uint32Array(texts.reduce((sum, text) => sum + Math.max(0, text.length - 2), 0))
  let size = 0
  for (const text of texts) {
    for (let at = 0; at + 3 <= text.length; at += 1) {
      const high = Math.imul(text.charCodeAt(at), 0x9e3779b1) + text.charCodeAt(at + 1)
      occurrences[size] = mix(Math.imul(high, 0x9e3779b1) + text.charCodeAt(at + 2))
      size += 1
    }
  }
  return distinct(occurrences)
}

/** Sets that are kept share buffers of so many grams: a buffer of its own costs more than a short text's grams. */
const ROOM = 16_384

/** Moves sets into shared buffers, one after the other. A buffer goes when the last set in it does. */
export function createGramRoom(): (grams: GramSet) => GramSet {
  let room: GramSet = new Uint32Array()
  let used = 0
  return (grams) => {
    if (grams.length > ROOM / 4) return grams
    if (used + grams.length > room.length) [room, used] = [new Uint32Array(ROOM), 0]
    const kept = room.subarray(used, used + grams.length)
    kept.set(grams)
    used += grams.length
    return kept
  }
}

/** How many grams two sets share; −1 as soon as it is clear that they are fewer than `least`. */
export function overlap(a: GramSet, b: GramSet, least = 0): number {
  let shared = 0
  let i = 0
  let j = 0
  // How many of each may still differ without the number being missed.
  let spareLeft = a.length - least
  let spareRight = b.length - least
  while (spareLeft >= 0 && spareRight >= 0 && i < a.length && j < b.length) {
    const left = a[i] as number
    const right = b[j] as number
    if (left === right) {
      shared += 1
      i += 1
      j += 1
    } else if (left < right) {
      i += 1
      spareLeft -= 1
    } else {
      j += 1
      spareRight -= 1
    }
  }
  return shared < least ? -1 : shared
}
