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
  let unchanged = 0
  while (unchanged < length && single[text.charCodeAt(unchanged)] === text.charCodeAt(unchanged)) unchanged++
  if (unchanged === length) return sameOffsets(text)
  const units = new Uint16Array(length)
  for (let i = 0; i < length; i++) {
    const folded = single[text.charCodeAt(i)] ?? FOLD_COMPLEX
    if (folded >= FOLD_DROP) return foldWithMap(text, table)
    units[i] = folded
  }
  return sameOffsets(fromUnits(units))
}

/** The folded text alone, for terms and keys. */
export const foldText = (text: string): string => fold(text).text

function sameOffsets(text: string): Folded {
  const within = (offset: number): number => Math.max(0, Math.min(offset, text.length))
  return { text, toOriginal: within, toOriginalEnd: within }
}

/** The slow path: text that changes its length somewhere. Clusters (a character and its marks) fold as one. */
function foldWithMap(text: string, table: FoldTable): Folded {
  const pieces: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (let i = 0; i < text.length;) {
    const unit = text.charCodeAt(i)
    if (table.single[unit] === FOLD_DROP) {
      i++
      continue
    }
    const end = clusterEnd(text, i, table)
    const folded = table.single[unit] ?? FOLD_COMPLEX
    const piece =
      end === i + 1 && folded < FOLD_DROP ? String.fromCharCode(folded) : table.foldCluster(text.slice(i, end))
    pieces.push(piece)
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
    text: pieces.join(''),
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

function fromUnits(units: Uint16Array): string {
  let text = ''
  for (let i = 0; i < units.length; i += 8_192) text += String.fromCharCode(...units.subarray(i, i + 8_192))
  return text
}
