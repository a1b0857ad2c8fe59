import type { LeafRule, Rule, RuleDocument } from '@guanlan/rules'
import { baseDictionary } from '@guanlan/text'

/** Documents and rules for measuring: the same ones for the same seed, from the pinned base dictionary alone. */
export interface RuleInputs {
  /** A title of some twenty units and a body of some 410: words in proportion to the dictionary's frequencies, with punctuation. */
  document(): RuleDocument
  /** A rule of the kinds that a catalogue has; its words are common ones, so that a document hits about one rule in 800. */
  rule(): Rule
}

/** How much rarer a frequent word is among rules than in texts: rules are about what stands out. */
const RULE_EXPONENT = 1.08
/** Words beyond this rank hardly occur in texts; rules do not use the few hundred before the first that every text has. */
const RULE_RANKS = { from: 200, to: 60_000 } as const
/** Words that are operators where they stand alone. */
const OPERATORS = new Set(['并且', '或者', '排除'])

export function createRuleInputs(seed: number): RuleInputs {
  const random = randomFrom(seed)
  const words = wordsByFrequency()
  const ofTexts = drawnBy(words, (count) => count)
  const useful = words
    .slice(RULE_RANKS.from, RULE_RANKS.to)
    .filter(([word]) => /^\p{Script=Han}{2,4}$/u.test(word) && !OPERATORS.has(word))
  const ofRules = drawnBy(useful, (count) => count ** RULE_EXPONENT)
  const term = (): LeafRule => ({ kind: 'term', text: ofRules(random()), anywhere: false, prefix: false })
  const either = (): Rule => ({ kind: 'or', of: [term(), term(), term()] })
  const all = (...of: Rule[]): Rule => ({ kind: 'and', of })
  const near = (ordered: boolean): Rule => ({ kind: 'near', ordered, distance: 10, left: [term()], right: [term()] })
  const kinds: readonly (() => Rule)[] = [
    () => all(term(), term()),
    () => all(term(), term()),
    () => all(term(), either()),
    () => all(either(), either()),
    () => all(term(), term(), { kind: 'not', of: term() }),
    () => all(term(), term(), term()),
    () => near(false),
    () => near(true),
    () => ({ kind: 'phrase', parts: [ofRules(random()), ofRules(random())] }),
    () => all(near(false), { kind: 'not', of: either() }),
  ]
  const text = (length: number, sentence: number): string => {
    let made = ''
    let waits = sentence
    while (made.length < length) {
      made += ofTexts(random())
      if (--waits > 0) continue
      waits = 3 + Math.floor(random() * sentence)
      made += random() < 0.6 ? '，' : '。'
    }
    // As a text comes from a socket or a file: in one piece.
    return Buffer.from(made, 'utf16le').toString('utf16le')
  }
  return {
    document: () => ({ title: text(18, 30), body: text(408, 9) }),
    rule: () => kinds[Math.floor(random() * kinds.length)]?.() ?? term(),
  }
}

/** mulberry32: numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Counted = readonly [word: string, count: number]

let known: readonly Counted[] | undefined

function wordsByFrequency(): readonly Counted[] {
  known ??= new TextDecoder()
    .decode(baseDictionary())
    .trim()
    .split('\n')
    .map((line): Counted => {
      const [word = '', count = '0'] = line.split(' ')
      return [word, Number(count)]
    })
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return known
}

/** Draws words in proportion to their weights, by a number in [0, 1). */
function drawnBy(words: readonly Counted[], weigh: (count: number) => number): (at: number) => string {
  const sums = new Float64Array(words.length)
  let total = 0
  words.forEach(([, count], index) => (sums[index] = total += weigh(count)))
  return (at) => {
    let [low, high] = [0, words.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) <= at * total) low = middle + 1
      else high = middle
    }
    return words[low]?.[0] ?? ''
  }
}
