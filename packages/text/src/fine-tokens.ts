import type { BoundaryFinder } from './boundaries.js'
import { isGapUnit } from './character-kinds.js'
import { readText } from './read-text.js'

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
  const { folded, boundaries: set } = readText(text, boundaries)
  const whole = folded.text
  const tokens: Token[] = []
  for (let start = 0; start < whole.length;) {
    let gap = isGapUnit(whole.charCodeAt(start))
    let end = start + 1
    for (; !set.has(end); end++) gap &&= isGapUnit(whole.charCodeAt(end))
    if (!gap) {
      tokens.push({
        text: whole.slice(start, end),
        start: folded.toOriginal(start),
        end: folded.toOriginalEnd(end),
      })
    }
    start = end
  }
  return tokens
}
