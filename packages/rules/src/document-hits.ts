import { type BoundaryFinder, type Folded, isGapUnit, readText, type ReadText } from '@guanlan/text'
import type { Automaton } from './automaton.js'
import type { Probe } from './probes.js'
import { type Field, fields, type ReadFields, type RuleDocument } from './rule.js'

/** Hits of one probe as triples field number, start, end (folded offsets), in order of field and start. */
export type HitList = readonly number[]

const NONE: HitList = []

/** Lists of occurrences that grew longer than this are given back before the next document. */
const KEPT = 512

/** What one document contains. Reused from document to document: `load` forgets the one before. */
export class DocumentHits {
  /** Patterns that occur in the document, in order of first occurrence. */
  readonly seen: number[] = []
  readonly #automaton: Automaton
  readonly #probes: readonly Probe[]
  readonly #lengths: Int32Array
  readonly #boundaries: BoundaryFinder
  readonly #fieldMask: number
  /** By pattern: (field, end) pairs of this document's occurrences; meant only where the stamp is this document's. */
  readonly #occurrences: number[][]
  /** By pattern: how many numbers of its list are this document's; the lists keep their room. */
  readonly #noted: Int32Array
  readonly #patternStamp: Int32Array
  readonly #probeStamp: Int32Array
  readonly #probeHits: HitList[]
  readonly #read: (ReadText | undefined)[] = [undefined, undefined, undefined, undefined]
  #stamp = 0

  /** `fieldMask`: the fields that any probe looks into; others are not read. */
  constructor(
    automaton: Automaton,
    patterns: readonly string[],
    probes: readonly Probe[],
    boundaries: BoundaryFinder,
    fieldMask: number,
  ) {
    this.#automaton = automaton
    this.#probes = probes
    this.#boundaries = boundaries
    this.#fieldMask = fieldMask
    this.#lengths = Int32Array.from(patterns, (pattern) => pattern.length)
    this.#occurrences = patterns.map(() => [])
    this.#noted = new Int32Array(patterns.length)
    this.#patternStamp = new Int32Array(patterns.length)
    this.#probeStamp = new Int32Array(probes.length)
    this.#probeHits = probes.map(() => NONE)
  }

  /** Scans a document; fields that were `read` already are not folded again. */
  load(document: RuleDocument, read: ReadFields = {}): void {
    this.#stamp++
    this.seen.length = 0
    for (let number = 0; number < fields.length; number++) {
      const field = fields[number] as Field
      const text = (this.#fieldMask & (1 << number)) === 0 ? undefined : document[field]
      const known = text === undefined || text === '' ? undefined : (read[field] ?? readText(text, this.#boundaries))
      this.#read[number] = known
      if (known !== undefined) {
        this.#automaton.scan(known.folded.text, (pattern, end) => this.#note(pattern, number, end))
      }
    }
  }

  /** Whether the pattern occurs at all, bounded or not. */
  has(pattern: number): boolean {
    return this.#patternStamp[pattern] === this.#stamp
  }

  /** The hits of a probe, in all fields. */
  hitsOf(number: number): HitList {
    if (this.#probeStamp[number] === this.#stamp) return this.#probeHits[number] ?? NONE
    const probe = this.#probes[number]
    const hits = probe === undefined || !this.has(probe.pattern) ? NONE : this.#find(probe)
    this.#probeStamp[number] = this.#stamp
    this.#probeHits[number] = hits
    return hits
  }

  /** The folded text of a field with its way back; undefined when the field is empty. */
  foldedField(number: number): Folded | undefined {
    return this.#read[number]?.folded
  }

  #note(pattern: number, field: number, end: number): void {
    const occurrences = this.#occurrences[pattern]
    if (occurrences === undefined) return
    if (this.#patternStamp[pattern] !== this.#stamp) {
      this.#patternStamp[pattern] = this.#stamp
      this.#noted[pattern] = 0
      if (occurrences.length > KEPT) occurrences.length = 0
      this.seen.push(pattern)
    }
    const at = this.#noted[pattern] ?? 0
    occurrences[at] = field
    occurrences[at + 1] = end
    this.#noted[pattern] = at + 2
  }

  #find(probe: Probe): HitList {
    const hits: number[] = []
    const occurrences = this.#occurrences[probe.pattern] ?? []
    const length = this.#lengths[probe.pattern] ?? 0
    const noted = this.#noted[probe.pattern] ?? 0
    for (let i = 0; i < noted; i += 2) {
      const field = occurrences[i] ?? 0
      const firstEnd = occurrences[i + 1] ?? 0
      const start = firstEnd - length
      if (!probe.anywhere && !this.#bounded(field, start)) continue
      const end = this.#endOf(probe, field, firstEnd)
      if (end > start) hits.push(field, start, end)
    }
    return hits
  }

  /** Where a hit ends whose first part ends at `end`; −1 when it is none. */
  #endOf(probe: Probe, field: number, end: number): number {
    if (probe.anywhere) return end
    if (probe.prefix) {
      let to = end
      while (!this.#bounded(field, to)) to++
      return to
    }
    return this.#endOfParts(probe.parts, 1, field, end)
  }

  #endOfParts(parts: readonly string[], next: number, field: number, from: number): number {
    const part = parts[next]
    if (part === undefined) return this.#bounded(field, from) ? from : -1
    const text = this.#read[field]?.folded.text ?? ''
    for (let at = from; at < text.length; at++) {
      if (text.startsWith(part, at)) {
        const end = this.#endOfParts(parts, next + 1, field, at + part.length)
        if (end >= 0) return end
      }
      if (!isGapUnit(text.charCodeAt(at))) break
    }
    return -1
  }

  #bounded(field: number, offset: number): boolean {
    return this.#read[field]?.boundaries.has(offset) ?? true
  }
}
