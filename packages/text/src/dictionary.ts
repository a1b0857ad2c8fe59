import { AppError } from '@guanlan/kernel'
import { foldText } from './fold.js'
import { UnitTrie } from './unit-trie.js'

/** A segmentation dictionary read into a trie; keys are folded, for what is segmented is folded. */
export interface Dictionary {
  readonly trie: UnitTrie
  /** By node: natural logarithm of the word's probability; 0 for nodes that end no word. */
  readonly logProbability: Float64Array
  /** Logarithm of one occurrence among all: what an unknown character gets. */
  readonly logUnknown: number
  /** Occurrences of a folded word in the dictionary's corpus; 0 when it is no word. */
  frequency(word: string): number
}

/**
 * Reads jieba's format: UTF-8 lines `word frequency [tag]`. Words that fold together add up.
 * Throws `config_invalid` with the line number where a line is none of these, for a dictionary is pinned, not user input.
 */
export function readDictionary(bytes: Uint8Array): Dictionary {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const trie = new UnitTrie(Math.max(1_024, bytes.length / 8))
  let counts = new Float64Array(1 << 16)
  let total = 0
  let line = 0
  for (let start = 0; start < text.length;) {
    line++
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const first = text.indexOf(' ', start)
    if (text.slice(start, end).trim() !== '') {
      const second = text.indexOf(' ', first + 1)
      const count = Number(text.slice(first + 1, second < 0 || second > end ? end : second))
      if (first <= start || first > end || !Number.isFinite(count) || count < 0) {
        throw new AppError('config_invalid', `词典第 ${line} 行应为“词 词频 [词性]”`, { line })
      }
      const node = trie.insert(foldText(text.slice(start, first)))
      if (trie.size > counts.length) counts = enlarged(counts, trie.size)
      counts[node] = (counts[node] ?? 0) + count
      total += count
    }
    start = end + 1
  }
  const logTotal = Math.log(Math.max(1, total))
  const logProbability = new Float64Array(trie.size)
  for (let node = 1; node < trie.size; node++) {
    const count = counts[node] ?? 0
    if (count > 0) logProbability[node] = Math.log(count) - logTotal
  }
  return {
    trie,
    logProbability,
    logUnknown: -logTotal,
    frequency: (word) => counts[trie.find(word)] ?? 0,
  }
}

function enlarged(old: Float64Array, needed: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(needed, old.length * 2))
  larger.set(old)
  return larger
}
