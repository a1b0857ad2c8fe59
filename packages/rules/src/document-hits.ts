import { type BoundaryFinder, type Folded, isGapUnit, readText, type ReadText } from '@guanlan/text'
import type { Automaton } from './automaton.js'
import type { Probe, ProbeTable } from './probes.js'
import { type Field, fields, type ReadFields, type RuleDocument } from './rule.js'

/** Hits of one probe as triples field number, start, end (folded offsets), in order of field and start. */
export type HitList = readonly number[]

const NONE: HitList = []

/** An occurrence in the chain of its pattern: field, end in the folded text, the next one + 1 or 0. */
const OCCURRENCE = 3

/** Room for the occurrences of a common document; after a document that needed more, it is given back. */
const KEPT = 4_096 * OCCURRENCE

/** What one document contains. Reused from document to document: `load` forgets the one before. */
export class DocumentHits {
  /** Patterns that occur in the document, in order of first occurrence. */
  readonly seen: number[] = []
  /** The same as a bit set, for loops over many rules. */
  readonly present: Int32Array
  readonly #automaton: Automaton
  readonly #probes: readonly Probe[]
  /** By probe: the pattern that its hits begin with. */
  readonly #firstPattern: Int32Array
  readonly #lengths: Int32Array
  readonly #boundaries: BoundaryFinder
  readonly #fieldMask: number
  /** By pattern, where it is present: its first and its last occurrence. */
  readonly #chains: Int32Array
  #occurrences = new Int32Array(KEPT)
  #noted = 0
  readonly #probeStamp: Int32Array
  readonly #probeHits: HitList[]
  readonly #read: (ReadText | undefined)[] = [undefined, undefined, undefined, undefined]
  #stamp = 0

  /** `fieldMask`: the fields that any probe looks into; others are not read. */
  constructor(
    automaton: Automaton,
    { patterns, probes }: Pick<ProbeTable, 'patterns' | 'probes'>,
    boundaries: BoundaryFinder,
    fieldMask: number,
  ) {
    this.#automaton = automaton
    this.#probes = probes
    this.#boundaries = boundaries
    this.#fieldMask = fieldMask
    this.#firstPattern = Int32Array.from(probes, (probe) => probe.patterns[0] ?? 0)
    this.#lengths = Int32Array.from(patterns, (pattern) => pattern.length)
    this.present = new Int32Array((patterns.length >> 5) + 1)
    this.#chains = new Int32Array(patterns.length * 2)
    this.#probeStamp = new Int32Array(probes.length)
    this.#probeHits = probes.map(() => NONE)
  }

  /** Scans a document; fields that were `read` already are not folded again. */
  load(document: RuleDocument, read: ReadFields = {}): void {
    this.#forget()
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
    return ((this.present[pattern >> 5] ?? 0) & (1 << (pattern & 31))) !== 0
  }

  /** The hits of a probe, in all fields. */
  hitsOf(number: number): HitList {
    const pattern = this.#firstPattern[number] ?? 0
    if (!this.has(pattern)) return NONE
    if (this.#probeStamp[number] === this.#stamp) return this.#probeHits[number] ?? NONE
    const probe = this.#probes[number]
    const hits = probe === undefined ? NONE : this.#find(probe, pattern)
    this.#probeStamp[number] = this.#stamp
    this.#probeHits[number] = hits
    return hits
  }

  /** The folded text of a field with its way back; undefined when the field is empty. */
  foldedField(number: number): Folded | undefined {
    return this.#read[number]?.folded
  }

  #forget(): void {
    this.#stamp++
    for (const pattern of this.seen) this.present[pattern >> 5] = 0
    this.seen.length = 0
    this.#noted = 0
    if (this.#occurrences.length > KEPT) this.#occurrences = new Int32Array(KEPT)
  }

  #note(pattern: number, field: number, end: number): void {
    const at = this.#noted * OCCURRENCE
    if (at === this.#occurrences.length) {
      const larger = new Int32Array(at * 2)
      larger.set(this.#occurrences)
      this.#occurrences = larger
    }
    const occurrences = this.#occurrences
    const number = ++this.#noted
    occurrences[at] = field
    occurrences[at + 1] = end
    occurrences[at + 2] = 0
    if (this.has(pattern)) {
      occurrences[((this.#chains[pattern * 2 + 1] ?? 0) - 1) * OCCURRENCE + 2] = number
    } else {
      this.present[pattern >> 5] = (this.present[pattern >> 5] ?? 0) | (1 << (pattern & 31))
      this.#chains[pattern * 2] = number
      this.seen.push(pattern)
    }
    this.#chains[pattern * 2 + 1] = number
  }

  #find(probe: Probe, pattern: number): HitList {
    const occurrences = this.#occurrences
    const length = this.#lengths[pattern] ?? 0
    let hits: number[] | undefined
    for (let next = this.#chains[pattern * 2] ?? 0; next !== 0;) {
      const at = (next - 1) * OCCURRENCE
      const field = occurrences[at] ?? 0
      const firstEnd = occurrences[at + 1] ?? 0
      next = occurrences[at + 2] ?? 0
      const start = firstEnd - length
      if (!probe.anywhere && !this.#bounded(field, start)) continue
      const end = this.#endOf(probe, field, firstEnd)
      if (end <= start) continue
      if (hits === undefined) hits = [field, start, end]
      else hits.push(field, start, end)
    }
    return hits ?? NONE
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
