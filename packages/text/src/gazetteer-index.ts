import { foldText } from './fold.js'
import type { GazetteerPlace } from './gazetteer.js'

/** One name of one place. Two villages may bear the same name: then there are two entries. */
export interface NameEntry {
  readonly code: string
  /** The place's full name, whichever of its names was met. */
  readonly name: string
  /** The name met carries its address form: 浬浦镇, 先进村; false for a short name. */
  readonly full: boolean
  readonly ambiguous: boolean
}

export interface NameHit {
  readonly start: number
  readonly end: number
  readonly entries: readonly NameEntry[]
}

export interface NameIndex {
  /** Names in a folded text, left to right: at each offset the longest, none overlapping. */
  longest(foldedText: string): NameHit[]
}

/** Compiles names; those of one character are left out, they would hit everywhere. */
export function nameIndex(places: readonly GazetteerPlace[]): NameIndex {
  const byName = new Map<string, NameEntry[]>()
  for (const place of places)
    for (const [i, name] of [place.name, ...(place.aliases ?? [])].entries()) {
      const key = foldText(name)
      if (key.length < 2) continue
      const entry = { code: place.code, name: place.name, full: i === 0, ambiguous: place.ambiguous === true }
      byName.set(key, [...(byName.get(key) ?? []), entry])
    }
  const byHead = new Map<string, string[]>()
  for (const name of byName.keys()) byHead.set(name.slice(0, 2), [...(byHead.get(name.slice(0, 2)) ?? []), name])
  for (const names of byHead.values()) names.sort((a, b) => b.length - a.length)
  // Most characters begin no name: one look at a table saves cutting two characters out of the text.
  const begins = new Uint8Array(65_536)
  for (const head of byHead.keys()) begins[head.charCodeAt(0)] = 1
  return {
    longest(text) {
      const hits: NameHit[] = []
      for (let at = 0; at + 1 < text.length; at += 1) {
        if (begins[text.charCodeAt(at)] === 0) continue
        const name = byHead.get(text.slice(at, at + 2))?.find((candidate) => text.startsWith(candidate, at))
        if (name === undefined) continue
        hits.push({ start: at, end: at + name.length, entries: byName.get(name) ?? [] })
        at += name.length - 1
      }
      return hits
    },
  }
}
