import { canonicalUrl, comparable, numbersOf } from '../comparable.js'
import { placesDisjoint } from '../places.js'
import { overlap, gramsOf, type GramSet } from './grams.js'
import { bandKeys } from './minhash.js'

/** What is compared of an item. */
export interface CopyText {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly body: string
  /** Division codes; different towns are evidence against a copy. */
  readonly places: readonly string[]
  /** Place in the order of arrival: of equally like items the earlier is the original. */
  readonly order: number
}

/** How two texts were found to be the same. */
export type CopyKind = 'url' | 'exact' | 'near' | 'excerpt'

export interface CopyMatch {
  readonly copyOf: string
  readonly kind: CopyKind
  /** Jaccard of the 3-gram sets, or containment for an excerpt. */
  readonly similarity: number
}

interface Entry {
  readonly id: string
  readonly order: number
  readonly url: string
  readonly text: string
  readonly title: string
  readonly grams: GramSet
  readonly short: boolean
  readonly numbers: string
  readonly places: readonly string[]
  readonly bands: Uint32Array
}

/** From here on MinHash finds candidates; below, the rarest 3-grams. Comparable characters. */
const longFrom = 60
/** Fewer characters say too little for a likeness: 「停水了」 twice is two complaints. */
const least = 10
/** One long text's 3-gram in eight is posted, so that an excerpt of it can be found. */
const sampled = (gram: number): boolean => gram % 8 === 0

/** Near copies among canonical items: a copy is never compared with, so that likeness does not drift along a chain. */
export interface NearCopies {
  /** The best earlier item that `text` copies, or null. Earlier wins at equal likeness. */
  find(text: CopyText): CopyMatch | null
  add(text: CopyText): void
  remove(id: string): void
  readonly size: number
}

/** An empty index. Memory per item: its distinct 3-grams (4 bytes each) and 42 band keys. */
export function createNearCopies(): NearCopies {
  const entries = new Map<string, Entry>()
  const byUrl = new Map<number | string, Set<string>>()
  const byText = new Map<number | string, Set<string>>()
  const byBand = new Map<number | string, Set<string>>()
  const byGram = new Map<number | string, Set<string>>()

  const keysOf = (entry: Entry): [Map<number | string, Set<string>>, Iterable<number | string>][] => [
    [byUrl, entry.url ? [entry.url] : []],
    [byText, entry.text.length >= least ? [entry.text] : []],
    [byBand, entry.bands],
    [byGram, entry.short ? entry.grams : entry.grams.filter(sampled)],
  ]

  return {
    find(text) {
      const probe = entryOf(text)
      let best: (CopyMatch & { order: number }) | null = null
      const consider = (id: string, exact: boolean) => {
        const other = entries.get(id)
        if (!other || other.id === probe.id) return
        const found = exact ? exactMatch(probe, other) : verify(probe, other)
        if (!found) return
        const better =
          !best ||
          found.similarity > best.similarity ||
          (found.similarity === best.similarity && other.order < best.order)
        if (better) best = { ...found, order: other.order }
      }
      for (const id of byUrl.get(probe.url) ?? []) consider(id, true)
      if (probe.text.length >= least) for (const id of byText.get(probe.text) ?? []) consider(id, true)
      if (best === null) for (const id of candidatesOf(probe, entries, byBand, byGram)) consider(id, false)
      if (best === null) return null
      const { copyOf, kind, similarity } = best as CopyMatch
      return { copyOf, kind, similarity }
    },
    add(text) {
      const entry = entryOf(text)
      entries.set(entry.id, entry)
      for (const [index, keys] of keysOf(entry)) {
        for (const key of keys) {
          const posted = index.get(key)
          if (posted) posted.add(entry.id)
          else index.set(key, new Set([entry.id]))
        }
      }
    },
    remove(id) {
      const entry = entries.get(id)
      if (!entry) return
      entries.delete(id)
      for (const [index, keys] of keysOf(entry)) {
        for (const key of keys) {
          const posted = index.get(key)
          posted?.delete(id)
          if (posted?.size === 0) index.delete(key)
        }
      }
    },
    get size() {
      return entries.size
    },
  }
}

function entryOf(text: CopyText): Entry {
  const title = comparable(text.title)
  const body = comparable(text.body)
  const short = title.length + body.length < longFrom
  const grams = gramsOf(title, body)
  return {
    id: text.id,
    order: text.order,
    url: canonicalUrl(text.url),
    text: title + body,
    title,
    grams,
    short,
    numbers: numbersOf(title + body),
    places: text.places,
    bands: short ? new Uint32Array() : bandKeys(grams),
  }
}

/** Ids worth a comparison, those that share most of the probe's rare grams first: at most 40. */
function candidatesOf(
  probe: Entry,
  entries: ReadonlyMap<string, Entry>,
  byBand: ReadonlyMap<number | string, ReadonlySet<string>>,
  byGram: ReadonlyMap<number | string, ReadonlySet<string>>,
): string[] {
  const counts = new Map<string, number>()
  const count = (ids: Iterable<string>, weight: number) => {
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + weight)
  }
  for (const key of probe.bands) count(byBand.get(key) ?? [], 1)
  const orderOf = (id: string) => entries.get(id)?.order ?? 0
  const posted: ReadonlySet<string>[] = []
  for (const gram of probe.grams) {
    const ids = byGram.get(gram)
    if (ids) posted.push(ids)
  }
  // A gram that very many share names nothing; the rarest 24 are enough to meet again.
  for (const ids of posted.toSorted((a, b) => a.size - b.size).slice(0, 24)) if (ids.size <= 2_000) count(ids, 1)
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || orderOf(a[0]) - orderOf(b[0]))
    .slice(0, 40)
    .map(([id]) => id)
}

/** Same address or same words. The same address counts only when the texts agree somewhat: a push may give its home page. */
function exactMatch(probe: Entry, other: Entry): CopyMatch | null {
  if (probe.text === other.text && probe.text.length >= least) return { copyOf: other.id, kind: 'exact', similarity: 1 }
  if (probe.url === '' || probe.url !== other.url) return null
  const smaller = Math.min(probe.grams.length, other.grams.length)
  const contained = smaller === 0 ? 0 : overlap(probe.grams, other.grams) / smaller
  const sameTitle = probe.title.length >= least && probe.title === other.title
  return contained >= 0.5 || sameTitle ? { copyOf: other.id, kind: 'url', similarity: Math.max(contained, 0.5) } : null
}

/**
 * Jaccard ≥ 0.6 (0.5 when short), or the new text lies to 80 % within the earlier one. The other way round – an earlier
 * headline within a later report – is a follow-up with news of its own, unless their lengths are alike. Other places or,
 * in short texts, other numbers make it another case, unless nearly every word is the same.
 */
function verify(probe: Entry, other: Entry): CopyMatch | null {
  const a = probe.grams.length
  const b = other.grams.length
  if (Math.min(probe.text.length, other.text.length) < least) return null
  const shared = overlap(probe.grams, other.grams)
  const jaccard = shared / (a + b - shared)
  const short = probe.short || other.short
  const otherCase =
    placesDisjoint(probe.places, other.places) || (probe.short && other.short && probe.numbers !== other.numbers)
  if (otherCase && jaccard < 0.85) return null
  if (jaccard >= (short ? 0.5 : 0.6)) return { copyOf: other.id, kind: 'near', similarity: jaccard }
  const containment = shared / Math.min(a, b)
  const excerpt = containment >= 0.8 && (a <= b || b >= 0.4 * a)
  return excerpt ? { copyOf: other.id, kind: 'excerpt', similarity: containment } : null
}
