import { anyGap, gap, hasDigits, spansOf, type Finder } from './span.js'

/** First digits of bank cards in use: UnionPay and its forerunners, JCB, Visa, Mastercard. */
const issuer = '(?:6[0-29]|35|4\\d|5[1-68]|9[0-9])'
const plain = new RegExp(`(?<!\\d)${issuer}\\d{14,17}(?!\\d)`, 'g')
const grouped = new RegExp(`(?<!\\d)${issuer}\\d\\d(?:${gap}\\d{4}){3}(?:${anyGap}\\d{1,3})?(?!\\d)`, 'g')
/** Six digits of the bank, then the rest; and digit by digit. */
const inTwo = new RegExp(`(?<!\\d)${issuer}\\d{4}${gap}\\d{10,13}(?!\\d)`, 'g')
const spacedOut = new RegExp(`[3-69](?<!\\d${anyGap}.)(?:${gap}\\d){15,18}(?!${anyGap}\\d)`, 'g')
const labelled = new RegExp(
  `(?:卡号|账号|帐号|账户|帐户|存折)[^\\d\\n*]{0,6}(?<datum>\\d(?:${anyGap}\\d){11,20})(?!\\d)`,
  'g',
)

/** Luhn's check (ISO/IEC 7812-1, annex B). */
export function luhnHolds(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)
  }
  return sum % 10 === 0
}

const isCard = (datum: string) => {
  const digits = datum.replace(/\D/g, '')
  return digits.length >= 16 && digits.length <= 19 && luhnHolds(digits)
}

/** Bank cards: 16 to 19 digits that pass Luhn's check, also in groups of four; beside 卡号/账号 any long number. */
export const findBankCards: Finder = function* (text) {
  if (!hasDigits(text, 12)) return
  yield* spansOf('bank-card', plain, text, isCard)
  yield* spansOf('bank-card', grouped, text, isCard)
  yield* spansOf('bank-card', inTwo, text, isCard)
  yield* spansOf('bank-card', spacedOut, text, isCard)
  yield* spansOf('bank-card', labelled, text)
}
