import type { BoundaryFinder, BoundarySet } from './boundaries.js'
import { fold, type Folded } from './fold.js'

/** A text folded once, with its boundaries, for all that read it: rules, gazetteer, index. */
export interface ReadText {
  readonly folded: Folded
  readonly boundaries: BoundarySet
}

/** Folds a text and makes its boundaries ready; they are still found only where somebody asks. */
export function readText(text: string, finder: BoundaryFinder): ReadText {
  const folded = fold(text)
  return { folded, boundaries: finder.fineBoundaries(folded.text) }
}

/** Title and body, folded once for all that read them. */
export type ReadFields = Readonly<Record<'title' | 'body', ReadText>>
