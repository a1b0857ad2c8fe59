import { BREAK, indexWords, type Column, type CutWords, type Word } from './words.js'

/** Rows of index words that are as good as one another. */
type Alternatives = readonly (readonly string[])[]

/** What a term or a phrase asks of the index. */
export interface Pattern {
  readonly columns: readonly Column[]
  /** Each must be there, by one of its alternatives. Terms and phrases of up to five parts have one window. */
  readonly windows: readonly Alternatives[]
  /** The last word of the last window may go on: `ofo*`. */
  readonly prefix: boolean
}

/** Parts that one window may have: each gap doubles the alternatives. */
const MOST_PARTS = 5

/**
 * The pattern of a term (one part) or a phrase; null when it has no word, and so cannot hit. A phrase of more than five
 * parts becomes overlapping windows of five: a text that has every window, but not in a row, is found too (docs/query.md).
 */
export function makePattern(
  texts: readonly string[],
  options: { columns: readonly Column[]; prefix: boolean },
  cut: CutWords,
): Pattern | null {
  const parts = texts.filter((text) => cut(text).length > 0)
  if (parts.length === 0) return null
  const windows: Alternatives[] = []
  for (let start = 0; start === 0 || start + 1 < parts.length; start += MOST_PARTS - 1) {
    windows.push(alternativesOf(parts.slice(start, start + MOST_PARTS), cut))
  }
  return { ...options, windows }
}

/**
 * Every way to put a break, or nothing, between the parts. Parts that touch are cut as the one text that they are, for
 * then a cut may fall elsewhere than where they meet; and also one by one, for the text around may have kept them apart.
 */
function alternativesOf(parts: readonly string[], cut: CutWords): Alternatives {
  const wordsOf = (text: string): string[] => indexWords(text, cut).map((word) => word.text)
  const found = new Map<string, readonly string[]>()
  for (let way = 0; way < 2 ** (parts.length - 1); way += 1) {
    const runs: string[][] = []
    for (const [number, part] of parts.entries()) {
      const run = runs.at(-1)
      if (run && (way & (1 << (number - 1))) === 0) run.push(part)
      else runs.push([part])
    }
    const joined = runs.map((run) => wordsOf(run.join('')))
    const apart = runs.map((run) => run.flatMap(wordsOf))
    for (const each of [joined, apart]) {
      const words = each.flatMap((run, number) => (number === 0 ? run : [BREAK, ...run]))
      found.set(words.join(' '), words)
    }
  }
  return [...found.values()]
}

/** Where a pattern hits in the words of a text: stretches in UTF-16 units, in order. */
export function locate(words: readonly Word[], { windows, prefix }: Pattern): [number, number][] {
  const found: [number, number][] = []
  for (const [at, first] of words.entries()) {
    for (const [number, alternatives] of windows.entries()) {
      const open = prefix && number === windows.length - 1
      const hit = alternatives.find((wanted) => standsAt(words, at, wanted, open))
      const last = hit && words[at + hit.length - 1]
      if (last) found.push([first.start, last.end])
    }
  }
  return found
}

const standsAt = (words: readonly Word[], at: number, wanted: readonly string[], open: boolean): boolean =>
  wanted.every((word, number) => {
    const text = words[at + number]?.text
    return open && number === wanted.length - 1 ? text?.startsWith(word) : text === word
  })
