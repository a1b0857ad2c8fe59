import type { Segmenter } from './segmenter.js'
import { judgeTone } from './tone.js'
import { toneWords } from './tone-lexicon.js'

/** How a text sounds, without saying by which words. */
export interface TextTone {
  /** As in `Tone`: −1 (angry) … 1 (glad), 0 for a text without coloured words. */
  readonly sentiment: number
  /** How many words coloured it. */
  readonly coloured: number
}

/**
 * `judgeTone` of a text's words, with the segmenter cutting only where a word of the lexicon may stand. Exact: these marks
 * are words of their own for any segmenter and end the reach of negations, so nothing beyond them changes a word's weight.
 */
export function toneOfText(text: string, segmenter: Segmenter): TextTone {
  const { pairs, flags } = (tables ??= buildTables())
  const stretches: string[] = []
  let start = 0
  let mayColour = false
  for (let at = 0; at <= text.length; at++) {
    const unit = text.charCodeAt(at)
    const flag = at === text.length ? SEPARATES : (flags[unit] ?? 0)
    if (flag === 0) continue
    if (flag === SEPARATES) {
      if (mayColour) stretches.push(text.slice(start, at))
      start = at + 1
      mayColour = false
    } else mayColour ||= flag === ALONE || pairs.has((unit << 16) | text.charCodeAt(at + 1))
  }
  if (stretches.length === 0) return { sentiment: 0, coloured: 0 }
  const { sentiment, words } = judgeTone(segmenter.cut(stretches.join('，')))
  return { sentiment, coloured: words.length }
}

const SEPARATES = 1
/** A lexicon word of one character. */
const ALONE = 2
/** Begins longer lexicon words only. */
const BEGINS = 3

interface ToneTables {
  /** By UTF-16 unit: one of the above, or 0. */
  readonly flags: Uint8Array
  /** First two units of the longer lexicon words, as one number. */
  readonly pairs: ReadonlySet<number>
}

let tables: ToneTables | undefined

function buildTables(): ToneTables {
  const flags = new Uint8Array(65_536)
  const pairs = new Set<number>()
  for (const word of toneWords.keys()) {
    const first = word.charCodeAt(0)
    if (word.length === 1) flags[first] = ALONE
    else {
      pairs.add((first << 16) | word.charCodeAt(1))
      flags[first] ||= BEGINS
    }
  }
  for (const mark of '，。、；：？！…—“”‘’（）《》【】「」『』,;:?!()"\n\r\t \u3000')
    flags[mark.charCodeAt(0)] = SEPARATES
  return { flags, pairs }
}
