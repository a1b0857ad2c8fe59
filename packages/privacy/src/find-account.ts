import { spansOf, type Finder } from './span.js'

const account =
  /(?:QQ|qq|Qq|微信|WeChat|wechat|[vV][xX])(?:号码?|群号?)?[ ]?[:：是为][ ]?(?<datum>[A-Za-z0-9_-]{5,20})(?![A-Za-z0-9_])/g

/** QQ and WeChat numbers beside their label. */
export const findAccounts: Finder = (text) => spansOf('account', account, text)
