import type { Instant } from '@guanlan/kernel'
import { parseDate } from '../date.js'

/** The first of these that is a date. Times without zone are local in `zone`. */
export function firstDate(zone: string, ...texts: readonly (string | undefined)[]): Instant | undefined {
  for (const text of texts) {
    const found = parseFeedDate(text, zone)
    if (found) return found
  }
  return undefined
}

/**
 * A field that is a date and nothing else: all that `parseDate` reads, W3CDTF without day (`2026-11`), and dates in the
 * words of the server's language, as date libraries write them (`16 十一月 2026`, `二〇二六年十一月十六日`, `16 Dez 2026`).
 */
export function parseFeedDate(text: string | undefined, zone: string): Instant | undefined {
  const given = text?.trim().slice(0, 100)
  if (!given) return undefined
  const partial = /^((?:19|20)\d{2})(?:-(0[1-9]|1[0-2]))?$/.exec(given)
  if (partial) return parseDate(`${partial[1]}-${partial[2] ?? '01'}-01`, zone)
  if (plain.test(given)) return parseDate(given, zone)
  return parseDate(inEnglish(given), zone) ?? parseDate(given, zone)
}

/** What nearly every feed writes, RFC 822 and ISO 8601 in English: nothing to translate. */
const plain =
  /^(?:(?:[A-Z][a-z]{2,8},?\s+)?\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{4}\s|\d{4}-\d\d-\d\d(?!\d))/

const english = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Months of German, French, Spanish, Portuguese, Italian and Dutch where they do not begin as in English. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/\b(?:janv|ene|gen)[a-zé]*\.?/i, 'Jan'],
  [/\b(?:fév|fev)[a-zé]*\.?/i, 'Feb'],
  [/\b(?:mär|mrz|mrt|maa)[a-z]*\.?/i, 'Mar'],
  [/\b(?:avr|abr)[a-z]*\.?/i, 'Apr'],
  [/\b(?:mai|mag|mei)[a-z]*\.?/i, 'May'],
  [/\b(?:juin|giu)[a-z]*\.?/i, 'Jun'],
  [/\b(?:juil|lug)[a-z]*\.?/i, 'Jul'],
  [/(?<![a-z])(?:août|ago)[a-z]*\.?/i, 'Aug'],
  [/\bset[a-z]*\.?/i, 'Sep'],
  [/\b(?:okt|out|ott)[a-z]*\.?/i, 'Oct'],
  [/\b(?:dez|déc|dic)[a-z]*\.?/i, 'Dec'],
]

const digits = '〇一二三四五六七八九'
const digitOf = (char: string) => (char === '零' ? 0 : digits.indexOf(char))

/** 十六 → 16, 二十 → 20, 三 → 3. */
function small(numeral: string): number {
  const [tens, ones] = numeral.includes('十') ? numeral.split('十') : ['', numeral]
  const ten = numeral.includes('十') ? (tens ? digitOf(tens) : 1) : 0
  return ten * 10 + (ones ? digitOf(ones) : 0)
}

function inEnglish(text: string): string {
  const arabic = text
    .replace(/([〇零一二三四五六七八九]{4})年/, (_, year: string) => `${Array.from(year, digitOf).join('')}年`)
    .replace(/([一二三四五六七八九十]{1,3})(?=[月日])/g, (numeral) => String(small(numeral)))
  const chinese = arabic.replace(
    /(?<!年\s*)(?<!\d)(\d{1,2})月(?=\s+\d)/,
    (whole, month: string) => english[Number(month) - 1] ?? whole,
  )
  if (!/\d\s+\p{L}{3}|\p{L}{3}\.?\s+\d/u.test(chinese)) return chinese
  return foreign.reduce((given, [name, month]) => given.replace(name, month), chinese)
}
