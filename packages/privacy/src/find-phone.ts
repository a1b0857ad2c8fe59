import { anyGap as g, gap as s, hasDigits, spansOf, type Finder } from './span.js'

const country = `(?:(?:\\+|00)?86${g}|0)?`
/** 13812345678, 138 1234 5678, 138-12345678, 1381 234 5678, 138 - 1234 - 5678, +86 … : the groupings in use. */
const mobile = new RegExp(
  `(?<!\\d)${country}1[3-9]\\d(?:${g}\\d{4}${g}\\d{4}|\\d${s}\\d{3}${s}\\d{4}|${s}\\d{3}${s}\\d{5}|\\d\\d${s}\\d{6})(?!\\d)`,
  'g',
)
/** 1 3 8 1 2 3 4 5 6 7 8, and 0 5 7 5 8 7 0 1 2 3 4 5 */
const spacedOut = new RegExp(
  `[01](?<!\\d${g}.)(?:(?<=1)${s}[3-9](?:${s}\\d){9}|(?<=0)(?:${s}\\d){10,11})(?!${g}\\d)`,
  'g',
)
const numerals = '零〇○一幺壹二两贰三叁四肆五伍六陆七柒八捌九玖'
const word = `[${numerals}\\d]`
/** 一三八一二三四五六七八, also in groups and mixed with figures. */
const inWords = new RegExp(
  `[一幺壹1](?<!${word}.)${g}[三四五六七八九叁肆伍陆柒捌玖3-9](?:${g}${word}){9}(?!${word})`,
  'g',
)
/** Area codes of YD/T 1177: 010, 02x, 03xx to 09xx; then 7 or 8 digits that start with 2 to 8, perhaps an extension. */
const landline = new RegExp(
  `(?<!\\d)(?:\\(0(?:10|2\\d|[3-9]\\d\\d)\\)${g}|0(?:10|2\\d|[3-9]\\d\\d)${g})[2-8]\\d{2,3}${g}\\d{4}(?:(?:转|-)\\d{1,5})?(?!\\d)`,
  'g',
)
const labelled =
  /(?:电话|座机|手机|热线|Tel|TEL|tel|传真)(?:号码?|为|是|[ :：,，(（])*(?<datum>[2-8]\d{2,3}[ -]?\d{4})(?!\d)/g

const notNumeral = new RegExp(`[^${numerals}]`, 'g')
const areaCode = /^0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}$/
const isNumber = (datum: string): boolean => {
  const digits = datum.replace(/\D/g, '')
  return digits.startsWith('1') || areaCode.test(digits)
}
/** Figures alone are the business of the others; a word or two among them may be a count: 一三八 needs four. */
const isWorded = (datum: string): boolean => datum.replace(notNumeral, '').length >= 4

/** Mobile and fixed-line numbers. The first three units stay, so that a reader sees what it was. Hotlines (12345, 12315, 400…) stay. */
export const findPhones: Finder = function* (text) {
  if (hasDigits(text, 11)) {
    yield* spansOf('phone', mobile, text, undefined, 3)
    yield* spansOf('phone', spacedOut, text, isNumber)
  }
  yield* spansOf('phone', inWords, text, isWorded)
  if (!hasDigits(text, 7)) return
  yield* spansOf('phone', landline, text, undefined, 3)
  yield* spansOf('phone', labelled, text)
}
