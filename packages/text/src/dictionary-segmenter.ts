import { baseDictionary } from './base-dictionary.js'
import { bestSplit, splitRoom, type SplitRoom, type WordTrie } from './best-split.js'
import { isMarkUnit, KIND_HAN, KIND_OTHER, kindAt, kindTable, splitsPair } from './character-kinds.js'
import { readDictionary } from './dictionary.js'
import { fold } from './fold.js'
import type { Segmenter } from './segmenter.js'
import { UnitTrie } from './unit-trie.js'

/** Stretches up to this length are segmented in room that is kept; longer ones get their own. */
const ROOM = 1_024

/**
 * Segmenter without native code, over the tables that the boundaries of rules use: the same path of the greatest probability
 * as `createJiebaSegmenter`, of the folded text, so that traditional and full-width spellings are cut like the usual ones.
 * Letters and digits that no word claims stay together; anything else (punctuation, spaces, emoji) stands alone.
 * `dictionary`: UTF-8 lines `word frequency [tag]`, else `config_invalid` is thrown; without it the pinned base dictionary.
 */
export function createDictionarySegmenter(dictionary: Uint8Array = baseDictionary()): Segmenter {
  const read = readDictionary(dictionary)
  const words: WordTrie = { dictionary: read, trie: UnitTrie.of(read.trie) }
  const kept = splitRoom(ROOM)
  return {
    cut(text) {
      const folded = fold(text)
      const cut: string[] = []
      let from = 0
      forEachEnd(folded.text, words, kept, (end) => {
        const to = end === folded.text.length ? text.length : folded.toOriginal(end)
        // Several folded units may come of one character, and no word ends inside it.
        if (to > from) cut.push(text.slice(from, to))
        from = Math.max(from, to)
      })
      // What folds to nothing, zero-width characters alone, has no end.
      if (from < text.length) cut.push(text.slice(from))
      return cut
    },
  }
}

/** Calls `ends` with the end of each word of a folded text, in order. */
function forEachEnd(text: string, words: WordTrie, kept: SplitRoom, ends: (end: number) => void): void {
  for (let start = 0; start < text.length;) {
    const end = stretchFrom(text, start)
    if (end === start) {
      start += splitsPair(text, start + 1) ? 2 : 1
      while (start < text.length && isMarkUnit(text.charCodeAt(start))) start++
      ends(start)
      continue
    }
    const length = end - start
    const { next, node } = bestSplit(words, text, start, end, false, length > ROOM ? splitRoom(length) : kept)
    for (let at = start; at < end;) {
      const loose = (node[at - start] ?? 0) === 0 && kindAt(text, at) !== KIND_HAN
      at = next[at - start] ?? end
      const goesOn = loose && at < end && (node[at - start] ?? 0) === 0 && kindAt(text, at) !== KIND_HAN
      if (!goesOn && !splitsPair(text, at)) ends(at)
    }
    start = end
  }
}

/** Where the letters, digits and Han end that begin at `start`. */
function stretchFrom(text: string, start: number): number {
  const kinds = kindTable()
  let at = start
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const surrogate = unit >= 0xd800 && unit <= 0xdfff
    if ((surrogate ? kindAt(text, at) : (kinds[unit] ?? 0) & 3) === KIND_OTHER) break
  }
  return at
}
