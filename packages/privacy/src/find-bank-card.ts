import { hasDigits, spansOf, type Finder } from './span.js'

const plain = /(?<!\d)[3-69]\d{15,18}(?!\d)/g
const grouped = /(?<!\d)[3-69]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g
const labelled = /(?:卡号|账号|帐号|账户|帐户|存折)[^\d\n*]{0,6}(?<datum>\d(?:[ -]?\d){11,20})(?!\d)/g

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
  yield* spansOf('bank-card', labelled, text)
}
