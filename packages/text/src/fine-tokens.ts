import type { BoundaryFinder } from './boundaries.js'
import { isGapUnit } from './character-kinds.js'
import { fold } from './fold.js'

/** One piece between two neighbouring fine boundaries. */
export interface Token {
  /** Folded. */
  readonly text: string
  /** UTF-16 offsets into the original text. */
  readonly start: number
  readonly end: number
}

/**
 * The finest pieces of a text in order, spaces and punctuation dropped: what full-text search indexes, and what it makes
 * of a term (a phrase of the term's own fine tokens).
 *
 * A term that is bounded in a text begins and ends at pieces of the text. Its own pieces are the same ones unless the text
 * around it moved a cut inside it (docs/rules.md has the measured share, 0.2 %). Where that must not be missed, check with
 * the rule engine.
 */
export function fineTokens(text: string, boundaries: BoundaryFinder): Token[] {
  const folded = fold(text)
  const set = boundaries.fineBoundaries(folded.text)
  const tokens: Token[] = []
  for (let start = 0; start < folded.text.length;) {
    let end = start + 1
    while (!set.has(end)) end++
    const piece = folded.text.slice(start, end)
    if (!isGap(piece)) {
      tokens.push({ text: piece, start: folded.toOriginal(start), end: folded.toOriginalEnd(end) })
    }
    start = end
  }
  return tokens
}

function isGap(piece: string): boolean {
  for (let i = 0; i < piece.length; i++) if (!isGapUnit(piece.charCodeAt(i))) return false
  return true
}
