import { anyGap as s, gap, hasDigits, spansOf, type Finder } from './span.js'

const province = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])'
const monthDay = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])'
/** GB 11643: region 6, birth date 8, order 3, check 1. Provinces after GB/T 2260. */
const eighteen = new RegExp(`(?<!\\d)[1-9]\\d{5}${s}(?:18|19|20)\\d\\d${s}${monthDay}${s}\\d{3}[\\dXx](?![\\dXx])`, 'g')
/** First generation: two-digit year, no check digit. */
const fifteen = new RegExp(`(?<!\\d)${province}\\d{4}${s}\\d\\d${monthDay}${s}\\d{3}(?!\\d)`, 'g')
/** Beside its label any number of that size is one, also a mistyped one. */
const labelled = /(?:身份证|身份号|身份证号码|证件号)[^\d\n*]{0,8}(?<datum>\d(?:[ -]?\d){13,16}[\dXx])(?![\dXx])/g

/** 3 3 0 6 8 1 …, and any other grouping: then region, birth date and check character must all be right. */
const grouped = new RegExp(`(?<!\\d)[1-9](?:${s}\\d){16}${s}[\\dXx](?![\\dXx])`, 'g')
const spacedOut = new RegExp(`[1-9](?<!\\d${s}.)(?:${gap}\\d){16}${gap}[\\dXx](?!${s}[\\dXx])`, 'g')
const birth = new RegExp(`^.{6}(?:18|19|20)\\d\\d${monthDay}`)

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Whether the 18th character is right (ISO 7064 MOD 11-2, as GB 11643 prescribes). */
export function idCardCheckHolds(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += Number(digits[i]) * (weights[i] ?? 0)
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase()
}

const digitsOf = (datum: string): string => datum.replace(/[^\dXx]/g, '')
const homeProvince = new RegExp(`^${province}`)
// A typing error makes a number wrong, not anonymous: a right province and birth date are enough.
const looksReal = (datum: string): boolean => {
  const digits = digitsOf(datum)
  return homeProvince.test(digits) || idCardCheckHolds(digits)
}
const isSpelled = (datum: string): boolean => {
  const digits = digitsOf(datum)
  return homeProvince.test(digits) && birth.test(digits)
}
const isSurely = (datum: string): boolean => isSpelled(datum) && idCardCheckHolds(digitsOf(datum))

/** Resident identity cards of 18 and 15 digits, spaced and dashed ones too. */
export const findIdCards: Finder = function* (text) {
  if (!hasDigits(text, 14)) return
  yield* spansOf('id-card', eighteen, text, looksReal)
  yield* spansOf('id-card', spacedOut, text, isSpelled)
  yield* spansOf('id-card', grouped, text, isSurely)
  yield* spansOf('id-card', fifteen, text)
  yield* spansOf('id-card', labelled, text)
}
