import { FOLD_COMPLEX, FOLD_DROP, foldTable, type FoldTable } from './fold-table.js'

/** A folded text that still knows where each of its units came from. Offsets count UTF-16 units. */
export interface Folded {
  /** NFKC, lower case, simplified characters, without zero-width characters. */
  readonly text: string
  /** Where, in the original, the unit begins that the folded unit at `offset` came from; the original's end for the end. */
  toOriginal(offset: number): number
  /** Where, in the original, the unit ends that the folded unit just before `offset` came from; for ends of spans. */
  toOriginalEnd(offset: number): number
}

/**
 * One folding for texts, rules and queries: NFKC, lower case, traditional to simplified characters (OpenCC's table, one to
 * one), zero-width characters dropped. Idempotent: fold(fold(x).text).text equals fold(x).text.
 * Most texts keep their length, and then offsets are the same; a text that folds to itself costs one pass.
 */
export function fold(text: string): Folded {
  const table = foldTable()
  const single = table.single
  const length = text.length
  if (foldsToItself(text, 0, length)) return new SameOffsets(text)
  const units = unitsFor(length)
  for (let i = 0; i < length; i++) {
    const folded = single[text.charCodeAt(i)] ?? FOLD_COMPLEX
    if (folded >= FOLD_DROP) return foldWithMap(text, table)
    units[i] = folded
  }
  return new SameOffsets(fromUnits(units, length))
}

/** The folded text alone, for terms and keys. */
export const foldText = (text: string): string => fold(text).text

/** Whether each unit of a stretch of a text folds to itself; false also where only a look at neighbours could tell. */
export function foldsToItself(text: string, start: number, end: number): boolean {
  const { single } = foldTable()
  for (let i = start; i < end; i++) if (single[text.charCodeAt(i)] !== text.charCodeAt(i)) return false
  return true
}

/** Whether a stretch of a text folds to nothing: only what has no width stands in it. */
export function foldsAway(text: string, start: number, end: number): boolean {
  const { single } = foldTable()
  for (let i = start; i < end; i++) if ((single[text.charCodeAt(i)] ?? FOLD_COMPLEX) < FOLD_DROP) return false
  return foldText(text.slice(start, end)) === ''
}

/** A text whose folding kept every offset. */
class SameOffsets implements Folded {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toOriginal(offset: number): number {
    return Math.max(0, Math.min(offset, this.text.length))
  }

  toOriginalEnd(offset: number): number {
    return this.toOriginal(offset)
  }
}

/** The slow path: text that changes its length somewhere. Clusters (a character and its marks) fold as one. */
function foldWithMap(text: string, table: FoldTable): Folded {
  const { single } = table
  const length = text.length
  const units = unitsFor(length)
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  let waiting = 0
  for (let i = 0; i < length;) {
    const own = single[text.charCodeAt(i)] ?? FOLD_COMPLEX
    // Most characters fold alone: what could melt into them is neither dropped nor a plain unit itself.
    if (own < FOLD_DROP && (i + 1 >= length || (single[text.charCodeAt(i + 1)] ?? FOLD_COMPLEX) < FOLD_DROP)) {
      units[waiting++] = own
      starts.push(i)
      ends.push(++i)
      continue
    }
    if (own === FOLD_DROP) {
      i++
      continue
    }
    const end = clusterEnd(text, i, table)
    const piece = end === i + 1 && own < FOLD_DROP ? String.fromCharCode(own) : table.foldCluster(text.slice(i, end))
    folded += fromUnits(units, waiting) + piece
    waiting = 0
    for (let k = 0; k < piece.length; k++) {
      // A pair that stays a pair keeps its halves apart, as everything that folds unit by unit does.
      const pair = piece.length === 2 && end === i + 2
      starts.push(pair ? i + k : i)
      ends.push(pair ? i + k + 1 : end)
    }
    i = end
  }
  const size = starts.length
  return {
    text: folded + fromUnits(units, waiting),
    toOriginal: (offset) => (offset >= size ? text.length : (starts[Math.max(0, offset)] ?? 0)),
    toOriginalEnd: (offset) => (offset <= 0 ? 0 : (ends[Math.min(offset, size) - 1] ?? 0)),
  }
}

/** End of the character at `start` with everything that attaches to it; zero-width characters in between are skipped. */
function clusterEnd(text: string, start: number, table: FoldTable): number {
  let end = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1)
  for (let i = end; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (table.attaches[unit] === 1) end = i + 1
    else if (table.single[unit] !== FOLD_DROP) break
  }
  return end
}

/** Texts up to this length fold in one buffer that is kept; longer ones get their own. */
const KEPT_UNITS = 16_384
let kept: Uint16Array<ArrayBuffer> | undefined
let decoder: InstanceType<typeof TextDecoder> | undefined

function unitsFor(length: number): Uint16Array<ArrayBuffer> {
  return length > KEPT_UNITS ? new Uint16Array(length) : (kept ??= new Uint16Array(KEPT_UNITS))
}

/** The first `length` units, none a surrogate, as a string. Reading them one by one costs some ten times as much. */
function fromUnits(units: Uint16Array<ArrayBuffer>, length: number): string {
  if (length < 8) {
    let text = ''
    for (let i = 0; i < length; i++) text += String.fromCharCode(units[i] ?? 0)
    return text
  }
  decoder ??= new TextDecoder(isLittleEndian() ? 'utf-16le' : 'utf-16be', { ignoreBOM: true })
  return decoder.decode(units.subarray(0, length))
}

const isLittleEndian = (): boolean => new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
