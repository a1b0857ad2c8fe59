import { spansOf, type Finder } from './span.js'

/** GA 36: province character, letter, five or six letters and digits (I and O are not used), 挂学警港澳 at the end. */
const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Za-hj-z][ ·•.-]?[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![A-Za-z0-9])/g

const hasThreeDigits = (datum: string) => datum.replace(/\D/g, '').length >= 3

/** Licence plates; province and city letter stay: 浙D*****. */
export const findPlates: Finder = (text) => spansOf('plate', plate, text, hasThreeDigits, 2)
