import { baseDictionary, createBoundaryFinder, fineTokens } from '@guanlan/text'
import type { CutWords } from './words.js'

let cut: CutWords | undefined

/** Cuts by the pinned base dictionary, as the rule language does. Reading it takes some 0.5 s, once in each thread. */
export function loadCut(): CutWords {
  if (!cut) {
    const boundaries = createBoundaryFinder(baseDictionary())
    cut = (text) => fineTokens(text, boundaries)
  }
  return cut
}
