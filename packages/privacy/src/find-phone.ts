import { hasDigits, separator as s, spansOf, type Finder } from './span.js'

const country = `(?:(?:\\+|00)?86${s}?|0)?`
/** 13812345678, 138 1234 5678, 138-12345678, 1381 234 5678, +86 … : the groupings in use. */
const mobile = new RegExp(
  `(?<!\\d)${country}1[3-9]\\d(?:${s}?\\d{4}${s}?\\d{4}|\\d${s}\\d{3}${s}\\d{4}|${s}\\d{3}${s}\\d{5}|\\d\\d${s}\\d{6})(?!\\d)`,
  'g',
)
/** 1 3 8 1 2 3 4 5 6 7 8 */
const spacedOut = new RegExp(`(?<!\\d${s}?)1${s}[3-9](?:${s}\\d){9}(?!${s}?\\d)`, 'g')
const inWords = /[一幺壹1][三四五六七八九叁肆伍陆柒捌玖](?:[零〇一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖]){9}/g
/** Area codes of YD/T 1177: 010, 02x, 03xx to 09xx; then 7 or 8 digits that start with 2 to 8, perhaps an extension. */
const landline = new RegExp(
  `(?<!\\d)(?:\\(0(?:10|2\\d|[3-9]\\d\\d)\\)${s}?|0(?:10|2\\d|[3-9]\\d\\d)${s}?)[2-8]\\d{2,3}${s}?\\d{4}(?:(?:转|-)\\d{1,5})?(?!\\d)`,
  'g',
)
const labelled =
  /(?:电话|座机|手机|热线|Tel|TEL|tel|传真)(?:号码?|为|是|[ :：,，(（])*(?<datum>[2-8]\d{2,3}[ -]?\d{4})(?!\d)/g

/** Mobile and fixed-line numbers. The first three units stay, so that a reader sees what it was. Hotlines (12345, 12315, 400…) stay. */
export const findPhones: Finder = function* (text) {
  if (hasDigits(text, 11)) {
    yield* spansOf('phone', mobile, text, undefined, 3)
    yield* spansOf('phone', spacedOut, text)
  }
  yield* spansOf('phone', inWords, text)
  if (!hasDigits(text, 7)) return
  yield* spansOf('phone', landline, text, undefined, 3)
  yield* spansOf('phone', labelled, text)
}
