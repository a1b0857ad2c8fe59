import { type Finder } from './span.js'

const isLocal = (char: string | undefined) => char !== undefined && /[A-Za-z0-9._%+-]/.test(char)
const domain = /[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/y

/**
 * E-mail addresses. Looks outward from each @ instead of matching forward, so that a megabyte of letters costs no more
 * than its length.
 */
export const findEmails: Finder = function* (text) {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at
    while (start > 0 && at - start < 64 && isLocal(text[start - 1])) start -= 1
    domain.lastIndex = at + 1
    const host = domain.exec(text)
    if (start < at && host) yield { kind: 'email', start, end: at + 1 + host[0].length, keep: 0 }
  }
}
