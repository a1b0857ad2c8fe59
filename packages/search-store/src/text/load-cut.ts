import { baseDictionary, boundaryFinderOf, type Dictionary, fineTokens, readDictionary } from '@guanlan/text'
import type { CutWords } from './words.js'

let cut: CutWords | undefined

/**
 * Cuts by the pinned base dictionary, as the rule language does. Reading it takes some 0.5 s, unless another thread hands
 * over what it has read.
 */
export function loadCut(dictionary?: Dictionary): CutWords {
  if (!cut) {
    const boundaries = boundaryFinderOf(dictionary ?? readDictionary(baseDictionary()))
    cut = (text) => fineTokens(text, boundaries)
  }
  return cut
}
