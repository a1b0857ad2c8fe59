import { createPostings, type Postings } from '../cluster/postings.js'
import { hashText } from '../hash.js'
import { bandsOf, type CopyProbe, type KeptText } from './copy-probe.js'
import { createGramRoom } from './grams.js'
import { minhashBins, rows } from './minhash.js'
import { exactMatch, least, verify, type CopyMatch } from './verify.js'

/** One long text's 3-gram in eight is posted, so that an excerpt of it can be found. */
const isSampled = (gram: number): boolean => gram % 8 === 0
/**
 * A gram, or a band of grams, that more texts than this share is a set phrase and names nothing, for copies of one text are
 * not among them; the rarest of the others are enough to meet again.
 */
const common = 2_000
const rarest = 24
/** Candidates compared at most, those that share most first. */
const compared = 40

/** Near copies among canonical items: a copy is never compared with, so that likeness does not drift along a chain. */
export interface NearCopies {
  /** The best earlier item that `probe` copies, or null. Earlier wins at equal likeness. */
  find(probe: CopyProbe): CopyMatch | null
  add(probe: CopyProbe): void
  remove(id: string): void
  readonly size: number
}

/** An empty index. Memory per item: its distinct 3-grams (4 bytes each), its text, and a cell for each of 42 band keys. */
export function createNearCopies(): NearCopies {
  const byId = new Map<string, number>()
  /** Texts by the small number under which they are posted. */
  const entries: (KeptText | undefined)[] = []
  /** Their places in the order of arrival, side by side: most of those met are looked at no further. */
  const orders: number[] = []
  const keep = createGramRoom()
  const free: number[] = []
  const byUrl = createPostings()
  const byText = createPostings()
  const byBand = createPostings()
  /** Sampled grams of all texts, and the other grams, which short texts alone are posted under. */
  const bySampledGram = createPostings()
  const byOtherGram = createPostings()
  /** How often the current search met an entry. */
  let counts = new Int32Array(256)
  const posted: number[] = []

  const gramIndex = (gram: number): Postings => (isSampled(gram) ? bySampledGram : byOtherGram)
  /** Does something with everything that an entry is posted under. */
  const each = (entry: KeptText, bands: Uint32Array, act: (postings: Postings, key: number) => void) => {
    if (entry.url) act(byUrl, hashText(entry.url))
    if (entry.text.length >= least) act(byText, hashText(entry.text))
    for (const key of bands) act(byBand, key)
    for (const gram of entry.grams) if (entry.short || isSampled(gram)) act(gramIndex(gram), gram)
  }
  const read = (postings: Postings, key: number): readonly number[] => {
    posted.length = 0
    postings.read(key, posted)
    return posted
  }

  /** Places worth a comparison, those that share most of the probe's bands and rare grams first. */
  const candidates = (probe: CopyProbe): number[] => {
    if (counts.length < entries.length) counts = new Int32Array(2 * entries.length)
    const met: number[] = []
    for (const key of probe.bands) byBand.meet(key, counts, met, common)
    for (const gram of rarestGrams(probe, gramIndex)) gramIndex(gram).meet(gram, counts, met, common)
    const chosen = mostMet(met, counts, orders)
    for (const place of met) counts[place] = 0
    return chosen
  }

  return {
    find(probe) {
      const search: { best: CopyMatch | null; order: number } = { best: null, order: 0 }
      const consider = (place: number, match: typeof verify) => {
        const other = entries[place]
        if (!other || other.id === probe.id) return
        const found = match(probe, other)
        if (!found) return
        const { best: known } = search
        const better =
          !known ||
          found.similarity > known.similarity ||
          (found.similarity === known.similarity && other.order < search.order)
        if (better) Object.assign(search, { best: found, order: other.order })
      }
      if (probe.url) for (const place of read(byUrl, hashText(probe.url))) consider(place, exactMatch)
      if (probe.text.length >= least) {
        for (const place of read(byText, hashText(probe.text))) consider(place, exactMatch)
      }
      if (!search.best) for (const place of candidates(probe)) consider(place, verify)
      return search.best
    },
    add(probe) {
      const place = free.pop() ?? entries.length
      const { bands, ...read } = probe
      const entry = { ...read, grams: keep(probe.grams) }
      entries[place] = entry
      orders[place] = entry.order
      byId.set(probe.id, place)
      each(entry, bands, (postings, key) => postings.add(key, place))
    },
    remove(id) {
      const place = byId.get(id)
      const entry = place === undefined ? undefined : entries[place]
      if (place === undefined || !entry) return
      byId.delete(id)
      entries[place] = undefined
      free.push(place)
      const bands = bandsOf(entry)
      each(entry, bands, (postings, key) => postings.remove(key, place))
    },
    get size() {
      return byId.size
    },
  }
}

/** Nobody is met more often: once for each band, and for each of the rarest grams. */
const mostOften = minhashBins / rows + rarest

/**
 * The first `compared` of those met, the most often met first; of equal ones the earlier. Set phrases that everybody uses
 * meet tens of thousands, so these are gone through twice and nothing is done to most of them.
 */
function mostMet(met: readonly number[], counts: Int32Array, orders: readonly number[]): number[] {
  const often = new Int32Array(mostOften + 2)
  for (let at = 0; at < met.length; at += 1) {
    const times = counts[met[at] as number] as number
    often[times] = (often[times] as number) + 1
  }
  let least = mostOften
  for (let more = often[least] as number; more < compared && least > 1; more += often[least] as number) least -= 1
  const chosen: { readonly place: number; readonly times: number; readonly order: number }[] = []
  let latest = Infinity
  for (let at = 0; at < met.length; at += 1) {
    const place = met[at] as number
    const times = counts[place] as number
    if (times < least) continue
    const order = orders[place] as number
    if (chosen.length >= compared && times === least && order > latest) continue
    chosen.push({ place, times, order })
    if (chosen.length < 2 * compared) continue
    inOrderOfMeeting(chosen)
    chosen.length = compared
    latest = chosen[compared - 1]?.order ?? Infinity
  }
  inOrderOfMeeting(chosen)
  return chosen.slice(0, compared).map(({ place }) => place)
}

const inOrderOfMeeting = (chosen: { readonly times: number; readonly order: number }[]) =>
  chosen.sort((a, b) => b.times - a.times || a.order - b.order)

/** Those of the probe's grams that fewest other texts share, the rarest first; of equal ones the first. */
function rarestGrams(probe: CopyProbe, indexOf: (gram: number) => Postings): number[] {
  const grams: number[] = []
  const sizes: number[] = []
  for (const gram of probe.grams) {
    const size = indexOf(gram).count(gram)
    if (size === 0 || size > common || (grams.length === rarest && size >= (sizes[rarest - 1] as number))) continue
    let at = Math.min(grams.length, rarest - 1)
    for (; at > 0 && size < (sizes[at - 1] as number); at -= 1) {
      sizes[at] = sizes[at - 1] as number
      grams[at] = grams[at - 1] as number
    }
    sizes[at] = size
    grams[at] = gram
  }
  return grams
}
