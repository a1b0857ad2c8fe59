import { foldText } from './fold.js'

/** A place of the home county as config knows it. Codes: 6 digits county, 9 town, 12 village. */
export interface GazetteerPlace {
  readonly code: string
  /** Full name with its address form: 浬浦镇. */
  readonly name: string
  /** Short names without an address form: 浬浦. */
  readonly aliases?: readonly string[]
  /** An everyday word, or a name that others bear too: needs its parent nearby, an address form or a home source. */
  readonly ambiguous?: boolean
}

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

/** Which pairs of characters cannot begin a name; two looks at a table save cutting the pair out of the text. */
export interface PairTable {
  /** The first offset from `from` on at which one of the pairs may stand; the text's length when there is none. */
  next(text: string, from: number): number
}

const FIRST = 1
const SECOND = 2

/** Keeps which characters come first and which second in any of the pairs. */
export function pairTable(pairs: Iterable<string>): PairTable {
  const flags = new Uint8Array(65_536)
  const add = (unit: number, flag: number) => (flags[unit] = (flags[unit] ?? 0) | flag)
  for (const pair of pairs) {
    add(pair.charCodeAt(0), FIRST)
    add(pair.charCodeAt(1), SECOND)
  }
  return {
    next(text, from) {
      let first = from < text.length ? (flags[text.charCodeAt(from)] ?? 0) & FIRST : 0
      for (let at = from + 1; at < text.length; at++) {
        const flag = flags[text.charCodeAt(at)] ?? 0
        if (first !== 0 && (flag & SECOND) !== 0) return at - 1
        first = flag & FIRST
      }
      return text.length
    },
  }
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
  const heads = pairTable(byHead.keys())
  return {
    longest(text) {
      const hits: NameHit[] = []
      for (let at = heads.next(text, 0); at < text.length; at = heads.next(text, at + 1)) {
        const name = byHead.get(text.slice(at, at + 2))?.find((candidate) => text.startsWith(candidate, at))
        if (name === undefined) continue
        hits.push({ start: at, end: at + name.length, entries: byName.get(name) ?? [] })
        at += name.length - 1
      }
      return hits
    },
  }
}
