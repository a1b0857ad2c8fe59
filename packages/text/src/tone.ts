import { KIND_OTHER, kindAt } from './character-kinds.js'
import { degrees, negators, toneWords } from './tone-lexicon.js'

/** One word that coloured the text. `weight` as it counted: lexicon × degree, turned by a negation. */
export interface ToneWord {
  /** UTF-16 offset of the word in the joined words. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly weight: number
}

export interface Tone {
  /** −1 (angry) … 1 (glad); 0 for a text without coloured words. */
  readonly sentiment: number
  /** In order of the text. */
  readonly words: readonly ToneWord[]
}

/** How many words before a coloured one a negation reaches over. */
const NEGATION_WINDOW = 3
/** Longest lexicon word in units of the segmentation: 没 | 人 | 管. */
const LONGEST = 3
/** Longest lexicon word in UTF-16 units. */
const LONGEST_TEXT = Math.max(...[...toneWords.keys()].map((word) => word.length))
/** Weight that keeps one mild word from saying everything. */
const CALM = 2
/** What a negation leaves: 不满意 is worse than neutral, 不危险 is no praise. */
const turned = (weight: number): number => (weight > 0 ? -0.8 * weight : -0.3 * weight)

/** 不给, 没人管: a denial of their own. 不交不给 states two, and does not take one back. */
const deniesItself = (word: string): boolean => /^[不没未无]/.test(word)

/**
 * Sentiment from words (any segmentation; joined, they are the text): (P − N) / (P + N + 2) over the lexicon's weights,
 * with degree adverbs in the two words before and negations in the three words before, none across punctuation.
 */
export function judgeTone(words: readonly string[]): Tone {
  const found: ToneWord[] = []
  let offset = 0
  for (let i = 0; i < words.length;) {
    const match = matchAt(words, i)
    if (match === null) {
      offset += words[i]?.length ?? 0
      i += 1
      continue
    }
    const weight = match.weight * around(words, i)
    const counted = isNegated(words, i) && !deniesItself(match.text) ? turned(weight) : weight
    found.push({ start: offset, end: offset + match.text.length, text: match.text, weight: counted })
    offset += match.text.length
    i += match.size
  }
  let glad = 0
  let angry = 0
  for (const { weight } of found)
    if (weight > 0) glad += weight
    else angry -= weight
  return { sentiment: (glad - angry) / (glad + angry + CALM), words: found }
}

/** Characters that begin a lexicon word: most words of a text are passed over by one look. */
const begins = new Set([...toneWords.keys()].map((word) => word.charCodeAt(0)))

/** The longest lexicon word that begins at word `i`. */
function matchAt(words: readonly string[], i: number): { text: string; size: number; weight: number } | null {
  if (!begins.has(words[i]?.charCodeAt(0) ?? 0)) return null
  let longest: { text: string; size: number; weight: number } | null = null
  let text = ''
  for (let size = 1; size <= LONGEST && i + size <= words.length; size += 1) {
    text += words[i + size - 1] ?? ''
    if (text.length > LONGEST_TEXT) break
    const weight = toneWords.get(text)
    if (weight !== undefined) longest = { text, size, weight }
  }
  return longest
}

const punctuation = /^[\p{P}\s]+$/u
/** Few words begin with a character that is none of Han, letters and digits: only those are looked at whole. */
const isPunctuation = (word: string): boolean => kindAt(word, 0) === KIND_OTHER && punctuation.test(word)

function around(words: readonly string[], i: number): number {
  for (const word of before(words, i, 2)) {
    const factor = degrees.get(word)
    if (factor !== undefined) return factor
  }
  return 1
}

/** An odd number of negations; 不 … 没有 twice is a plain statement again. */
const isNegated = (words: readonly string[], i: number): boolean =>
  before(words, i, NEGATION_WINDOW).filter((word) => negators.has(word)).length % 2 === 1

/** Up to `count` words before `i`, nearest first, as far as the last punctuation. */
function before(words: readonly string[], i: number, count: number): string[] {
  const found: string[] = []
  for (let at = i - 1; at >= 0 && found.length < count; at -= 1) {
    const word = words[at] ?? ''
    if (isPunctuation(word)) break
    found.push(word)
  }
  return found
}
