import { separator as s, spansOf, type Finder } from './span.js'

/** GA 36: province character, letter, five or six letters and digits (I and O are not used), 挂学警港澳 at the end. */
const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]'
const letter = '[A-HJ-Za-hj-z]'
const mark = '[A-HJ-NP-Za-hj-np-z0-9]'
const end = '[A-HJ-NP-Za-hj-np-z0-9挂学警港澳]'
const plate = new RegExp(`${province}${s}?${letter}${s}{0,3}${mark}{4,5}${end}(?![A-Za-z0-9])`, 'g')
/** What every plate begins with: most texts have none, and looking once is cheaper than twice. */
const beginning = new RegExp(`${province}${s}{0,3}${letter}`)
/** 浙 D 1 2 3 4 5 */
const spacedOut = new RegExp(
  `${province}${s}{0,3}${letter}(?:${s}{1,3}${mark}){4,5}${s}{1,3}${end}(?!${s}{0,3}[A-Za-z0-9])`,
  'g',
)

const hasThreeDigits = (datum: string) => datum.replace(/\D/g, '').length >= 3

/** Licence plates; province and city letter stay: 浙D*****. */
export const findPlates: Finder = function* (text) {
  if (!beginning.test(text)) return
  yield* spansOf('plate', plate, text, hasThreeDigits, 2)
  yield* spansOf('plate', spacedOut, text, hasThreeDigits, 2)
}
