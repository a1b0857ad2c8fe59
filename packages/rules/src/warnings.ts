import { type BoundaryFinder, foldText } from '@guanlan/text'
import { printRule } from './print-rule.js'
import { leavesOf, type Rule } from './rule.js'

/** A term that will most likely never hit as it is written. */
export interface RuleWarning {
  /** The term, printed. */
  readonly term: string
  /** What to write instead. */
  readonly suggestion: string
  /** Dictionary words in which the term lies without its ends being boundaries, most frequent first. */
  readonly words: readonly string[]
  /** A Chinese sentence for the editor. */
  readonly message: string
}

/** How many of the words around a term are looked at. */
const EXAMINED = 20
const SHOWN = 3

/**
 * Terms that can never be bounded, each with the offer of `~`. By the pinned dictionary: the term is no word itself, words
 * of the dictionary contain it, and in none of them both its ends are fine boundaries. (Standing alone between punctuation
 * any term is bounded; nobody writes 欠工资 like that.)
 */
export function warnings(rule: Rule, boundaries: BoundaryFinder): RuleWarning[] {
  const found = new Map<string, RuleWarning>()
  for (const leaf of leavesOf(rule)) {
    if (leaf.kind !== 'term' || leaf.anywhere || leaf.prefix) continue
    const words = unboundedWords(foldText(leaf.text), boundaries)
    if (words.length === 0) continue
    const term = printRule(leaf)
    const suggestion = printRule({ ...leaf, anywhere: true })
    const shown = words.slice(0, SHOWN)
    const message = `“${leaf.text}”不是完整的词，在${shown.map((word) => `“${word}”`).join('、')}里不算命中；要在任何位置命中请写 ${suggestion}`
    found.set(term, { term, suggestion, words: shown, message })
  }
  return [...found.values()]
}

function unboundedWords(text: string, boundaries: BoundaryFinder): string[] {
  if (boundaries.wordFrequency(text) > 0) return []
  const words = boundaries.wordsContaining(text, EXAMINED)
  return words.some((word) => isBoundedIn(word, text, boundaries)) ? [] : words
}

function isBoundedIn(word: string, text: string, boundaries: BoundaryFinder): boolean {
  const set = boundaries.fineBoundaries(word)
  for (let at = word.indexOf(text); at >= 0; at = word.indexOf(text, at + 1)) {
    if (set.has(at) && set.has(at + text.length)) return true
  }
  return false
}
